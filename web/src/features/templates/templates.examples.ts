// Owns a valid example of a template, for tests.
import type { TemplateView } from '@indoshopster/contracts/templating/templating.endpoints'

/** A message with one gap. */
export function template(part: Partial<TemplateView> = {}): TemplateView {
  return {
    id: 1,
    kind: 'message',
    name: 'Order',
    body: 'Hi {{fullname}}',
    variables: ['fullname'],
    version: 1,
    picture: null,
    updatedAt: '2026-11-23T02:00:00.000Z',
    ...part,
  }
}

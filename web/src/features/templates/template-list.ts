// Answers: which templates fit what was typed and the type that was chosen?
import type { TemplateView } from '@indoshopster/contracts/templating/templating.endpoints'

export const kindChoices = ['all', 'message', 'quick_reply'] as const
export type KindChoice = (typeof kindChoices)[number]

/** Those of the type whose name, text or id holds every word; as they came. */
export function fitting(templates: readonly TemplateView[], kind: KindChoice, typed: string): TemplateView[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  return templates.filter((one) => {
    const text = `${one.id} ${one.name} ${one.body}`.toLowerCase()
    return (kind === 'all' || one.kind === kind) && words.every((word) => text.includes(word))
  })
}

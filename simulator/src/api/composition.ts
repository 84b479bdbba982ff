// From the content in a request to what a phone composes: bytes from base64, bare digits.
import type { Composition } from '../messaging/compose.ts'
import type { SimContent } from './message-schemas.ts'
import { numberOf } from './views.ts'

/** Throws the problem when the number of a contact card is none. */
export const compositionOf = (content: SimContent): Composition => {
  if (content.kind === 'contact_card') return { ...content, phone: numberOf(content.phone) }
  return 'file' in content ? { ...content, file: Buffer.from(content.file, 'base64') } : content
}

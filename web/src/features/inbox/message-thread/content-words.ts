// Answers: how is what a message says put into one short line (quotes, previews, screen readers)?
import type { ThreadContent } from '@indoshopster/contracts/inbox/message.views'
import { hasText, t } from '../../../i18n/text.ts'
import { unsupportedLine } from '../unsupported-words.ts'
import { plainWhatsAppText } from '../whatsapp-text.ts'

/** The name of a kind of content, for example "Foto". */
export function kindWords(kind: string): string {
  const key = `kind.${kind}`
  return hasText(key) ? t(key) : t('message.unsupportedShort')
}

/** The words of a content where it has some, else the name of its kind. */
export function contentWords(content: ThreadContent | null): string {
  if (content === null) return t('message.undecryptable')
  if (content.kind === 'unsupported') return unsupportedLine(content.what, content.detail ?? null)
  if (content.kind === 'activity') return ''
  if ('text' in content) return plainWhatsAppText(content.text)
  if ('caption' in content && content.caption) return plainWhatsAppText(content.caption)
  if (content.kind === 'document') return content.media.fileName ?? kindWords('document')
  if (content.kind === 'location') return content.name ?? content.address ?? kindWords('location')
  if (content.kind === 'contact_card') return content.cards.map((card) => card.name).join(', ')
  return kindWords(content.kind)
}

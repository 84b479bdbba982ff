// Answers: which words of a message does a search look at? File names too.
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import { t } from '../../i18n/text.ts'
import { unsupportedLine } from '../inbox/unsupported-words.ts'
import { plainWhatsAppText } from '../inbox/whatsapp-text.ts'

/** The text, caption, file name, place or names of a message in one line. */
export function searchedText({ content }: Pick<MessageView, 'content'>): string {
  switch (content?.kind) {
    case 'text':
    case 'note':
      return plainWhatsAppText(content.text)
    case 'image':
    case 'video':
    case 'document':
      return [content.media.fileName, content.caption && plainWhatsAppText(content.caption)]
        .filter(Boolean)
        .join(' · ')
    case 'location':
      return [content.name, content.address].filter(Boolean).join(' · ')
    case 'contact_card':
      return content.cards.map((card) => [card.name, ...card.phones].join(' ')).join(', ')
    case 'audio':
    case 'voice':
    case 'sticker':
      return content.media.fileName ?? t(`preview.${content.kind}`)
    case 'unsupported':
      return unsupportedLine(content.what, content.detail ?? null)
    default:
      return t('message.unsupportedShort')
  }
}

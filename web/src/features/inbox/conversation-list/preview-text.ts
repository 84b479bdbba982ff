// Answers: what stands in the list for the newest message?
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import { t } from '../../../i18n/text.ts'
import { plainWhatsAppText } from '../whatsapp-text.ts'

/** The text without markup; `plain` is false where our own words stand for a message without text. */
export function previewText(preview: ConversationView['preview']): { text: string; plain: boolean } {
  if (preview === null) return { text: '', plain: true }
  if (preview.text !== null) return { text: plainWhatsAppText(preview.text), plain: true }
  if (preview.kind === 'undecryptable') return { text: t('message.undecryptable'), plain: false }
  if (preview.kind === 'erased') return { text: t('message.erased'), plain: false }
  return { text: t('message.unsupportedShort'), plain: false }
}

// Answers: what stands in the list for the newest message?
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import { hasText, t } from '../../../i18n/text.ts'
import { unsupportedLine } from '../unsupported-words.ts'
import { plainWhatsAppText } from '../whatsapp-text.ts'

/** A picture of the kind, before its caption or its name. */
const signs: Readonly<Record<string, string>> = {
  image: '📷 ',
  video: '🎬 ',
  audio: '🎵 ',
  voice: '🎤 ',
  document: '📄 ',
  sticker: '🩷 ',
  location: '📍 ',
  contact_card: '👤 ',
}

/** The text without markup; `plain` is false where our own words stand for a message without text. */
export function previewText(preview: ConversationView['preview']): { text: string; plain: boolean } {
  if (preview === null) return { text: '', plain: true }
  if (preview.kind === 'unsupported')
    return {
      text: unsupportedLine(preview.what ?? '', preview.text && plainWhatsAppText(preview.text)),
      plain: true,
    }
  const sign = signs[preview.kind] ?? ''
  if (preview.text !== null) return { text: `${sign}${plainWhatsAppText(preview.text)}`, plain: true }
  if (preview.kind === 'undecryptable') return { text: t('message.undecryptable'), plain: false }
  if (preview.kind === 'erased') return { text: t('message.erased'), plain: false }
  const kind = `preview.${preview.kind}`
  if (hasText(kind)) return { text: `${sign}${t(kind)}`, plain: true }
  return { text: t('message.unsupportedShort'), plain: false }
}

// Answers: how do we call what we do not show yet?
import type { proto } from '../library.ts'

const names: Readonly<Record<string, string>> = {
  imageMessage: 'image',
  videoMessage: 'video',
  ptvMessage: 'video note',
  documentMessage: 'document',
  stickerMessage: 'sticker',
  lottieStickerMessage: 'sticker',
  locationMessage: 'location',
  liveLocationMessage: 'live location',
  contactMessage: 'contact',
  contactsArrayMessage: 'contacts',
  groupInviteMessage: 'group invitation',
  buttonsResponseMessage: 'button answer',
  templateButtonReplyMessage: 'button answer',
  listResponseMessage: 'list answer',
  interactiveResponseMessage: 'form answer',
}

/** A readable name of the first of the fields that stand in a message. */
export function whatIs(fields: readonly string[], message: proto.IMessage): string {
  const field = fields[0] ?? ''
  if (field === 'audioMessage') return message.audioMessage?.ptt ? 'voice message' : 'audio'
  if (field.startsWith('pollCreation')) return 'poll'
  return names[field] ?? (wordsOf(field) || 'unknown')
}

/** `newsletterAdminInviteMessageV2` → `newsletter admin invite`. */
function wordsOf(field: string): string {
  return field
    .replace(/Message(V\d+)?$/, '')
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .trim()
}

// Composes what changes a message that is in the chat already: a reaction, an edit, a deletion for everyone.
import { proto } from '@whiskeysockets/baileys'
import { mediaIn } from '../media/media-part.ts'
import type { ChatMessage } from './chat-messages.table.ts'
import { unwrapped } from './content.ts'

const { Type } = proto.Message.ProtocolMessage

/** The message as its key; `chat` is the jid of the other side (or group). */
const keyOf = ({ id, direction }: ChatMessage, chat: string): proto.IMessageKey => ({
  remoteJid: chat,
  fromMe: direction === 'out',
  id,
})

const encoded = (message: proto.IMessage): Uint8Array => proto.Message.encode(message).finish()

/** An empty emoji takes the reaction back. `at` is milliseconds since 1970, here and below. */
export const composeReaction = (message: ChatMessage, chat: string, emoji: string, at: number): Uint8Array =>
  encoded({ reactionMessage: { key: keyOf(message, chat), text: emoji, senderTimestampMs: at } })

export const composeRevoke = (message: ChatMessage, chat: string): Uint8Array =>
  encoded({ protocolMessage: { key: keyOf(message, chat), type: Type.REVOKE } })

/** Only texts and captions can be edited. */
export const isEditable = ({ kind }: ChatMessage): boolean =>
  ['text', 'image', 'video', 'document'].includes(kind)

/** A text is replaced, of a media message the caption. */
const withText = (content: Uint8Array, text: string): proto.IMessage => {
  const message = unwrapped(proto.Message.decode(content))
  if (!mediaIn(message)) return { conversation: text }
  for (const part of [message.imageMessage, message.videoMessage, message.documentMessage]) {
    if (part) part.caption = text
  }
  return message
}

export const composeEdit = (message: ChatMessage, chat: string, text: string, at: number): Uint8Array => {
  const editedMessage = withText(message.content, text)
  const edit = {
    key: keyOf(message, chat),
    type: Type.MESSAGE_EDIT,
    editedMessage,
    timestampMs: at,
  }
  return encoded({ editedMessage: { message: { protocolMessage: edit } } })
}

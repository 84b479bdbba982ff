// Composes what changes a message that is in the chat already: a reaction, an edit, a deletion for everyone.
import { proto } from '@whiskeysockets/baileys'
import { mediaIn } from '../media/media-part.ts'
import type { ChatMessage } from './chat-messages.table.ts'
import { unwrapped } from './content.ts'

const { Type } = proto.Message.ProtocolMessage

/** The message that is changed; `chat` is the jid of the other side or group, `author` its writer's in a group. */
export interface Changed {
  readonly message: ChatMessage
  readonly chat: string
  readonly author?: string | undefined
}

/** The message's key, as who changes it names it. */
export const keyOf = ({ message: { id, direction }, chat, author }: Changed): proto.IMessageKey => ({
  remoteJid: chat,
  fromMe: direction === 'out',
  id,
  ...(author !== undefined && { participant: author }),
})

const encoded = (message: proto.IMessage): Uint8Array => proto.Message.encode(message).finish()

/** An empty emoji takes the reaction back. `at` is milliseconds since 1970, here and below. */
export const composeReaction = (changed: Changed, emoji: string, at: number): Uint8Array =>
  encoded({ reactionMessage: { key: keyOf(changed), text: emoji, senderTimestampMs: at } })

export const composeRevoke = (changed: Changed): Uint8Array =>
  encoded({ protocolMessage: { key: keyOf(changed), type: Type.REVOKE } })

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

export const composeEdit = (changed: Changed, text: string, at: number): Uint8Array => {
  const editedMessage = withText(changed.message.content, text)
  const edit = {
    key: keyOf(changed),
    type: Type.MESSAGE_EDIT,
    editedMessage,
    timestampMs: at,
  }
  return encoded({ editedMessage: { message: { protocolMessage: edit } } })
}

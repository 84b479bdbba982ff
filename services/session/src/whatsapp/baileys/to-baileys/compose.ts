// Owns the way of what was asked for to WhatsApp's wire form.
import { randomBytes } from 'node:crypto'
import type { FindMessage } from '../../../intake/wire-message.store.ts'
import type { Asked, Recipient } from '../../whatsapp.port.ts'
import { proto } from '../library.ts'
import { messageSaying, type Upload } from './content.ts'
import { contextOf, keyOf, type Own } from './targets.ts'

export interface ComposeDeps {
  readonly upload: Upload
  readonly find: FindMessage
  readonly own: () => Own
  readonly now: () => number
}

const { Type } = proto.Message.ProtocolMessage

/**
 * The stored wire form: made once per send, so that every retry is the same message. Null: WhatsApp cannot say it, or what
 * it is about is not known. Throws when a file cannot be uploaded, or the store does not answer.
 */
export async function compose(
  deps: ComposeDeps,
  { content, quote }: Asked,
  to: Recipient,
): Promise<Uint8Array | null> {
  if (content.kind === 'reaction' || content.kind === 'revocation') {
    const known = await deps.find(content.targetId)
    const key = known && keyOf(known, to.address, deps.own())
    if (!key) return null
    if (content.kind === 'reaction')
      return encoded({ reactionMessage: { key, text: content.emoji, senderTimestampMs: deps.now() } })
    // Only the author may.
    return key.fromMe ? encoded({ protocolMessage: { key, type: Type.REVOKE } }) : null
  }
  const known = quote && (await deps.find(quote.messageId))
  // What is too old to be named is still answered, as a message of its own.
  const context = known ? contextOf(known, quote, to.address, deps.own()) : null
  const message = await messageSaying(content, context, deps.upload, deps.now())
  // The secret lets the recipient's phone report the message.
  return message && encoded({ ...message, messageContextInfo: { messageSecret: randomBytes(32) } })
}

const encoded = (message: proto.IMessage): Uint8Array => proto.Message.encode(message).finish()

/** The message behind a stored wire form. */
export const composedMessage = (wireForm: Uint8Array): proto.Message => proto.Message.decode(wireForm)

/** What the envelope says of it in clear, so that the server treats a deletion as one. */
export function attributesOf(message: proto.IMessage): Record<string, string> {
  return message.protocolMessage?.type === Type.REVOKE ? { edit: '7' } : {}
}

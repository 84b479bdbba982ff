// Owns the way of our content to WhatsApp's wire form.
import { randomBytes } from 'node:crypto'
import type { SendContent } from '@indoshopster/contracts/session/content'
import { proto } from '../library.ts'

/**
 * The stored wire form: made once per send, so that every retry is the same message. The secret lets the recipient's
 * phone report and react to it. Null: WhatsApp cannot say it.
 */
export function compose(content: SendContent): Uint8Array | null {
  if (content.kind !== 'text' || content.text === '') return null
  return proto.Message.encode({
    conversation: content.text,
    messageContextInfo: { messageSecret: randomBytes(32) },
  }).finish()
}

/** The message behind a stored wire form. */
export const composedMessage = (wireForm: Uint8Array): proto.Message => proto.Message.decode(wireForm)

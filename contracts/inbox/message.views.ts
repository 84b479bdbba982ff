// Owns how a message is shown in a thread.
import { Type, type Static } from 'typebox'
import { IsoTime, Uuid } from '../envelope.ts'
import { MessageContent } from '../session/content.ts'
import { SendFailure } from '../session/message.events.ts'

/** Of an outbound message; never goes backwards. Incoming messages are `received`. */
export const MessageStatus = Type.Union([
  Type.Literal('received'),
  Type.Literal('accepted'),
  Type.Literal('queued'),
  Type.Literal('sent'),
  Type.Literal('delivered'),
  Type.Literal('read'),
  Type.Literal('failed'),
])
export type MessageStatus = Static<typeof MessageStatus>

/** Content is null for a message that cannot be decrypted yet (`undecryptable`) or was erased (`erased`). */
export const MessageView = Type.Object({
  id: Uuid,
  conversationId: Uuid,
  sessionId: Uuid,
  direction: Type.Union([Type.Literal('incoming'), Type.Literal('outgoing')]),
  content: Type.Union([MessageContent, Type.Null()]),
  missing: Type.Union([Type.Literal('undecryptable'), Type.Literal('erased'), Type.Null()]),
  status: MessageStatus,
  failure: Type.Union([SendFailure, Type.Null()]),
  /** Who wrote an outgoing one: an account id, `api:<key id>`, or `phone` for the linked phone; null for incoming. */
  author: Type.Union([Type.String(), Type.Null()]),
  /** Message time: WhatsApp's for received ones, acceptance for ours. */
  at: IsoTime,
  /** Stream sequence of the event that made it; orders the thread and serves as `upToSequence`. */
  sequence: Type.Integer(),
})
export type MessageView = Static<typeof MessageView>

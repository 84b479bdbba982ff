// Owns how a conversation is shown in the list.
import { Type, type Static } from 'typebox'
import { IsoTime, Uuid } from '../envelope.ts'
import { MessageStatus } from './message.views.ts'

export const ConversationView = Type.Object({
  id: Uuid,
  sessionId: Uuid,
  contactId: Uuid,
  /** Push name; null when not told (show the phone then). */
  name: Type.Union([Type.String(), Type.Null()]),
  /** Digits with country code; null while WhatsApp gave only a LID. */
  phone: Type.Union([Type.String(), Type.Null()]),
  unread: Type.Integer({ minimum: 0 }),
  /** The newest message. `text` null: no text to show, see `kind` (`undecryptable`, `erased`, or a content kind). */
  preview: Type.Object({
    messageId: Uuid,
    kind: Type.String(),
    text: Type.Union([Type.String(), Type.Null()]),
    direction: Type.Union([Type.Literal('incoming'), Type.Literal('outgoing')]),
    status: MessageStatus,
  }),
  lastMessageAt: IsoTime,
  /** Stream sequence of the newest message; orders the list. */
  lastSequence: Type.Integer(),
})
export type ConversationView = Static<typeof ConversationView>

// Owns how a message, or what happened between messages, is shown in a thread.
import { Type, type Static } from 'typebox'
import { IsoTime, Uuid } from '../envelope.ts'
import { MessageContent, Quote } from '../session/content.ts'
import { MediaFailure } from '../session/media.ts'
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

/** A note that only colleagues see. */
export const NoteContent = Type.Object({
  kind: Type.Literal('note'),
  text: Type.String(),
  /** Account ids. */
  mentions: Type.Array(Uuid),
})
/** What colleagues did with the conversation, told in one line of the thread. */
export const ActivityContent = Type.Object({
  kind: Type.Literal('activity'),
  what: Type.Union([
    Type.Literal('assigned'),
    Type.Literal('unassigned'),
    Type.Literal('snoozed'),
    Type.Literal('resolved'),
    Type.Literal('reopened'),
  ]),
  /** Whom it was assigned to. */
  assignee: Type.Union([Uuid, Type.Null()]),
  until: Type.Union([IsoTime, Type.Null()]),
})
export type ActivityContent = Static<typeof ActivityContent>
export const ThreadContent = Type.Union([...MessageContent.anyOf, NoteContent, ActivityContent])
export type ThreadContent = Static<typeof ThreadContent>

/** `internal`: notes and activities, which the customer never sees. */
export const MessageDirection = Type.Union([
  Type.Literal('incoming'),
  Type.Literal('outgoing'),
  Type.Literal('internal'),
])

export const ReactionView = Type.Object({
  emoji: Type.String(),
  /** `us`, or the contact's id. */
  by: Type.String(),
})

/** Content is null for a message that cannot be decrypted yet (`undecryptable`) or was erased (`erased`). */
export const MessageView = Type.Object({
  id: Uuid,
  conversationId: Uuid,
  sessionId: Uuid,
  direction: MessageDirection,
  content: Type.Union([ThreadContent, Type.Null()]),
  missing: Type.Union([Type.Literal('undecryptable'), Type.Literal('erased'), Type.Null()]),
  status: MessageStatus,
  failure: Type.Union([SendFailure, Type.Null()]),
  /** Who wrote an outgoing one: an account id, `api:<key id>`, or `phone` for the linked phone; null for incoming. */
  author: Type.Union([Type.String(), Type.Null()]),
  /** Who wrote an incoming one of a group; null in chats of two and where unknown. */
  sender: Type.Union([
    Type.Object({
      contactId: Uuid,
      name: Type.Union([Type.String(), Type.Null()]),
      phone: Type.Union([Type.String(), Type.Null()]),
    }),
    Type.Null(),
  ]),
  quote: Type.Union([Quote, Type.Null()]),
  /** Where its file is: `pending` while it is fetched, `failed` with a reason; null when it has none. */
  mediaState: Type.Union([
    Type.Literal('pending'),
    Type.Literal('stored'),
    Type.Literal('failed'),
    Type.Null(),
  ]),
  mediaFailure: Type.Union([MediaFailure, Type.Null()]),
  reactions: Type.Array(ReactionView),
  /** Texts it had before, oldest first. */
  edits: Type.Array(Type.Object({ text: Type.String(), at: IsoTime })),
  /** When its author deleted it for everyone; the content stays here for staff. */
  revokedAt: Type.Union([IsoTime, Type.Null()]),
  /** Message time: WhatsApp's for received ones, acceptance for ours. The thread is ordered by its second, then by `sequence`. */
  at: IsoTime,
  /** Stream sequence of the event that made it; serves as `upToSequence`. */
  sequence: Type.Integer(),
})
export type MessageView = Static<typeof MessageView>

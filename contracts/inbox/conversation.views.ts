// Owns how a conversation is shown in the list.
import { Type, type Static } from 'typebox'
import { IsoTime, Uuid } from '../envelope.ts'
import { ConversationState } from './filter.ts'
import { MessageDirection, MessageStatus } from './message.views.ts'

const text = Type.Union([Type.String(), Type.Null()])

export const ConversationView = Type.Object({
  id: Uuid,
  sessionId: Uuid,
  contactId: Uuid,
  chatKind: Type.Union([Type.Literal('person'), Type.Literal('group')]),
  /** The name to show: given by staff, else from the phone book, else the push name; null: show the phone. */
  name: text,
  /** Given by staff; null when they gave none. */
  givenName: text,
  /** Digits with country code; null while WhatsApp gave only a LID, and for groups. */
  phone: text,
  unread: Type.Integer({ minimum: 0 }),
  /** Staff put it back among the unread ones. */
  markedUnread: Type.Boolean(),
  labels: Type.Array(Uuid),
  assignee: Type.Union([Uuid, Type.Null()]),
  state: ConversationState,
  /** Only while snoozed. */
  snoozedUntil: Type.Union([IsoTime, Type.Null()]),
  /** Since when the customer waits for an answer; null: does not. */
  waitingSince: Type.Union([IsoTime, Type.Null()]),
  /** True once its contact was erased. */
  erased: Type.Boolean(),
  /** The newest message; null: none yet. `text` null: no text to show, see `kind` (`undecryptable`, `erased`, or a content kind). */
  preview: Type.Union([
    Type.Object({
      messageId: Uuid,
      kind: Type.String(),
      /** Of an `unsupported` one: the readable name of what it is, for example `poll`. */
      what: Type.Optional(Type.String()),
      text,
      direction: MessageDirection,
      status: MessageStatus,
    }),
    Type.Null(),
  ]),
  /** Null: no message yet. Newest first by its second, then by `lastSequence`. */
  lastMessageAt: Type.Union([IsoTime, Type.Null()]),
  /** Stream sequence of the newest message; 0: none. */
  lastSequence: Type.Integer(),
})
export type ConversationView = Static<typeof ConversationView>

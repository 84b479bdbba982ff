// Owns the HTTP shapes of conversations and messages under /app.
import { Type, type Static } from 'typebox'
import { IsoTime, Uuid } from '../envelope.ts'
import { ConversationChange, UpToSequence } from '../inbox/change.ts'
import { ConversationView } from '../inbox/conversation.views.ts'
import { ConversationOrder } from '../inbox/filter.ts'
import { MessageView } from '../inbox/message.views.ts'
import { Cursor, Limit, MinSeq, NextCursor } from '../page.ts'

const list = Type.Optional(Type.String({ minLength: 1, maxLength: 3800 }))
const yes = Type.Optional(Type.Literal('1'))

/** `InboxFilter` as a query: lists are comma-separated, yes is `1`. The app keeps the same words in its own URL. */
const filter = {
  labels_any: list,
  labels_all: list,
  labels_none: list,
  assignees: list,
  states: list,
  sessions: list,
  unread: yes,
  needs_reply: yes,
  chat_kind: Type.Optional(Type.Union([Type.Literal('person'), Type.Literal('group')])),
  from: Type.Optional(IsoTime),
  to: Type.Optional(IsoTime),
  text: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
}
const page = { cursor: Type.Optional(Cursor), limit: Type.Optional(Limit), min_seq: Type.Optional(MinSeq) }

/** GET /app/conversations: ids comma-separated, at most 100; `contacts=1` lists everyone known, by name */
export const ConversationsQuery = Type.Object(
  { ...filter, ...page, ids: list, contacts: yes, order: Type.Optional(ConversationOrder) },
  { additionalProperties: false },
)
export const ConversationsPage = Type.Object({
  conversations: Type.Array(ConversationView),
  /** Where words are searched: of each conversation the newest message that has them; none where only a name has them. */
  hits: Type.Optional(Type.Array(MessageView)),
  nextCursor: NextCursor,
})
// GET /app/conversations/{id}?min_seq answers ConversationView.
/** GET /app/conversations/counts?min_seq */
export const ConversationCounts = Type.Object({
  mine: Type.Integer(),
  unassigned: Type.Integer(),
  open: Type.Integer(),
  needsReply: Type.Integer(),
  snoozed: Type.Integer(),
  resolved: Type.Integer(),
  unread: Type.Integer(),
  /** Open, by the label's id; labels without any are left out. */
  labels: Type.Record(Type.String(), Type.Integer()),
})
/** POST /app/conversations → 200: the chat of one of our numbers with a number typed by staff (08…, 62…, +62…, spaces) */
export const OpenConversationBody = Type.Object(
  { sessionId: Uuid, phone: Type.String({ minLength: 1, maxLength: 40 }) },
  { additionalProperties: false },
)
export const ConversationOpened = Type.Object({ id: Uuid, phone: Type.String(), sequence: Type.Integer() })
/** POST /app/conversations/{id}/changes answers Appended. */
export const ChangeBody = ConversationChange
/**
 * POST /app/conversations/changes: one change for many; each id has its own outcome. `upTo` has the `upToSequence` of each
 * id, in their order.
 */
export const ChangesBody = Type.Object(
  {
    ids: Type.Array(Uuid, { minItems: 1, maxItems: 100 }),
    change: ConversationChange,
    upTo: Type.Optional(Type.Array(UpToSequence, { maxItems: 100 })),
  },
  { additionalProperties: false },
)
export const ChangesDone = Type.Object({
  /** The newest sequence appended. */
  sequence: Type.Integer(),
  refused: Type.Array(Type.Object({ id: Uuid, code: Type.String() })),
})
/** POST /app/conversations/{id}/notes answers Appended; the same `id` by the same colleague is one note. */
export const NoteBody = Type.Object(
  {
    id: Uuid,
    text: Type.String({ minLength: 1, maxLength: 4096 }),
    mentions: Type.Array(Uuid, { maxItems: 20 }),
  },
  { additionalProperties: false },
)
/** POST /app/conversations/{id}/presence → 204; said again every 10 s, forgotten after 25 s */
export const PresenceBody = Type.Object(
  { state: Type.Union([Type.Literal('viewing'), Type.Literal('typing'), Type.Literal('left')]) },
  { additionalProperties: false },
)
// DELETE /app/conversations/{id}/contact erases the contact, answers Appended.

/** GET /app/messages: a search over all conversations, or in one */
export const MessageSearchQuery = Type.Object(
  { ...filter, ...page, conversation: Type.Optional(Uuid) },
  { additionalProperties: false },
)
export const MessageHits = Type.Object({
  hits: Type.Array(Type.Object({ message: MessageView, conversation: ConversationView })),
  nextCursor: NextCursor,
})
/** GET /app/conversations/{id}/messages: newest first; `around` a message id, `after` a newerCursor */
export const MessagesQuery = Type.Object(
  { ...page, around: Type.Optional(Uuid), after: Type.Optional(Cursor) },
  { additionalProperties: false },
)
export const MessagesPage = Type.Object({
  messages: Type.Array(MessageView),
  nextCursor: NextCursor,
  newerCursor: NextCursor,
})
// GET /app/conversations/{id}/messages/{messageId}?min_seq answers MessageView.
/**
 * POST /app/conversations/{id}/messages with header Idempotency-Key (a UUID made by the app per message). The same
 * key of whichever colleague is one message. `text` is the caption where there is a file.
 */
export const ReplyBody = Type.Object(
  {
    text: Type.String({ maxLength: 4096 }),
    /** From POST /app/media. */
    mediaId: Type.Optional(Uuid),
    /** How the file goes out; left out: by what it is. */
    as: Type.Optional(
      Type.Union([
        Type.Literal('image'),
        Type.Literal('video'),
        Type.Literal('audio'),
        Type.Literal('voice'),
        Type.Literal('document'),
        Type.Literal('sticker'),
      ]),
    ),
    location: Type.Optional(
      Type.Object({
        latitude: Type.Number({ minimum: -90, maximum: 90 }),
        longitude: Type.Number({ minimum: -180, maximum: 180 }),
        name: Type.Union([Type.String({ maxLength: 200 }), Type.Null()]),
        address: Type.Union([Type.String({ maxLength: 300 }), Type.Null()]),
      }),
    ),
    contactCard: Type.Optional(
      Type.Object({
        name: Type.String({ minLength: 1, maxLength: 100 }),
        phone: Type.String({ maxLength: 40 }),
      }),
    ),
    /** The message it answers, of the same conversation. */
    quotedId: Type.Optional(Uuid),
  },
  { additionalProperties: false },
)
/** 202: the message is durably in the log; `message` is what the thread shows until live updates arrive. */
export const ReplyAccepted = Type.Object({ message: MessageView, sequence: Type.Integer() })
/**
 * 202: it is on its way to WhatsApp. The `message_status` frames of what becomes of it name `sendId`, which stands in no
 * thread; left out when nothing had to be sent.
 */
export const ChangeOnItsWay = Type.Object({
  sequence: Type.Integer({ minimum: 0 }),
  sendId: Type.Optional(Uuid),
})
/** PUT /app/conversations/{id}/messages/{messageId}/reaction → ChangeOnItsWay; an empty emoji takes it back */
export const ReactionBody = Type.Object(
  { emoji: Type.String({ maxLength: 32 }) },
  { additionalProperties: false },
)
// DELETE /app/conversations/{id}/messages/{messageId} deletes a message of ours for everyone → ChangeOnItsWay.
/** POST /app/conversations/{id}/read */
export const ReadBody = Type.Object(
  { upToSequence: Type.Integer({ minimum: 1 }) },
  { additionalProperties: false },
)
export const IdParams = Type.Object({ id: Uuid })
export const MessageParams = Type.Object({ id: Uuid, messageId: Uuid })

export type ChangeOnItsWay = Static<typeof ChangeOnItsWay>
export type ConversationsQuery = Static<typeof ConversationsQuery>
export type ConversationsPage = Static<typeof ConversationsPage>
export type ConversationCounts = Static<typeof ConversationCounts>
export type ConversationOpened = Static<typeof ConversationOpened>
export type ChangesDone = Static<typeof ChangesDone>
export type MessageSearchQuery = Static<typeof MessageSearchQuery>
export type MessageHits = Static<typeof MessageHits>
export type MessagesPage = Static<typeof MessagesPage>
export type ReplyBody = Static<typeof ReplyBody>
export type ReplyAccepted = Static<typeof ReplyAccepted>

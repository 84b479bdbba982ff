// Owns the HTTP shapes of conversations and messages under /app.
import { Type, type Static } from 'typebox'
import { Uuid } from '../envelope.ts'
import { ConversationView } from '../inbox/conversation.views.ts'
import { MessageView } from '../inbox/message.views.ts'
import { Cursor, Limit, MinSeq, NextCursor } from '../page.ts'

/** GET /app/conversations?filter&cursor&limit&min_seq&ids (ids: comma-separated, at most 100) */
export const ConversationsQuery = Type.Object(
  {
    filter: Type.Optional(Type.Union([Type.Literal('all'), Type.Literal('unread')])),
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Limit),
    min_seq: Type.Optional(MinSeq),
    ids: Type.Optional(Type.String({ maxLength: 3800 })),
  },
  { additionalProperties: false },
)
export const ConversationsPage = Type.Object({
  conversations: Type.Array(ConversationView),
  nextCursor: NextCursor,
  unreadConversations: Type.Integer(),
})
/** GET /app/conversations/{id}/messages?cursor&limit&min_seq: newest first */
export const MessagesQuery = Type.Object(
  { cursor: Type.Optional(Cursor), limit: Type.Optional(Limit), min_seq: Type.Optional(MinSeq) },
  { additionalProperties: false },
)
export const MessagesPage = Type.Object({ messages: Type.Array(MessageView), nextCursor: NextCursor })
/** POST /app/conversations/{id}/messages with header Idempotency-Key (a UUID made by the app per message) */
export const ReplyBody = Type.Object(
  { text: Type.String({ minLength: 1, maxLength: 4096 }) },
  { additionalProperties: false },
)
/** 202: the message is durably in the log; `message` is what the thread shows until live updates arrive. */
export const ReplyAccepted = Type.Object({ message: MessageView, sequence: Type.Integer() })
/** POST /app/conversations/{id}/read */
export const ReadBody = Type.Object(
  { upToSequence: Type.Integer({ minimum: 1 }) },
  { additionalProperties: false },
)
export const IdParams = Type.Object({ id: Uuid })

export type ConversationsPage = Static<typeof ConversationsPage>
export type MessagesPage = Static<typeof MessagesPage>
export type ReplyAccepted = Static<typeof ReplyAccepted>

// Owns what other services may ask of the inbox service.
import { Type } from 'typebox'
import { defineEndpoint } from '../endpoint.ts'
import { Uuid } from '../envelope.ts'
import { Actor, Appended, Cursor, Limit, MinSeq, NextCursor } from '../page.ts'
import { ConversationView } from './conversation.views.ts'
import { MessageView } from './message.views.ts'

const service = 'inbox'
const refusals = ['conversation_not_found', 'cursor_invalid', 'read_model_behind']

/** Conversations, newest message first. With `ids`, exactly those (unknown ones left out), unpaged. */
export const listConversations = defineEndpoint({
  service,
  name: 'list_conversations',
  request: Type.Object({
    workspace: Uuid,
    filter: Type.Union([Type.Literal('all'), Type.Literal('unread')]),
    ids: Type.Optional(Type.Array(Uuid, { maxItems: 100 })),
    cursor: Type.Optional(Cursor),
    limit: Limit,
    minSeq: Type.Optional(MinSeq),
  }),
  response: Type.Object({
    conversations: Type.Array(ConversationView),
    nextCursor: NextCursor,
    /** Conversations of the workspace with unread messages. */
    unreadConversations: Type.Integer(),
  }),
  refusals,
})
export const getConversation = defineEndpoint({
  service,
  name: 'get_conversation',
  request: Type.Object({ workspace: Uuid, conversationId: Uuid, minSeq: Type.Optional(MinSeq) }),
  response: ConversationView,
  refusals,
})
/** Messages of one conversation, newest first; the cursor goes back in time. */
export const listMessages = defineEndpoint({
  service,
  name: 'list_messages',
  request: Type.Object({
    workspace: Uuid,
    conversationId: Uuid,
    cursor: Type.Optional(Cursor),
    limit: Limit,
    minSeq: Type.Optional(MinSeq),
  }),
  response: Type.Object({ messages: Type.Array(MessageView), nextCursor: NextCursor }),
  refusals,
})
export const markRead = defineEndpoint({
  service,
  name: 'mark_read',
  request: Type.Object({
    ...Actor.properties,
    conversationId: Uuid,
    upToSequence: Type.Integer({ minimum: 1 }),
  }),
  response: Appended,
  refusals,
})

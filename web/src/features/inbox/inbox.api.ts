// Owns the calls about conversations and their messages.
import type {
  ConversationCounts,
  ConversationsPage,
  MessagesPage,
  ReplyAccepted,
} from '@indoshopster/contracts/web-api/inbox'
import { request } from '../../api/request.ts'

export type ConversationFilter = 'all' | 'unread'

const one = (id: string) => `/app/conversations/${id}`

/** A page of conversations, newest first. */
export const fetchConversations = (filter: ConversationFilter, cursor?: string) =>
  request<ConversationsPage>('/app/conversations', {
    query: { unread: filter === 'unread' ? '1' : undefined, cursor, limit: 50 },
  })

/** How many stand in each queue. */
export const fetchCounts = (minSeq: number) =>
  request<ConversationCounts>('/app/conversations/counts', { query: { min_seq: minSeq || undefined } })

/** Exactly these conversations (at most 100), as new as `minSeq`. */
export const fetchConversationsById = (ids: readonly string[], minSeq: number) =>
  request<ConversationsPage>('/app/conversations', {
    query: { ids: ids.join(','), min_seq: minSeq || undefined },
  })

/** A page of messages, newest first; the cursor goes back in time. */
export const fetchMessages = (conversationId: string, cursor?: string) =>
  request<MessagesPage>(`${one(conversationId)}/messages`, { query: { cursor, limit: 40 } })

/** Sends a reply; the same key sends it once however often it is called. */
export const sendReply = (conversationId: string, text: string, idempotencyKey: string) =>
  request<ReplyAccepted>(`${one(conversationId)}/messages`, {
    method: 'POST',
    body: { text },
    idempotencyKey,
  })

export const markRead = (conversationId: string, upToSequence: number) =>
  request<{ sequence: number }>(`${one(conversationId)}/read`, { method: 'POST', body: { upToSequence } })

// Owns the calls that read conversations and count them.
import type { ConversationCounts, ConversationsPage } from '@indoshopster/contracts/web-api/inbox'
import { request } from '../../api/request.ts'
import { wordsOf } from '../filter/filter-words.ts'
import type { InboxQuery } from '../filter/inbox-views.ts'

/** A query as the gateway's words; also what tells one list from another. */
export function queryWords({ filter, order, contacts }: InboxQuery): Record<string, string> {
  return {
    ...wordsOf(filter),
    ...(order === 'waiting' ? { order } : {}),
    ...(contacts ? { contacts: '1' } : {}),
  }
}

/** A page of conversations, as new as `minSeq`. */
export const fetchConversations = (query: InboxQuery, cursor?: string, minSeq = 0) =>
  request<ConversationsPage>('/app/conversations', {
    query: { ...queryWords(query), cursor, limit: 50, min_seq: minSeq || undefined },
  })

/** How many stand in each queue. */
export const fetchCounts = (minSeq: number) =>
  request<ConversationCounts>('/app/conversations/counts', { query: { min_seq: minSeq || undefined } })

/** Exactly these conversations (at most 100), as new as `minSeq`. */
export const fetchConversationsById = (ids: readonly string[], minSeq: number) =>
  request<ConversationsPage>('/app/conversations', {
    query: { ids: ids.join(','), min_seq: minSeq || undefined },
  })

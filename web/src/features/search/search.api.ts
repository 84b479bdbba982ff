// Owns the call that searches messages of all conversations.
import type { InboxFilter } from '@indoshopster/contracts/inbox/filter'
import type { MessageHits } from '@indoshopster/contracts/web-api/inbox'
import { request } from '../../api/request.ts'
import { wordsOf } from '../filter/filter-words.ts'

/** A page of messages that pass the filter, newest first. */
export const searchMessages = (filter: InboxFilter, cursor: string | undefined, signal: AbortSignal) =>
  request<MessageHits>('/app/messages', { query: { ...wordsOf(filter), cursor, limit: 30 }, signal })

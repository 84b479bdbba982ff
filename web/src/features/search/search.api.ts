// Owns the call that searches messages of all conversations.
import type { InboxFilter } from '@indoshopster/contracts/inbox/filter'
import type { MessageHits } from '@indoshopster/contracts/web-api/inbox'
import { request } from '../../api/request.ts'
import { wordsOf } from '../filter/filter-words.ts'

/** A page of messages that pass the filter, newest first; as new as `minSeq`. */
export const searchMessages = (
  filter: InboxFilter,
  cursor: string | undefined,
  signal: AbortSignal,
  minSeq = 0,
) =>
  request<MessageHits>('/app/messages', {
    query: { ...wordsOf(filter), cursor, limit: 30, min_seq: minSeq || undefined },
    signal,
  })

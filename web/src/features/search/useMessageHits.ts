// Owns the messages found so far for a filter, read page by page; a newer search drops the answers of an older one, an erasure drops all.
import type { InboxFilter } from '@indoshopster/contracts/inbox/filter'
import type { MessageHits } from '@indoshopster/contracts/web-api/inbox'
import { onScopeDispose, shallowReactive, watch } from 'vue'
import { useConversations } from '../inbox/conversations.store.ts'
import { searchMessages } from './search.api.ts'

export type MessageHit = MessageHits['hits'][number]

export function useMessageHits(filter: () => InboxFilter) {
  const conversations = useConversations()
  const state = shallowReactive({
    hits: [] as MessageHit[], // the empty list alone would be a list of nothing
    loading: false,
    started: false,
    failure: null as unknown,
  })
  let cursor: string | null = null
  let abort = new AbortController()

  async function read(from: string | undefined): Promise<void> {
    const { signal } = abort
    state.loading = true
    state.failure = null
    try {
      const page = await searchMessages(filter(), from, signal, conversations.erasedAt)
      if (signal.aborted) return
      state.hits = from ? [...state.hits, ...page.hits] : page.hits
      cursor = page.nextCursor
      state.started = true
    } catch (failure) {
      if (signal.aborted) return
      state.failure = failure
    }
    state.loading = false
  }

  watch(
    [filter, () => conversations.erasedAt],
    ([, erasedAt], [, before]) => {
      // Whose words are among them is not worth finding out.
      if (erasedAt !== before) state.hits = []
      abort.abort()
      abort = new AbortController()
      cursor = null
      void read(undefined)
    },
    { immediate: true },
  )
  onScopeDispose(() => abort.abort())

  return {
    state,
    /** Reads the next page, or the first one again after a failure. */
    more() {
      if (state.loading) return
      if (cursor !== null) void read(cursor)
      else if (state.failure) void read(undefined)
    },
  }
}

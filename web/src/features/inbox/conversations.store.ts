// Owns the conversations this page knows, by id, and how far each filter's list has been read.
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import type { MessageStatus } from '@indoshopster/contracts/inbox/message.views'
import { defineStore } from 'pinia'
import { computed, reactive, shallowReactive } from 'vue'
import * as api from './inbox.api.ts'
import type { ConversationFilter } from './inbox.api.ts'
import { useCounts } from './counts.store.ts'
import { isForward } from './message.model.ts'
import { gatherTouchedRows } from './touched-rows.ts'

/** How far a list is read: rows older than `floor` may have gaps and stay out of it. */
interface Reach {
  floor: number
  cursor: string | null
  started: boolean
  loading: boolean
  failure: unknown
  /** Grows with each fresh read, so that the answer of an overtaken one is dropped. */
  round: number
}
const unread = (round = 0): Reach => {
  return { floor: Infinity, cursor: null, started: false, loading: false, failure: null, round }
}

/** A row whose newest message is the known one keeps that message's status when it is further. */
function withoutStepBack(known: ConversationView | undefined, view: ConversationView): ConversationView {
  const before = known?.preview
  if (!before || !view.preview || before.messageId !== view.preview.messageId) return view
  if (!isForward(view.preview.status, before.status)) return view
  return { ...view, preview: { ...view.preview, status: before.status } }
}

export const useConversations = defineStore('conversations', () => {
  const rows = shallowReactive(new Map<string, ConversationView>())
  const reach = reactive<Record<ConversationFilter, Reach>>({ all: unread(), unread: unread() })
  const counts = useCounts()
  const newestFirst = computed(() => [...rows.values()].sort((a, b) => b.lastSequence - a.lastSequence))
  const touched = gatherTouchedRows(async (ids, minSeq) => {
    const page = await api.fetchConversationsById(ids, minSeq)
    sync(page.conversations)
    counts.touch(minSeq)
  })

  /** Takes in rows; one that tells of an older newest message than is known is dropped. */
  function sync(views: readonly ConversationView[]): void {
    for (const view of views) {
      const known = rows.get(view.id)
      if (known && known.lastSequence > view.lastSequence) continue
      rows.set(view.id, withoutStepBack(known, view))
    }
  }

  /** After a gap: rows that are in no fresh page may be stale, so they go, except the open and the newer ones. */
  function dropStale(fresh: readonly ConversationView[], open: string | undefined): void {
    const kept = new Set([open, ...fresh.map((row) => row.id)])
    const newest = fresh[0]?.lastSequence ?? 0
    for (const row of rows.values()) {
      if (!kept.has(row.id) && row.lastSequence <= newest) rows.delete(row.id)
    }
  }

  async function readPage(filter: ConversationFilter, fresh: boolean, open?: string): Promise<void> {
    const state = reach[filter]
    if (!fresh && (state.loading || (state.started && state.cursor === null))) return
    const round = fresh ? ++state.round : state.round
    state.loading = true
    state.failure = null
    try {
      const page = await api.fetchConversations(filter, (fresh ? null : state.cursor) ?? undefined)
      if (reach[filter].round !== round) return
      if (fresh) dropStale(page.conversations, open)
      sync(page.conversations)
      const oldest = page.conversations[page.conversations.length - 1]
      state.floor = page.nextCursor === null ? 0 : (oldest?.lastSequence ?? 0)
      state.cursor = page.nextCursor
      state.started = true
    } catch (error) {
      if (reach[filter].round !== round) return
      state.failure = error
    }
    state.loading = false
  }

  /** What a filter shows, newest first; `keep` stays in the unread list while it is open. */
  function listed(filter: ConversationFilter, keep: string | undefined): ConversationView[] {
    const { floor } = reach[filter]
    return newestFirst.value.filter(
      (row) => row.lastSequence >= floor && (filter === 'all' || row.unread > 0 || row.id === keep),
    )
  }

  return {
    rows,
    reach,
    sync,
    listed,
    loadMore: (filter: ConversationFilter) => readPage(filter, false),
    touch: touched.touch,
    /** Reads the lists anew after a gap; what is shown stays until the answer is here. */
    async restart(filter: ConversationFilter, open: string | undefined) {
      touched.clear()
      const other = filter === 'all' ? 'unread' : 'all'
      reach[other] = unread(reach[other].round + 1)
      counts.touch(0)
      await readPage(filter, true, open)
      if (open) touched.touch(open, 0)
    },
    /** Moves the ticks of a row whose newest message changed status. */
    applyStatus(conversationId: string, messageId: string, status: MessageStatus) {
      const row = rows.get(conversationId)
      if (!row?.preview || row.preview.messageId !== messageId || !isForward(row.preview.status, status))
        return
      rows.set(conversationId, { ...row, preview: { ...row.preview, status } })
    },
    /** Shows a conversation as read at once; the log's answer follows. */
    showAsRead(id: string) {
      const row = rows.get(id)
      if (!row || row.unread === 0) return
      rows.set(id, { ...row, unread: 0 })
      counts.showAsRead()
    },
  }
})

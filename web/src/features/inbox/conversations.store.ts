// Owns the conversations this page knows, by id, and how far each list of them has been read.
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import type { MessageStatus } from '@indoshopster/contracts/inbox/message.views'
import { defineStore } from 'pinia'
import { shallowReactive, shallowRef } from 'vue'
import { asNewAs } from '../../api/as-new-as.ts'
import { useAccount } from '../account/account.store.ts'
import type { InboxQuery } from '../filter/inbox-views.ts'
import { forgetDrafts } from './composer/drafts.ts'
import { conversationChanges } from './conversation-changes.ts'
import { useCounts } from './counts.store.ts'
import * as api from './inbox.api.ts'
import { createInOrder } from './in-order.ts'
import { type Kept, listedRows, notRead, type Reach } from './listed-rows.ts'
import { isForward } from './message.model.ts'
import { gatherTouchedRows } from './touched-rows.ts'

/** A row whose newest message is the known one keeps that message's status when it is further. */
function withoutStepBack(known: ConversationView | undefined, view: ConversationView): ConversationView {
  const before = known?.preview
  if (!before || !view.preview || before.messageId !== view.preview.messageId) return view
  if (!isForward(view.preview.status, before.status)) return view
  return { ...view, preview: { ...view.preview, status: before.status } }
}

const keyOf = (query: InboxQuery) => new URLSearchParams(api.queryWords(query)).toString()

export const useConversations = defineStore('conversations', () => {
  const rows = shallowReactive(new Map<string, ConversationView>())
  const lists = shallowReactive(new Map<string, Reach>())
  /** Conversations that became part of another one, and which. */
  const moved = shallowReactive(new Map<string, string>())
  /** The sequence of the newest erasure that this page heard of: what is read later must not be older. */
  const erasedAt = shallowRef(0)
  const counts = useCounts()
  const inOrder = createInOrder()
  /** Grows with each read; of each row the last one that a frame asked for. */
  let reads = 0
  const told = new Map<string, number>()
  const touched = gatherTouchedRows(async (ids, minSeq) => {
    sync((await api.fetchConversationsById(ids, minSeq)).conversations)
    reads++
    for (const id of ids) told.set(id, reads)
    counts.touch(minSeq)
  })

  /** Takes in rows; one that tells of an older newest message than is known is dropped. */
  function sync(views: readonly ConversationView[]): void {
    for (const view of views) {
      const known = rows.get(view.id)
      if (known && known.lastSequence > view.lastSequence && !view.erased) continue
      rows.set(view.id, withoutStepBack(known, view))
    }
  }

  const reachOf = (query: InboxQuery): Reach => lists.get(keyOf(query)) ?? notRead()
  /** The rows that were known before each fresh read that is under way. */
  const knownBefore = new Map<string, Map<string, ConversationView>>()

  async function readPage(query: InboxQuery, fresh: boolean, open?: string, hoped = 0): Promise<void> {
    const key = keyOf(query)
    const before = reachOf(query)
    if (!fresh && (before.loading || (before.started && before.cursor === null))) return
    const round = fresh ? before.round + 1 : before.round
    if (fresh) knownBefore.set(key, new Map(rows))
    lists.set(key, { ...before, round, loading: true, failure: null })
    const began = reads
    try {
      const cursor = (fresh ? null : before.cursor) ?? undefined
      const page = await asNewAs(hoped, (minSeq) => api.fetchConversations(query, cursor, minSeq))
      const now = lists.get(key)
      const ids = page.conversations.map((row) => row.id)
      const overtaken = now?.round !== round
      if (overtaken && (!now || now.started)) return
      if (fresh && !overtaken) forgetStale(key, new Set([...ids, open]))
      // What a frame told meanwhile is newer than a page that was asked for before.
      sync(page.conversations.filter(({ id }) => (told.get(id) ?? 0) <= began))
      // What the begin of the stream overtook is shown until the fresh page is here.
      if (overtaken) for (const id of ids) remember(key, id)
      lists.set(key, {
        ids: new Set(fresh ? ids : [...before.ids, ...ids]),
        edge: page.nextCursor === null ? null : (page.conversations.at(-1) ?? before.edge),
        cursor: page.nextCursor,
        hits: new Map([
          ...(fresh ? [] : before.hits),
          ...(page.hits ?? []).map((hit) => [hit.conversationId, hit] as const),
        ]),
        started: true,
        loading: overtaken,
        failure: null,
        round: now?.round ?? round,
      })
    } catch (failure) {
      const now = lists.get(key)
      if (now?.round === round) lists.set(key, { ...now, loading: false, failure })
    }
  }

  function remember(key: string, id: string): void {
    const row = rows.get(id)
    if (row) knownBefore.get(key)?.set(id, row)
  }
  /** After a gap: rows known from before it that no fresh page told again may be stale, so they go. */
  function forgetStale(key: string, kept: ReadonlySet<string | undefined>): void {
    for (const [id, row] of knownBefore.get(key) ?? [])
      if (!kept.has(id) && rows.get(id) === row) rows.delete(id)
    knownBefore.delete(key)
  }

  return {
    rows,
    moved,
    erasedAt,
    sync,
    reachOf,
    /** What a list shows; `kept` stays while it is open. */
    listed: (query: InboxQuery, kept: Kept | null, now: number) =>
      listedRows(rows, query, reachOf(query), kept, now),
    /** Reads the first or the next page of a list. */
    loadMore: (query: InboxQuery) => readPage(query, false),
    touch: touched.touch,
    /** Changes and read marks of a conversation go through it. */
    inOrder,
    ...conversationChanges({ rows, inOrder, touch: touched.touch }),
    /** Reads the list that is looked at anew after a gap up to `sequence`; what it shows stays until the answer is here. */
    async restart(query: InboxQuery, open: string | undefined, sequence: number) {
      touched.clear()
      const key = keyOf(query)
      for (const [other, reach] of lists) if (other !== key) lists.set(other, notRead(reach.round + 1))
      void counts.read(sequence)
      await readPage(query, true, open, sequence)
      if (open) touched.touch(open, sequence)
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
      if (!row || (row.unread === 0 && !row.markedUnread)) return
      rows.set(id, { ...row, unread: 0, markedUnread: false })
      counts.showAsRead()
    },
    /** Forgets a conversation that was erased, or that is part of another one now. */
    gone(id: string, movedTo: string | null, sequence: number) {
      rows.delete(id)
      if (movedTo) moved.set(id, movedTo)
      else {
        erasedAt.value = Math.max(erasedAt.value, sequence)
        // Also of those that are erased with the person under another number, and by a colleague.
        forgetDrafts(useAccount().account?.id ?? '', id)
      }
      touched.touch(movedTo ?? id, sequence)
    },
  }
})

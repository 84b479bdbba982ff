// Answers: which known rows does a list show, in which order, as far as it has been read?
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import type { InboxQuery } from '../filter/inbox-views.ts'
import { passes } from '../filter/matches.ts'
import { orderOf } from '../filter/list-order.ts'

/** How far a list is read: rows behind `edge` may have gaps and stay out of it. */
export interface Reach {
  /** What the server said is in it, in its order. */
  ids: ReadonlySet<string>
  /** The last row of the last page, as it was then; null: read to its end. */
  edge: ConversationView | null
  cursor: string | null
  /** Where words are searched: by conversation, the newest message that has them. */
  hits: ReadonlyMap<string, MessageView>
  started: boolean
  loading: boolean
  failure: unknown
  /** Grows with each fresh read, so that the answer of an overtaken one is dropped. */
  round: number
}

/** A row that stays in the list while it is open, though it no longer passes the filter. */
export interface Kept {
  id: string
  /** Since when it waited when it last passed, so that it keeps its place among the waiting ones. */
  waitingSince: string | null
}

export const notRead = (round = 0): Reach => {
  return {
    ids: new Set(),
    edge: null,
    cursor: null,
    hits: new Map(),
    started: false,
    loading: false,
    failure: null,
    round,
  }
}

/** The rows of a list; `now` in milliseconds, for snoozes that are over. */
export function listedRows(
  rows: ReadonlyMap<string, ConversationView>,
  query: InboxQuery,
  reach: Reach,
  kept: Kept | null,
  now: number,
): ConversationView[] {
  if (query.contacts) return [...reach.ids].flatMap((id) => rows.get(id) ?? []).filter((row) => !row.erased)
  const order = orderOf(query.order)
  const place = (row: ConversationView) =>
    row.id === kept?.id && row.waitingSince === null ? { ...row, waitingSince: kept.waitingSince } : row
  const within = (row: ConversationView) =>
    reach.ids.has(row.id) || reach.edge === null || order(place(row), reach.edge) <= 0
  const shown = [...rows.values()].filter((row) => {
    if (row.lastMessageAt === null || !within(row)) return false
    if (row.id === kept?.id) return true
    const verdict = passes(query.filter, row, now)
    return verdict === 'yes' || (verdict === 'ask' && reach.ids.has(row.id))
  })
  return shown.sort((a, b) => order(place(a), place(b)))
}

// Answers: which of two rows comes first in a list? The server's order, so that pages and live rows fit together.
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import type { ConversationOrder } from '@indoshopster/contracts/inbox/filter'

const seconds = new WeakMap<ConversationView, number>()

/** Worked out once for each row: a list of thousands is sorted at every message. */
function secondOf(row: ConversationView): number {
  const known = seconds.get(row)
  if (known !== undefined) return known
  const second = Math.floor(Date.parse(row.lastMessageAt ?? '1970-01-01') / 1000)
  seconds.set(row, second)
  return second
}

const newest = (a: ConversationView, b: ConversationView) =>
  secondOf(b) - secondOf(a) || b.lastSequence - a.lastSequence

/** Who waits longest first; who waits no longer comes last. */
function waiting(a: ConversationView, b: ConversationView): number {
  if (a.waitingSince === b.waitingSince) return newest(a, b)
  if (a.waitingSince === null) return 1
  if (b.waitingSince === null) return -1
  return Date.parse(a.waitingSince) - Date.parse(b.waitingSince)
}

const orders = { newest, waiting }

/** Compares rows of a list. */
export const orderOf = (order: ConversationOrder) => orders[order]

// Answers: does a conversation pass a filter, as far as its row can tell?
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import type { ConversationState, InboxFilter } from '@indoshopster/contracts/inbox/filter'

/** The state now: a snooze that is over is open again, also before the server was asked. */
export function stateAt(row: ConversationView, now: number): ConversationState {
  const over = row.state === 'snoozed' && row.snoozedUntil !== null && Date.parse(row.snoozedUntil) <= now
  return over ? 'open' : row.state
}

/** Since when a customer waits for an answer in an open conversation; null: nobody waits. */
export function waitsSince(row: ConversationView, now: number): string | null {
  return stateAt(row, now) === 'open' ? row.waitingSince : null
}

function passesRest(filter: InboxFilter, row: ConversationView, now: number): boolean {
  const has = (id: string) => row.labels.includes(id)
  if (filter.labelsAny && !filter.labelsAny.some(has)) return false
  if (filter.labelsAll && !filter.labelsAll.every(has)) return false
  if (filter.labelsNone?.some(has)) return false
  if (filter.assignees && !filter.assignees.includes(row.assignee ?? 'none')) return false
  if (filter.states && !filter.states.includes(stateAt(row, now))) return false
  if (filter.sessions && !filter.sessions.includes(row.sessionId)) return false
  if (filter.unread && row.unread === 0 && !row.markedUnread) return false
  if (filter.needsReply && waitsSince(row, now) === null) return false
  return !filter.chatKind || filter.chatKind === row.chatKind
}

/**
 * `ask` where only the server can tell: words, and times of messages that are not the newest one. A row that is
 * `no` by what it shows is out whatever its words are.
 */
export function passes(filter: InboxFilter, row: ConversationView, now: number): 'yes' | 'no' | 'ask' {
  if (row.lastMessageAt === null || !passesRest(filter, row, now)) return 'no'
  const newest = Date.parse(row.lastMessageAt)
  if (filter.from && newest < Date.parse(filter.from)) return 'no'
  if (filter.to && newest >= Date.parse(filter.to)) return 'ask'
  return filter.text ? 'ask' : 'yes'
}

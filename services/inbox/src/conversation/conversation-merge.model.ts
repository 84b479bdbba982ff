// Owns how one conversation takes over another that turned out to be with the same person.
import type { Told } from '../inbox-event.model.ts'
import type { ConversationRow } from './conversation-list.table.ts'
import { blankConversation, withNames, withUnread } from './conversation-row.model.ts'

type Row = ConversationRow
type Merged = Told<'session.chat_merged.v1'>

/** The kept row with what the other one adds: nothing of either is lost; where both say something, the kept one wins. */
export function taken(row: Row | undefined, from: Row, event: Merged): Row {
  const into = row ?? blankConversation(event.workspace, event.data)
  if (from.merged_into !== null || into.erased) return into
  const named = withNames(into, {
    given_name: into.given_name ?? from.given_name,
    book_name: into.book_name ?? from.book_name,
    push_name: into.push_name ?? from.push_name,
    phone: into.phone ?? from.phone,
  })
  const newest = isNewer(from, into) ? from : into
  const both = {
    ...named,
    preview: newest.preview,
    last_message_at: newest.last_message_at,
    last_second: newest.last_second,
    last_sequence: Math.max(into.last_sequence, from.last_sequence),
    marked_unread: into.marked_unread || from.marked_unread,
    requested: [...into.requested, ...from.requested],
    labels: [...new Set([...into.labels, ...from.labels])],
    assignee: into.assignee ?? from.assignee,
    waiting_since: earliest(waitingOf(into), waitingOf(from)),
    answered: into.answered ?? from.answered,
    // An open one of the two has something to do in it; one without a message says nothing.
    ...(into.last_sequence === 0 ? stateOf(from) : from.last_sequence === 0 ? {} : openOf(into, from)),
  }
  return withUnread(
    both,
    [...into.unread, ...from.unread].sort((a, b) => a - b),
  )
}

/** What is left of the other: a signpost. It holds nothing of the person, because an erasure looks for the kept one. */
export function mergedAway(row: Row, event: Merged): Row {
  if (row.merged_into !== null) return row
  const chat = { chatId: row.id, sessionId: row.session_id, contactId: row.contact_id }
  const { own_sequence } = row
  return { ...blankConversation(row.workspace, chat), own_sequence, merged_into: event.data.chatId }
}

const isNewer = (a: Row, b: Row) =>
  a.last_second > b.last_second || (a.last_second === b.last_second && a.last_sequence > b.last_sequence)

/** What was resolved keeps nobody waiting. */
const waitingOf = (row: Row) => (row.resolved ? null : row.waiting_since)

const stateOf = ({ resolved, snoozed_until }: Row) => ({ resolved, snoozed_until })

function openOf(a: Row, b: Row): Pick<Row, 'resolved' | 'snoozed_until'> {
  const open = [a, b].find((row) => !row.resolved && row.snoozed_until === null)
  return stateOf(open ?? a)
}

function earliest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b
  return Date.parse(a) <= Date.parse(b) ? a : b
}

// Owns how a conversation's row begins, and what follows from its other columns: names, badge, place.
import { plain, searchable } from '../search/words.model.ts'
import { secondOf } from '../message/message-time.model.ts'
import type { ConversationRow } from './conversation-list.table.ts'
import type { Preview } from './preview.model.ts'

/** Longest kept list; a badge shows no more. */
const MAX_UNREAD = 999
/** Characters of a name; WhatsApp allows itself 25, strangers try 10,000. */
const MAX_NAME = 100

type Names = Partial<Pick<ConversationRow, 'given_name' | 'book_name' | 'push_name' | 'phone'>>

interface Chat {
  readonly chatId: string
  readonly sessionId: string
  readonly contactId: string
  readonly chatKind?: 'group'
}

/** A conversation nothing is known of but its ids. */
export function blankConversation(workspace: string, chat: Chat): ConversationRow {
  return {
    id: chat.chatId,
    workspace,
    session_id: chat.sessionId,
    contact_id: chat.chatKind === 'group' ? chat.chatId : chat.contactId,
    chat_kind: chat.chatKind ?? 'person',
    given_name: null,
    book_name: null,
    push_name: null,
    phone: null,
    words: '',
    sort_name: '',
    preview: null,
    unread: [],
    unread_count: 0,
    marked_unread: false,
    requested: [],
    labels: [],
    assignee: null,
    resolved: false,
    snoozed_until: null,
    waiting_since: null,
    answered: null,
    erased: false,
    merged_into: null,
    last_message_at: null,
    last_second: 0,
    last_sequence: 0,
    own_sequence: 0,
  }
}

/** The name to show; null: none is known. */
export const nameOf = (row: Pick<ConversationRow, 'given_name' | 'book_name' | 'push_name'>): string | null =>
  row.given_name ?? row.book_name ?? row.push_name

/** With other names or another number; what is left out stays. */
export function withNames(row: ConversationRow, names: Names): ConversationRow {
  const next = { ...row }
  for (const part of ['given_name', 'book_name', 'push_name'] as const) {
    if (names[part] !== undefined) next[part] = shortened(names[part])
  }
  if (names.phone !== undefined) next.phone = names.phone
  return {
    ...next,
    words: searchable([next.given_name, next.book_name, next.push_name, next.phone]),
    sort_name: plain(nameOf(next) ?? next.phone ?? '').slice(0, MAX_NAME),
  }
}

/** Nothing that tells who it is. */
export const withoutNames = (row: ConversationRow): ConversationRow => ({
  ...row,
  given_name: null,
  book_name: null,
  push_name: null,
  phone: null,
  words: '',
  sort_name: '',
})

function shortened(name: string | null): string | null {
  const letters = Array.from((name ?? '').slice(0, 4 * MAX_NAME))
  const short = letters.slice(0, MAX_NAME).join('').trim()
  return short === '' ? null : short
}

export function withUnread(row: ConversationRow, sequences: readonly number[]): ConversationRow {
  const unread = sequences.slice(-MAX_UNREAD)
  return { ...row, unread, unread_count: unread.length }
}

/** Shows a message in the line unless a newer one stands there: by second, then by sequence. */
export function withMessage(
  row: ConversationRow,
  preview: Preview,
  at: string,
  sequence: number,
): ConversationRow {
  const second = secondOf(at)
  const last_sequence = Math.max(row.last_sequence, sequence)
  if (row.preview && second < row.last_second) return { ...row, last_sequence }
  return { ...row, preview, last_message_at: at, last_second: second, last_sequence }
}

// Owns the inbox's tables as Kysely sees them: a projection's rows, with the types the driver answers.
import type { Kysely, Transaction } from 'kysely'
import { physicalTable } from '@indoshopster/read-store/projection-ddl'
import { accountList } from './account/account-list.projection.ts'
import type { AccountRow } from './account/account-list.table.ts'
import { conversationList } from './conversation/conversation-list.projection.ts'
import type { ConversationRow } from './conversation/conversation-list.table.ts'
import { labelList } from './label/label-list.projection.ts'
import type { LabelRow } from './label/label-list.table.ts'
import { messageThread } from './message/message-thread.projection.ts'
import type { MessageRow } from './message/message-thread.table.ts'
import { viewList } from './view/view-list.projection.ts'
import type { ViewRow } from './view/view-list.table.ts'

/** The driver answers bigint as text and timestamptz as Date. */
type Stored<Row, Bigint extends keyof Row, Time extends keyof Row> = Omit<Row, Bigint | Time> &
  Record<Bigint, string> & { [Column in Time]: Date | Extract<Row[Column], null> }

export interface InboxTables {
  'inbox.conversation_list': Stored<
    ConversationRow,
    'last_second' | 'last_sequence' | 'own_sequence',
    'last_message_at' | 'snoozed_until' | 'waiting_since'
  >
  'inbox.label_list': LabelRow
  'inbox.view_list': ViewRow
  'inbox.account_list': AccountRow
  'inbox.message_thread': Stored<MessageRow, 'second' | 'sequence', 'at' | 'revoked_at'>
}

export type InboxDatabase = Kysely<InboxTables>
export type InboxReader = Transaction<InboxTables>

// The table's real name ends with the projection's version; the type leaves it out so that a bump touches no query.
export const conversationTable = `inbox.${physicalTable(conversationList)}` as 'inbox.conversation_list'
export const labelTable = `inbox.${physicalTable(labelList)}` as 'inbox.label_list'
export const viewTable = `inbox.${physicalTable(viewList)}` as 'inbox.view_list'
export const accountTable = `inbox.${physicalTable(accountList)}` as 'inbox.account_list'
export const messageTable = `inbox.${physicalTable(messageThread)}` as 'inbox.message_thread'

/** A conversation's row as the projection folds it. */
export function conversationRowOf(stored: InboxTables['inbox.conversation_list']): ConversationRow {
  return {
    ...stored,
    last_message_at: stored.last_message_at?.toISOString() ?? null,
    snoozed_until: stored.snoozed_until?.toISOString() ?? null,
    waiting_since: stored.waiting_since?.toISOString() ?? null,
    last_second: Number(stored.last_second),
    last_sequence: Number(stored.last_sequence),
    own_sequence: Number(stored.own_sequence),
  }
}

/** A row of the thread as the projection folds it. */
export function messageRowOf(stored: InboxTables['inbox.message_thread']): MessageRow {
  return {
    ...stored,
    at: stored.at.toISOString(),
    revoked_at: stored.revoked_at?.toISOString() ?? null,
    second: Number(stored.second),
    sequence: Number(stored.sequence),
  }
}

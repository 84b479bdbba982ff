// Owns the inbox's tables as Kysely sees them: a projection's rows, with the types the driver answers.
import type { Kysely, Transaction } from 'kysely'
import { physicalTable } from '@indoshopster/read-store/projection-ddl'
import { conversationList } from './conversation/conversation-list.projection.ts'
import type { ConversationRow } from './conversation/conversation-list.table.ts'
import { messageThread } from './message/message-thread.projection.ts'
import type { MessageRow } from './message/message-thread.table.ts'

/** The driver answers bigint as text and timestamptz as Date. */
type Stored<Row, Bigint extends keyof Row, Time extends keyof Row> = Omit<Row, Bigint | Time> &
  Record<Bigint, string> &
  Record<Time, Date>

export interface InboxTables {
  'inbox.conversation_list': Stored<ConversationRow, 'last_sequence', 'last_message_at'>
  'inbox.message_thread': Stored<MessageRow, 'sequence', 'at'>
}

export type InboxDatabase = Kysely<InboxTables>
export type InboxReader = Transaction<InboxTables>

// The table's real name ends with the projection's version; the type leaves it out so that a bump touches no query.
export const conversationTable = `inbox.${physicalTable(conversationList)}` as 'inbox.conversation_list'
export const messageTable = `inbox.${physicalTable(messageThread)}` as 'inbox.message_thread'

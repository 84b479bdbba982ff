// Answers: which conversations come next in the list, and what does one look like?
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import { sql } from 'kysely'
import { conversationTable, type InboxReader } from '../inbox.database.ts'
import type { ConversationRow } from './conversation-list.table.ts'

/** Spelled as in the table's index, so that Postgres uses it. */
const hasUnread = sql<boolean>`(unread_count > 0)`

const select = (reader: InboxReader) => reader.selectFrom(conversationTable).selectAll()
type Stored = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]

/** Conversations of the workspace whose newest message is below a sequence, newest first. */
export async function conversationsBelow(
  reader: InboxReader,
  page: { workspace: string; filter: 'all' | 'unread'; below: number; limit: number },
): Promise<ConversationView[]> {
  let query = select(reader)
    .where('workspace', '=', page.workspace)
    .where('last_sequence', '<', String(page.below))
    .orderBy('last_sequence', 'desc')
    .limit(page.limit)
  if (page.filter === 'unread') query = query.where(hasUnread)
  return (await query.execute()).map(viewOf)
}

/** Exactly these, newest first; unknown ones are left out. */
export async function conversationsByIds(
  reader: InboxReader,
  ids: readonly string[],
): Promise<ConversationView[]> {
  if (ids.length === 0) return []
  const rows = await select(reader)
    .where('id', 'in', [...ids])
    .orderBy('last_sequence', 'desc')
    .execute()
  return rows.map(viewOf)
}

/** The row as the projection folds it; undefined where the workspace has none. */
export async function conversationRow(reader: InboxReader, id: string): Promise<ConversationRow | undefined> {
  const row = await select(reader).where('id', '=', id).executeTakeFirst()
  return (
    row && {
      ...row,
      last_sequence: Number(row.last_sequence),
      last_message_at: row.last_message_at.toISOString(),
    }
  )
}

/** How many conversations of the workspace have unread messages. */
export async function unreadConversations(reader: InboxReader, workspace: string): Promise<number> {
  const { count } = await reader
    .selectFrom(conversationTable)
    .select((column) => column.fn.countAll<string>().as('count'))
    .where('workspace', '=', workspace)
    .where(hasUnread)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** A row as people see it. */
export function viewOf(row: Stored | ConversationRow): ConversationView {
  return {
    id: row.id,
    sessionId: row.session_id,
    contactId: row.contact_id,
    name: row.name,
    phone: row.phone,
    unread: row.unread_count,
    preview: row.preview,
    lastMessageAt: new Date(row.last_message_at).toISOString(),
    lastSequence: Number(row.last_sequence),
  }
}

// Answers: which messages come before or after a place in a conversation's thread?
import { sql } from 'kysely'
import { type InboxReader, messageRowOf, messageTable } from '../inbox.database.ts'
import type { Place } from '../page/cursor.model.ts'
import type { MessageRow } from './message-thread.table.ts'

interface Page {
  readonly workspace: string
  readonly conversationId: string
  readonly limit: number
}

const select = (reader: InboxReader, { workspace, conversationId, limit }: Page) =>
  reader
    .selectFrom(messageTable)
    .selectAll()
    .where('workspace', '=', workspace)
    .where('conversation_id', '=', conversationId)
    .limit(limit)

const place = sql`(second, sequence)`

/** Messages before a place, newest first; null: the newest. */
export async function messagesBefore(reader: InboxReader, page: Page & { place: Place | null }) {
  let query = select(reader, page).orderBy('second', 'desc').orderBy('sequence', 'desc')
  if (page.place) query = query.where(sql<boolean>`${place} < (${page.place[0]}, ${page.place[1]})`)
  return (await query.execute()).map(messageRowOf)
}

/** Messages after a place, oldest first. */
export async function messagesAfter(
  reader: InboxReader,
  page: Page & { place: Place },
): Promise<MessageRow[]> {
  const rows = await select(reader, page)
    .where(sql<boolean>`${place} > (${page.place[0]}, ${page.place[1]})`)
    .orderBy('second')
    .orderBy('sequence')
    .execute()
  return rows.map(messageRowOf)
}

/** One message of a conversation. */
export async function messageById(
  reader: InboxReader,
  at: { workspace: string; conversationId: string; messageId: string },
): Promise<MessageRow | undefined> {
  const stored = await reader
    .selectFrom(messageTable)
    .selectAll()
    .where('workspace', '=', at.workspace)
    .where('conversation_id', '=', at.conversationId)
    .where('id', '=', at.messageId)
    .executeTakeFirst()
  return stored && messageRowOf(stored)
}

export const placeOf = (row: Pick<MessageRow, 'second' | 'sequence'>): Place => [row.second, row.sequence]

/** A row of any conversation of the workspace, or of none. */
export async function messageAnywhere(
  reader: InboxReader,
  workspace: string,
  id: string,
): Promise<MessageRow | undefined> {
  const stored = await reader
    .selectFrom(messageTable)
    .selectAll()
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .executeTakeFirst()
  return stored && messageRowOf(stored)
}

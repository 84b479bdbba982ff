// Answers: which conversations come next in a list, and what is one like?
import { sql } from 'kysely'
import { conversationRowOf, conversationTable, type InboxReader } from '../inbox.database.ts'
import type { Place } from '../page/cursor.model.ts'
import type { Condition } from '../search/conversation-filter.queries.ts'
import type { ConversationRow } from './conversation-list.table.ts'

const select = (reader: InboxReader, workspace: string) =>
  reader
    .selectFrom(`${conversationTable} as c`)
    .selectAll('c')
    .where('c.workspace', '=', workspace)
    .where('c.merged_into', 'is', null)

interface Page {
  readonly workspace: string
  readonly conditions: readonly Condition[]
  readonly limit: number
}

/** Conversations with messages after a place, newest message first. */
export async function newestConversations(reader: InboxReader, page: Page & { after: Place | null }) {
  let query = select(reader, page.workspace)
    .where('c.last_sequence', '>', '0')
    .orderBy('c.last_second', 'desc')
    .orderBy('c.last_sequence', 'desc')
    .limit(page.limit)
  for (const condition of page.conditions) query = query.where(condition)
  if (page.after) {
    const [second, sequence] = page.after
    query = query.where(sql<boolean>`(c.last_second, c.last_sequence) < (${second}, ${sequence})`)
  }
  return (await query.execute()).map(conversationRowOf)
}

/** Not waiting at all comes last. */
const waitingMs = sql<string>`coalesce(floor(extract(epoch FROM c.waiting_since) * 1000)::bigint, 999999999999999)`

/** Conversations with messages after a place, who waits longest first, then those who do not wait. */
export async function longestWaiting(reader: InboxReader, page: Page & { after: Place | null }) {
  let query = select(reader, page.workspace)
    .where('c.last_sequence', '>', '0')
    .orderBy(waitingMs)
    .orderBy('c.last_second', 'desc')
    .orderBy('c.last_sequence', 'desc')
    .limit(page.limit)
  for (const condition of page.conditions) query = query.where(condition)
  if (page.after) {
    const [waiting, second, sequence] = page.after
    query = query.where(
      sql<boolean>`(${waitingMs}, -c.last_second, -c.last_sequence) > (${waiting}, -${second}::bigint, -${sequence}::bigint)`,
    )
  }
  return (await query.execute()).map(conversationRowOf)
}

/** The place of a row in the list of who waits. */
export const waitingPlace = (row: ConversationRow): Place => [
  row.waiting_since === null ? 999_999_999_999_999 : Date.parse(row.waiting_since),
  row.last_second,
  row.last_sequence,
]

/** Everyone known, by name, after the one with this id. */
export async function contactsByName(reader: InboxReader, page: Page & { after: string | null }) {
  let query = select(reader, page.workspace)
    .where('c.erased', '=', false)
    .orderBy('c.sort_name')
    .orderBy('c.id')
    .limit(page.limit)
  for (const condition of page.conditions) query = query.where(condition)
  if (page.after !== null) {
    const last = sql`(SELECT l.sort_name, l.id FROM ${sql.table(conversationTable)} l WHERE l.id = ${page.after})`
    query = query.where(sql<boolean>`(c.sort_name, c.id) > ${last}`)
  }
  return (await query.execute()).map(conversationRowOf)
}

/** Exactly these, newest first; unknown ones are left out. */
export async function conversationsByIds(
  reader: InboxReader,
  workspace: string,
  ids: readonly string[],
): Promise<ConversationRow[]> {
  if (ids.length === 0) return []
  const rows = await select(reader, workspace)
    .where('c.id', 'in', [...ids])
    .orderBy('c.last_second', 'desc')
    .orderBy('c.last_sequence', 'desc')
    .execute()
  return rows.map(conversationRowOf)
}

/** Merges of merges a look-up follows. */
const MAX_HOPS = 5

/** The conversation with this id, or the one that took it over; undefined where the workspace has none. */
export async function conversationById(
  reader: InboxReader,
  workspace: string,
  id: string,
): Promise<ConversationRow | undefined> {
  let wanted = id
  for (let hop = 0; hop < MAX_HOPS; hop++) {
    const stored = await reader
      .selectFrom(conversationTable)
      .selectAll()
      .where('workspace', '=', workspace)
      .where('id', '=', wanted)
      .executeTakeFirst()
    if (!stored) return undefined
    if (stored.merged_into === null) return conversationRowOf(stored)
    wanted = stored.merged_into
  }
  return undefined
}

/** The conversations with people who have one of these phone numbers, under whichever number of ours. */
export async function conversationsByPhones(
  reader: InboxReader,
  workspace: string,
  phones: readonly string[],
): Promise<ConversationRow[]> {
  if (phones.length === 0) return []
  const rows = await select(reader, workspace)
    .where('c.chat_kind', '=', 'person')
    .where('c.phone', 'in', [...phones])
    .execute()
  return rows.map(conversationRowOf)
}

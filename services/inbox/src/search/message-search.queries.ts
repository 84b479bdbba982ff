// Answers: which messages pass a filter, newest first?
//
// The newest messages are looked through first: what many say is there. What few say is found by the index. Where the
// conversations leave little to look through, their messages are. Each way is bounded, and each is complete.
import { sql } from 'kysely'
import { type InboxReader, messageRowOf, messageTable } from '../inbox.database.ts'
import type { Place } from '../page/cursor.model.ts'
import type { MessageRow } from '../message/message-thread.table.ts'
import { placesWith, wordsMatch } from './message-conditions.queries.ts'
import type { MessageFilter } from './text-filter.model.ts'

/** Newest messages looked through before the index is asked. */
const WINDOWS = [1000, 8000]
/** So few conversations are looked through whole. */
const FEW = 200
/** Places the index answers at a time. */
const MOST = 20_000

export interface MessageSearch {
  readonly workspace: string
  readonly filter: MessageFilter
  /** Null: any conversation. */
  readonly conversations: readonly string[] | null
  readonly after: Place | null
  readonly limit: number
}

/** At most `limit` messages after a place, newest first. */
export async function searchedMessages(reader: InboxReader, search: MessageSearch): Promise<MessageRow[]> {
  return rowsOf(reader, search.workspace, await foundIds(reader, search))
}

async function foundIds(reader: InboxReader, search: MessageSearch): Promise<string[]> {
  const { conversations, limit } = search
  if (conversations?.length === 0) return []
  if (conversations && conversations.length <= FEW) return inConversations(reader, search, conversations)
  for (const window of WINDOWS) {
    const { ids, whole } = await inNewest(reader, search, window)
    if (ids.length >= limit || whole) return ids
  }
  return search.filter.terms.length > 0 ? byIndex(reader, search) : (await inNewest(reader, search, null)).ids
}

/** The place the search goes on after: the cursor's, or the end of its time. */
function start({ filter, after }: MessageSearch) {
  const [second = filter.before, sequence = 0] = after ?? []
  return { second, sequence }
}

const ofConversations = (column: string, conversations: readonly string[] | null) =>
  conversations === null ? sql`true` : sql`${sql.ref(column)} = ANY(${conversations}::uuid[])`

/** Looks through the newest messages; `whole`: there are no more than were looked through. */
async function inNewest(reader: InboxReader, search: MessageSearch, window: number | null) {
  const { workspace, filter, conversations, limit } = search
  const from = start(search)
  const { rows } = await sql<{ ids: string[]; seen: number }>`
    WITH w AS MATERIALIZED (
      SELECT m.id, m.conversation_id, m.words, m.second, m.sequence FROM ${sql.table(messageTable)} m
      WHERE m.workspace = ${workspace} AND m.words IS NOT NULL AND m.conversation_id IS NOT NULL
        AND m.second >= ${filter.from} AND (m.second, m.sequence) < (${from.second}, ${from.sequence})
      ORDER BY m.second DESC, m.sequence DESC LIMIT ${window}
    )
    SELECT (SELECT count(*)::int FROM w) AS seen, ARRAY(
      SELECT w.id FROM w
      WHERE ${ofConversations('w.conversation_id', conversations)} AND ${wordsMatch('w.words', filter.terms)}
      ORDER BY w.second DESC, w.sequence DESC LIMIT ${limit}
    )::text[] AS ids`.execute(reader)
  const { ids, seen } = rows[0] ?? { ids: [], seen: 0 }
  return { ids, whole: window === null || seen < window }
}

/** Looks through all messages of some conversations. */
async function inConversations(reader: InboxReader, search: MessageSearch, conversations: readonly string[]) {
  const { workspace, filter, limit } = search
  const from = start(search)
  const { rows } = await sql<{ id: string }>`
    SELECT found.id FROM unnest(${conversations}::uuid[]) AS c (id), LATERAL (
      SELECT m.id, m.second, m.sequence FROM ${sql.table(messageTable)} m
      WHERE m.workspace = ${workspace} AND m.conversation_id = c.id AND m.words IS NOT NULL
        AND m.second >= ${filter.from} AND (m.second, m.sequence) < (${from.second}, ${from.sequence})
        AND ${wordsMatch('m.words', filter.terms)}
      ORDER BY m.second DESC, m.sequence DESC LIMIT ${limit}
    ) found
    ORDER BY found.second DESC, found.sequence DESC LIMIT ${limit}`.execute(reader)
  return rows.map((row) => row.id)
}

/** Asks the index, again from where it stopped as long as the conversations leave too little of what it answered. */
async function byIndex(reader: InboxReader, search: MessageSearch): Promise<string[]> {
  const { filter, conversations, limit } = search
  const ids: string[] = []
  for (let from = start(search); ;) {
    const { rows } = await sql<{ ids: string[]; found: number; second: string; sequence: string }>`
      WITH f AS MATERIALIZED (SELECT * FROM ${placesWith(filter, from, MOST)})
      SELECT (SELECT count(*)::int FROM f) AS found, l.place_1 AS second, l.place_2 AS sequence, ARRAY(
        SELECT f.found_id FROM f
        WHERE f.found_conversation_id IS NOT NULL AND ${ofConversations('f.found_conversation_id', conversations)}
        ORDER BY f.place_1 DESC, f.place_2 DESC LIMIT ${limit - ids.length}
      )::text[] AS ids
      FROM (SELECT place_1, place_2 FROM f ORDER BY place_1, place_2 LIMIT 1) l`.execute(reader)
    const [answer] = rows
    ids.push(...(answer?.ids ?? []))
    if (!answer || answer.found < MOST || ids.length >= limit) return ids
    from = { second: Number(answer.second), sequence: Number(answer.sequence) }
  }
}

async function rowsOf(reader: InboxReader, workspace: string, ids: readonly string[]): Promise<MessageRow[]> {
  if (ids.length === 0) return []
  const rows = await reader
    .selectFrom(messageTable)
    .selectAll()
    .where('workspace', '=', workspace)
    .where('id', 'in', [...ids])
    .orderBy('second', 'desc')
    .orderBy('sequence', 'desc')
    .execute()
  return rows.map(messageRowOf)
}

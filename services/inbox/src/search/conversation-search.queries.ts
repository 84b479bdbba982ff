// Answers: which conversations have messages that pass a filter, or names and numbers with its words?
import { sql } from 'kysely'
import { conversationTable, type InboxReader, messageTable } from '../inbox.database.ts'
import type { Condition } from './conversation-filter.queries.ts'
import { conversationList } from '../conversation/conversation-list.projection.ts'
import { messageThread } from '../message/message-thread.projection.ts'
import { placesWith, type WeighedTerms, wordsMatch } from './message-conditions.queries.ts'
import { ENDLESS, type MessageFilter } from './text-filter.model.ts'

/** Places the index answers at a time; more, and the conversations are looked through instead. */
const MOST = 20_000

/** The ids of the conversations that pass the conditions. */
export async function conversationIds(
  reader: InboxReader,
  workspace: string,
  conditions: readonly Condition[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT c.id FROM ${sql.table(conversationTable)} c
    WHERE c.workspace = ${workspace} AND c.merged_into IS NULL AND ${sql.join([sql`true`, ...conditions], sql` AND `)}`.execute(
    reader,
  )
  return rows.map((row) => row.id)
}

/** The names or the number have all words, and there is a message of the time. */
export const namesMatch = (filter: MessageFilter): Condition =>
  filter.terms.length === 0
    ? sql`false`
    : sql`(${wordsMatch('c.words', filter.terms)} AND ${hasMessage({ ...filter, terms: [] })})`

/** Has a message that passes; looks through the messages of each conversation it is asked of. */
export function hasMessage({ terms, from, before }: MessageFilter): Condition {
  if (terms.length === 0 && from === 0 && before === ENDLESS) return sql`true`
  // With words the offset keeps the planner from looking through the messages of all conversations at once.
  return sql`EXISTS (
    SELECT FROM ${sql.table(messageTable)} m
    WHERE m.workspace = c.workspace AND m.conversation_id = c.id AND m.words IS NOT NULL
      AND m.second >= ${from} AND m.second < ${before} AND ${wordsMatch('m.words', terms)}
    ${terms.length > 0 ? sql`OFFSET 0` : sql``})`
}

/** The conversations with messages that have the words, found by the index; null: too many to name them. */
export async function conversationsSaying(
  reader: InboxReader,
  { from, before }: MessageFilter,
  terms: WeighedTerms,
): Promise<string[] | null> {
  const places = placesWith(messageThread, terms, { from, second: before, sequence: 0 }, MOST)
  const { rows } = await sql<{ ids: string[]; found: number }>`
    WITH f AS MATERIALIZED (SELECT * FROM ${places})
    SELECT (SELECT count(*)::int FROM f) AS found,
      ARRAY(SELECT DISTINCT found_conversation_id FROM f WHERE found_conversation_id IS NOT NULL)::text[] AS ids`.execute(
    reader,
  )
  const { ids, found } = rows[0] ?? { ids: [], found: 0 }
  return found < MOST ? ids : null
}

/** The conversations whose names or number have the words, found by the index; null: too many to name them. */
export async function conversationsNamed(
  reader: InboxReader,
  filter: MessageFilter,
): Promise<string[] | null> {
  const everywhere = { from: 0, second: ENDLESS, sequence: 0 }
  const places = placesWith(conversationList, { rare: filter.terms, common: [] }, everywhere, MOST)
  const { rows } = await sql<{ id: string }>`SELECT found_id AS id FROM ${places}`.execute(reader)
  return rows.length < MOST ? rows.map((row) => row.id) : null
}

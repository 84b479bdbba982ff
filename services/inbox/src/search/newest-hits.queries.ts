// Answers: which message of each of some conversations is the newest one with the words of a search?
import { sql } from 'kysely'
import { type InboxReader, messageTable } from '../inbox.database.ts'
import { messageThread } from '../message/message-thread.projection.ts'
import type { MessageRow } from '../message/message-thread.table.ts'
import { placesWith, weighed, type WeighedTerms, wordsMatch } from './message-conditions.queries.ts'
import { messagesByIds } from './message-search.queries.ts'
import type { MessageFilter } from './text-filter.model.ts'

/** Of 1,000 messages so many have the words that a look through each conversation soon meets one. */
const OFTEN = 10
/** Places the index answers; more, and the conversations are looked through instead. */
const MOST = 20_000

interface Asked {
  readonly workspace: string
  readonly filter: MessageFilter
  readonly conversations: readonly string[]
}

/** At most one message of each conversation; those without a hit have none. `conversations` are those of one page. */
export async function newestHits(reader: InboxReader, asked: Asked): Promise<MessageRow[]> {
  if (asked.conversations.length === 0) return []
  const terms = await weighed(reader, asked.workspace, asked.filter.terms)
  const found = terms.together < OFTEN ? await byIndex(reader, asked, terms) : null
  return messagesByIds(reader, asked.workspace, found ?? (await byLooking(reader, asked)))
}

/** Null: the index has too many to tell the newest of each conversation. */
async function byIndex(
  reader: InboxReader,
  { filter, conversations }: Asked,
  terms: WeighedTerms,
): Promise<string[] | null> {
  const place = { from: filter.from, second: filter.before, sequence: 0 }
  const { rows } = await sql<{ ids: string[]; found: number }>`
    WITH f AS MATERIALIZED (SELECT * FROM ${placesWith(messageThread, terms, place, MOST)})
    SELECT (SELECT count(*)::int FROM f) AS found, ARRAY(
      SELECT DISTINCT ON (found_conversation_id) found_id FROM f
      WHERE found_conversation_id IN (SELECT unnest(${conversations}::uuid[]))
      ORDER BY found_conversation_id, place_1 DESC, place_2 DESC
    )::text[] AS ids`.execute(reader)
  const [answer] = rows
  return answer && answer.found < MOST ? answer.ids : null
}

async function byLooking(
  reader: InboxReader,
  { workspace, filter, conversations }: Asked,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT newest.id FROM unnest(${conversations}::uuid[]) AS c (id), LATERAL (
      SELECT m.id FROM ${sql.table(messageTable)} m
      WHERE m.workspace = ${workspace} AND m.conversation_id = c.id AND m.words IS NOT NULL
        AND m.second >= ${filter.from} AND m.second < ${filter.before} AND ${wordsMatch('m.words', filter.terms)}
      ORDER BY m.second DESC, m.sequence DESC LIMIT 1
    ) newest`.execute(reader)
  return rows.map((row) => row.id)
}

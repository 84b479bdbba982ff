// Answers: which messages pass a filter, newest first?
//
// The newest messages are looked through first: what many say is there. What few say is found by the index. Where the
// conversations leave little to look through, their messages are. Each way is bounded, and each is complete.
import { sql } from 'kysely'
import { type InboxReader, messageRowOf, messageTable } from '../inbox.database.ts'
import type { Place } from '../page/cursor.model.ts'
import { messageThread } from '../message/message-thread.projection.ts'
import type { MessageRow } from '../message/message-thread.table.ts'
import { placesWith, SAMPLE, weighed, type WeighedTerms, wordsMatch } from './message-conditions.queries.ts'
import type { MessageFilter } from './text-filter.model.ts'

/** Newest messages looked through before the index is asked. */
const WINDOWS = [1000, 8000, 25_000] as const
/** Of 1,000 messages so few have the words that the index is quick. */
const FEW_HAVE = 20
/** So few conversations are looked through whole, the more of them the shorter the time: days, then how many. */
const FEW = [
  [31, 2000],
  [93, 800],
  [Infinity, 250],
] as const
const DAY = 86_400
/** Places the index answers at a time. */
const MOST = 20_000
/** Of 1,000 messages so many have a word that the index answers thousands: not all of its time is asked at once. */
const MANY_HAVE = 5
/** A time asked shall hold so many times what the page lacks, by what is known so far. */
const ENOUGH = 2
/** The next time asked is at least as long as all so far, and at most so many times as long. */
const LONGER = 8

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
  return messagesByIds(reader, search.workspace, await foundIds(reader, search))
}

async function foundIds(reader: InboxReader, search: MessageSearch): Promise<string[]> {
  const { conversations, limit, filter } = search
  if (conversations?.length === 0) return []
  if (conversations && conversations.length <= fewOf(filter))
    return inConversations(reader, search, conversations)
  const terms = filter.terms.length > 0 ? await weighed(reader, search.workspace, filter.terms) : null
  const ids: string[] = []
  let upper = start(search)
  let seen = 0
  for (const window of WINDOWS) {
    // The next window would not fill the page, and the index has little to answer.
    const hopeless = seen > 0 && ids.length * (window / seen) < limit / 2
    if (hopeless && terms && terms.together < FEW_HAVE) break
    const lower = await windowEnd(reader, search, upper, window - seen)
    ids.push(...(await between(reader, search, { lower, upper, limit: limit - ids.length })))
    if (ids.length >= limit || lower === null) return ids
    upper = lower
    seen = window
  }
  if (terms) return byIndex(reader, search, terms, spanOf(terms, limit, (ids.length + 0.5) / seen))
  return [...ids, ...(await between(reader, search, { lower: null, upper, limit: limit - ids.length }))]
}

function fewOf({ from, before }: MessageFilter): number {
  return FEW.find(([days]) => before - from <= days * DAY)?.[1] ?? 0
}

/** The place the search goes on after: the cursor's, or the end of its time. */
function start({ filter, after }: MessageSearch) {
  const [second = filter.before, sequence = 0] = after ?? []
  return { second, sequence }
}

/** As a join: of a long list of constants the planner would weigh each. */
const ofConversations = (column: string, conversations: readonly string[] | null) =>
  conversations === null ? sql`true` : sql`${sql.ref(column)} IN (SELECT unnest(${conversations}::uuid[]))`

interface Position {
  readonly second: number
  readonly sequence: number
}

/**
 * Where a window of the newest messages ends; null: there are no more messages than that. They are counted along the
 * index; the planner, which cannot know that, would rather sort all messages.
 */
async function windowEnd(reader: InboxReader, search: MessageSearch, upper: Position, window: number) {
  const { workspace, filter } = search
  const planner = (may: 'on' | 'off') =>
    sql`SELECT set_config('enable_sort', ${may}, true), set_config('enable_bitmapscan', ${may}, true),
      set_config('enable_seqscan', ${may}, true)`.execute(reader)
  await planner('off')
  const { rows } = await sql<{ second: string; sequence: string }>`
    SELECT m.second, m.sequence FROM ${sql.table(messageTable)} m
    WHERE m.workspace = ${workspace} AND m.words IS NOT NULL
      AND m.second >= ${filter.from} AND (m.second, m.sequence) < (${upper.second}, ${upper.sequence})
    ORDER BY m.second DESC, m.sequence DESC OFFSET ${window - 1} LIMIT 1`.execute(reader)
  await planner('on')
  return rows[0] ? { second: Number(rows[0].second), sequence: Number(rows[0].sequence) } : null
}

/** Looks through the messages before `upper`, down to `lower` (included; null: the beginning of the time). */
async function between(
  reader: InboxReader,
  { workspace, filter, conversations }: MessageSearch,
  { lower, upper, limit }: { lower: Position | null; upper: Position; limit: number },
): Promise<string[]> {
  const end = lower ?? { second: filter.from, sequence: 0 }
  const { rows } = await sql<{ id: string }>`
    WITH w AS MATERIALIZED (
      SELECT m.id, m.conversation_id, m.words, m.second, m.sequence FROM ${sql.table(messageTable)} m
      WHERE m.workspace = ${workspace} AND m.words IS NOT NULL AND m.conversation_id IS NOT NULL
        AND m.second >= ${end.second} AND m.second <= ${upper.second}
        AND (m.second, m.sequence) >= (${end.second}, ${end.sequence})
        AND (m.second, m.sequence) < (${upper.second}, ${upper.sequence})
    )
    SELECT w.id FROM w
    WHERE ${wordsMatch('w.words', filter.terms)} AND ${ofConversations('w.conversation_id', conversations)}
    ORDER BY w.second DESC, w.sequence DESC LIMIT ${limit}`.execute(reader)
  return rows.map((row) => row.id)
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

/** The seconds that probably hold a page, where such a part of the messages is wanted; without an end for few. */
function spanOf({ rarest, newest, oldest }: WeighedTerms, limit: number, part: number): number {
  if (rarest < MANY_HAVE) return Infinity
  const messages = (ENOUGH * limit) / part
  return ((newest - oldest) * messages) / SAMPLE
}

/**
 * Asks the index for a span of time, again from where it stopped as long as the conversations leave too little of what
 * it answered, then for longer ones before it.
 */
async function byIndex(reader: InboxReader, search: MessageSearch, terms: WeighedTerms, firstSpan: number) {
  const { filter, conversations, limit } = search
  const ids: string[] = []
  let from: Position = start(search)
  const top = Math.min(from.second, terms.newest)
  let lower = Math.max(filter.from, top - firstSpan)
  for (;;) {
    const place = { from: Math.floor(lower), ...from }
    const { rows } = await sql<{ ids: string[]; found: number; second: string; sequence: string }>`
      WITH f AS MATERIALIZED (SELECT * FROM ${placesWith(messageThread, terms, place, MOST)})
      SELECT (SELECT count(*)::int FROM f) AS found, l.place_1 AS second, l.place_2 AS sequence, ARRAY(
        SELECT f.found_id FROM f
        WHERE f.found_conversation_id IS NOT NULL AND ${ofConversations('f.found_conversation_id', conversations)}
        ORDER BY f.place_1 DESC, f.place_2 DESC LIMIT ${limit - ids.length}
      )::text[] AS ids
      FROM (SELECT place_1, place_2 FROM f ORDER BY place_1, place_2 LIMIT 1) l`.execute(reader)
    const [answer] = rows
    ids.push(...(answer?.ids ?? []))
    if (ids.length >= limit) return ids
    if (answer && answer.found >= MOST)
      from = { second: Number(answer.second), sequence: Number(answer.sequence) }
    else if (place.from <= filter.from) return ids
    else {
      from = { second: place.from, sequence: 0 }
      const lacking = (ENOUGH * (limit - ids.length)) / Math.max(ids.length, 1)
      const times = Math.min(Math.max(lacking, 1), LONGER)
      lower = Math.max(filter.from, place.from - (top - place.from) * times)
    }
  }
}

/** Exactly these, newest first. */
export async function messagesByIds(
  reader: InboxReader,
  workspace: string,
  ids: readonly string[],
): Promise<MessageRow[]> {
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

// Owns what a filter of messages means in SQL, and where its candidates come from.
import { searchFunction } from '@indoshopster/read-store/search-ddl'
import { physicalTable } from '@indoshopster/read-store/projection-ddl'
import { sql } from 'kysely'
import { type InboxReader, messageTable } from '../inbox.database.ts'
import type { Condition } from './conversation-filter.queries.ts'
import type { SearchTerms } from './words.model.ts'

/** All terms occur in a column; `column` is a name of ours. */
export function wordsMatch(column: string, terms: SearchTerms): Condition {
  if (terms.length === 0) return sql`true`
  const each = terms.map(
    (spellings) =>
      sql`(${sql.join(
        spellings.map((one) => sql`${sql.ref(column)} LIKE ${one}`),
        sql` OR `,
      )})`,
  )
  return sql`(${sql.join(each, sql` AND `)})`
}

/** Terms apart by how many of the newest messages have them. */
export interface WeighedTerms {
  readonly rare: SearchTerms
  readonly common: SearchTerms
  /** How many of the newest messages have all terms, and the rarest one. */
  readonly together: number
  readonly rarest: number
  /** The times between which these messages came, seconds since 1970. */
  readonly newest: number
  readonly oldest: number
}

/** Newest messages that say how common a term is, and of how many a term is common. */
export const SAMPLE = 1000
const COMMON = 50

/** Weighs terms by a look at the newest messages; at least one counts as rare, so that the index has one to look up. */
export async function weighed(
  reader: InboxReader,
  workspace: string,
  terms: SearchTerms,
): Promise<WeighedTerms> {
  const counts = terms.map((term) => sql`count(*) FILTER (WHERE ${wordsMatch('w.words', [term])})::int`)
  const { rows } = await sql<{ each: number[]; together: number; newest: number; oldest: number }>`
    WITH w AS MATERIALIZED (
      SELECT m.words, m.second FROM ${sql.table(messageTable)} m
      WHERE m.workspace = ${workspace} AND m.words IS NOT NULL
      ORDER BY m.second DESC, m.sequence DESC LIMIT ${SAMPLE}
    )
    SELECT ARRAY[${sql.join(counts)}] AS each, count(*) FILTER (WHERE ${wordsMatch('w.words', terms)})::int AS together,
      coalesce(max(w.second), 0)::float8 AS newest, coalesce(min(w.second), 0)::float8 AS oldest
    FROM w`.execute(reader)
  const { each, together, newest, oldest } = rows[0] ?? { each: [], together: 0, newest: 0, oldest: 0 }
  const rarest = Math.min(...each)
  const isRare = (_: unknown, index: number) => (each[index] ?? 0) < COMMON || each[index] === rarest
  return {
    rare: terms.filter(isRare),
    common: terms.filter((term, index) => !isRare(term, index)),
    together,
    rarest,
    newest,
    oldest,
  }
}

/** Where the rows of a projection with the terms are, found by its index: `found_id` and more, newest first. */
export function placesWith(
  projection: { readonly name: string; readonly version: number },
  { rare, common }: Pick<WeighedTerms, 'rare' | 'common'>,
  place: { readonly from: number; readonly second: number; readonly sequence: number },
  most: number,
) {
  const call = sql.raw(`inbox.${searchFunction(physicalTable(projection))}`)
  const [looked, checked] = [JSON.stringify(rare), JSON.stringify(common)]
  const { from, second, sequence } = place
  return sql`${call}(${looked}::jsonb, ${checked}::jsonb, ${from}, ${second}, ${sequence}, ${most})`
}

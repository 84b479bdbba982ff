// Owns what a filter of messages means in SQL, and where its candidates come from.
import { searchFunction } from '@indoshopster/read-store/search-ddl'
import { physicalTable } from '@indoshopster/read-store/projection-ddl'
import { sql } from 'kysely'
import type { Condition } from './conversation-filter.queries.ts'
import type { MessageFilter } from './text-filter.model.ts'
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

/** Where the rows of a projection with the terms are, found by its index: `found_id` and more, newest first. */
export function placesWith(
  projection: { readonly name: string; readonly version: number },
  filter: MessageFilter,
  place: { readonly second: number; readonly sequence: number },
  most: number,
) {
  const call = sql.raw(`inbox.${searchFunction(physicalTable(projection))}`)
  return sql`${call}(${JSON.stringify(filter.terms)}::jsonb, ${filter.from}, ${place.second}, ${place.sequence}, ${most})`
}

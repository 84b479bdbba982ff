// Owns refusing a filter that means nothing, naming its parts.
import type { InboxFilter } from '@indoshopster/contracts/inbox/filter'
import { Problem, pointer } from '../http/problem.ts'
import { filterOf } from './filter-query.model.ts'

/** The filter of a query. Throws Problem `filter_invalid`. */
export function wantedFilter(query: Parameters<typeof filterOf>[0]): InboxFilter {
  const meant = filterOf(query)
  if ('filter' in meant) return meant.filter
  const errors = meant.faults.map(({ part, detail }) => ({ code: 'invalid', pointer: pointer(part), detail }))
  throw new Problem('filter_invalid', { errors })
}

/** Rows of a page that does not say how many it wants. */
export const DEFAULT_LIMIT = 50

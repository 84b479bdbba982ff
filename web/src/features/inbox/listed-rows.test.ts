// Proves which rows the list of contacts shows.
import { expect, it } from 'vitest'
import { conversation } from './inbox.examples.ts'
import { listedRows, notRead } from './listed-rows.ts'

it('the list of contacts does not show who was erased since it was read', () => {
  const rows = new Map(
    [conversation({ id: 'a' }), conversation({ id: 'b', erased: true })].map((row) => [row.id, row]),
  )
  const reach = { ...notRead(), ids: new Set(['a', 'b']) }
  const query = { filter: {}, order: 'newest', contacts: true } as const
  expect(listedRows(rows, query, reach, null, 0).map((row) => row.id)).toEqual(['a'])
})

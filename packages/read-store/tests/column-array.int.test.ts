// Does Postgres read from a column array exactly what was written into it?
import fc from 'fast-check'
import pg from 'pg'
import { columnArray } from '@indoshopster/read-store/column-array'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../scripts/testing/database.ts'

let database: TestDatabase
let client: pg.Client

beforeAll(async () => {
  database = await createTestDatabase()
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

/** Words of customers: every letter, and often those that mean something in an array. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom('"', '\\', '{', '}', ',', ' ', "'", '\n', 'N', 'U', 'L') }),
)

test('any texts come back as they are, and so does nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(text), { maxLength: 20 }), async (texts) => {
      const { rows } = await client.query<{ list: (string | null)[] }>('SELECT $1::text[] AS list', [
        columnArray('text', texts),
      ])
      expect(rows[0]?.list).toEqual(texts.map((one) => one && one.replaceAll('\0', '')))
    }),
    { numRuns: 300 },
  )
})

/** Names in documents are ours, words are anybody's; `JSON.parse` of Node 24 misreads some short names with escapes. */
const name = fc.string({ unit: fc.constantFrom('a', 'B', '_', '9'), minLength: 1 })
const storable = (one: Record<string, string>) =>
  Object.fromEntries(Object.entries(one).map(([key, value]) => [key, value.replaceAll('\0', '')]))

test('any documents come back as they are', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.dictionary(name, text), { maxLength: 10 }), async (documents) => {
      const { rows } = await client.query<{ list: unknown[] }>(
        'SELECT jsonb_agg(one::jsonb) AS list FROM unnest($1::text[]) AS one',
        [columnArray('jsonb', documents)],
      )
      expect(rows[0]?.list ?? []).toEqual(documents.map(storable))
    }),
    { numRuns: 300 },
  )
})

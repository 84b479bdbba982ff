// Does an event that concerns many rows reach each of them once, in order, also when servers die and when rebuilt?
import { compareWithLog } from '@indoshopster/read-store/checksum'
import { migrate } from '@indoshopster/read-store/migrate'
import type { Projection } from '@indoshopster/event-sourcing/projection'
import { uuidv7 } from '@indoshopster/service/uuid'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import {
  counters,
  type Counted,
  type CounterRow,
  startTestStore,
  stranger,
  workspace,
} from './store.setup.ts'

/**
 * Counters with a note: an event with note `all:<note>` doubles every counter that has the note; one with note
 * `into:<counter>` gives everything of that counter to its own, which removes the other.
 */
const swept: Projection<Counted, CounterRow> = {
  ...counters,
  name: 'swept',
  sweeps(event) {
    const [what, value = ''] = told(event)
    if (what === 'all') return [{ column: 'note', value }]
    return what === 'into' ? [{ column: 'id', value }] : []
  },
  take: (row, from, event) => row && { ...row, total: row.total + from.total, last_sequence: event.sequence },
  fold(row, event) {
    const [what, value] = told(event)
    if (what === 'all') return row && (row.note === value ? { ...row, total: row.total * 2 } : row)
    if (what === 'into') return row && (row.id === value ? null : row)
    return counters.fold(row, event)
  },
}

const told = (event: Counted) => (typeof event.data.note === 'string' ? event.data.note.split(':') : [])
const at = { log: undefined, schema: 'testing', projection: swept, workspace }

async function startSweeping() {
  const store = await startTestStore()
  await migrate(store.database.url, [{ name: 'testing', migrations: null, projections: [swept] }])
  const totals = async () => {
    const { rows } = await store.pool.query<{ id: string; total: number }>(
      'SELECT id, total FROM testing.swept_v1 WHERE workspace = $1 ORDER BY id',
      [workspace],
    )
    return new Map(rows.map((row) => [row.id, row.total]))
  }
  return { store, totals, compare: () => compareWithLog({ ...at, log: store.log, pool: store.pool }) }
}

describe('sweep', () => {
  test('reaches every row of its workspace once, with what was folded before it in the same batch', async () => {
    const { store, totals, compare } = await startSweeping()
    await using _ = store
    const many = Array.from({ length: 1203 }, () => uuidv7())
    const theirs = uuidv7()
    await store.add(theirs, 1, { note: 'paid', workspace: stranger })
    for (const counter of many) await store.add(counter, 1, { note: 'paid' })
    const other = uuidv7()
    await store.add(other, 1, { note: 'unpaid' })
    const id = uuidv7()
    await store.add(uuidv7(), 5, { note: 'all:paid', id })
    const last = await store.add(many[0] ?? '', 3, { note: 'paid' })
    const running = store.run({ projection: swept })
    expect(await running.waitFor(last, 30_000)).toBe(true)
    const found = await totals()
    expect(found.get(many[0] ?? '')).toBe(5)
    expect(many.slice(1).every((counter) => found.get(counter) === 2)).toBe(true)
    expect(found.get(other)).toBe(1)
    const { rows } = await store.pool.query('SELECT total FROM testing.swept_v1 WHERE id = $1', [theirs])
    expect(rows).toEqual([{ total: 1 }])
    expect((await compare()).differing).toEqual([])
    await running.stop()
  }, 120_000)

  test('gives one row to another', async () => {
    const { store, totals, compare } = await startSweeping()
    await using _ = store
    const [kept, gone] = [uuidv7(), uuidv7()]
    await store.add(kept, 1)
    await store.add(gone, 10)
    const last = await store.add(kept, 7, { note: `into:${gone}` })
    const running = store.run({ projection: swept })
    expect(await running.waitFor(last, 15_000)).toBe(true)
    expect(await totals()).toEqual(new Map([[kept, 11]]))
    expect((await compare()).differing).toEqual([])
    await running.stop()
  })

  test('loses and doubles nothing when backends are killed in the middle of it', async () => {
    const { store, totals, compare } = await startSweeping()
    await using _ = store
    const running = store.run({ projection: swept, maxBatch: 20 })
    let [done, killed] = [false, 0]
    const writing = (async () => {
      // As long as it takes to be killed in the middle of it.
      for (let n = 0; n < 1200 || killed < 2; n++) await store.add(uuidv7(), 1, { note: 'paid' })
      for (let n = 0; n < 12; n++) await store.add(uuidv7(), 0, { note: 'all:paid' })
      done = true
    })()
    const admin = new pg.Client({ connectionString: store.database.adminUrl })
    await admin.connect()
    while (!done) {
      await new Promise((resolve) => setTimeout(resolve, 60))
      const { rowCount } = await admin.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE application_name = 'test' AND datname = current_database()`,
      )
      killed += rowCount ?? 0
    }
    await admin.end()
    await writing
    expect(await running.waitFor(await store.log.lastSequence(), 30_000)).toBe(true)
    expect([...new Set((await totals()).values())]).toEqual([2 ** 12])
    expect((await compare()).differing).toEqual([])
    await running.stop()
  }, 120_000)

  test('leaves a row as it is that does not fit afterwards, and goes on', async () => {
    const { store, totals } = await startSweeping()
    await using _ = store
    const [big, small] = [uuidv7(), uuidv7()]
    await store.add(big, 2 ** 30, { note: 'paid' })
    await store.add(small, 1, { note: 'paid' })
    const last = await store.add(uuidv7(), 0, { note: 'all:paid' })
    const running = store.run({ projection: swept })
    expect(await running.waitFor(last, 15_000)).toBe(true)
    expect(await totals()).toEqual(
      new Map([
        [big, 2 ** 30],
        [small, 2],
      ]),
    )
    await running.stop()
  })
})

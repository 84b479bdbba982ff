// Does a projection lose or double nothing when servers die, and is it neither stopped nor fooled by nonsense?
import { createLogger } from '@indoshopster/service/logger'
import { uuidv7 } from '@indoshopster/service/uuid'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { startTestPostgres } from '../../../scripts/testing/database.ts'
import { counters, type quiet, startTestStore, stranger, until, workspace } from './store.setup.ts'

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const counter = uuidv7()

/** Ends the runner's connections as a crash would; answers how many. */
async function killBackends(adminUrl: string): Promise<number> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  const { rowCount } = await admin.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE application_name = 'test' AND datname = current_database()`,
  )
  await admin.end()
  return rowCount ?? 0
}

describe('projection runner', () => {
  test('survives killed backends in the middle of its batches', async () => {
    await using store = await startTestStore()
    const running = store.run({ maxBatch: 10 })
    let done = false
    const writing = (async () => {
      for (let n = 0; n < 1500; n++) await store.add(counter, 1)
      done = true
    })()
    let killed = 0
    while (!done) {
      await sleep(100)
      killed += await killBackends(store.database.adminUrl)
    }
    expect(killed).toBeGreaterThan(1)
    await writing
    expect(await running.waitFor(1500, 30_000)).toBe(true)
    expect(await store.rows()).toMatchObject([{ total: 1500, events: 1500 }])
    await running.stop()
  }, 120_000)

  test('survives a backend that is killed while it holds a transaction without a query', async () => {
    await using store = await startTestStore()
    const client = await store.pool.connect()
    await client.query('BEGIN')
    expect(await killBackends(store.database.adminUrl)).toBe(1)
    await sleep(50)
    await expect(client.query('SELECT')).rejects.toThrow()
    client.release(true)
    expect(await store.rows()).toEqual([])
  })

  test('survives kill -9 of Postgres and of NATS under load', async () => {
    const postgres = await startTestPostgres()
    await using store = await startTestStore(postgres)
    const running = store.run({ maxBatch: 50 })
    const writing = (async () => {
      for (let n = 0; n < 1500; n++) await store.add(counter, 1)
    })()
    await sleep(150)
    process.kill(postgres.server.pid, 'SIGKILL')
    await postgres.server.startAgain()
    await sleep(150)
    process.kill(store.nats.server.pid, 'SIGKILL')
    await store.nats.server.startAgain()
    await writing
    expect(await running.waitFor(1500, 30_000)).toBe(true)
    expect(await store.rows()).toMatchObject([{ total: 1500, events: 1500 }])
    await running.stop()
  }, 120_000)

  test('leaves out what does not fit, says so, and goes on behind it', async () => {
    await using store = await startTestStore()
    const told: object[] = []
    const logger = createLogger('read-store-test', 'error')
    // Only the fields are of interest.
    logger.error = ((fields: object) => told.push(fields)) as unknown as typeof quiet.error
    const running = store.run({
      logger,
      projection: {
        ...counters,
        fold(row, event) {
          if (event.data.note === 'bug') throw new TypeError('fold has a bug')
          return counters.fold(row, event)
        },
      },
    })
    await store.add(counter, 1)
    await store.add(counter, 1.5)
    await store.add(counter, 2 ** 40)
    await store.add(counter, 1, { note: 'bug' })
    await store.add(counter, 100, { workspace: stranger })
    await store.add('not-a-uuid', 1)
    const last = await store.add(counter, 1)
    expect(await running.waitFor(last, 15_000)).toBe(true)
    expect(await store.rows()).toMatchObject([{ total: 2, events: 2, workspace }])
    expect(told).toMatchObject([
      { sequence: 2, reason: 'column total does not fit' },
      { sequence: 3, reason: 'column total does not fit' },
      { sequence: 4, reason: 'fold has a bug' },
      { sequence: 5, reason: 'its row belongs to another workspace' },
    ])
    await running.stop()
  })

  test('stores text that Postgres does not take as it is', async () => {
    await using store = await startTestStore()
    const running = store.run()
    const note = `nul \0 half \ud83d whole 😀 \\u0000`
    expect(await running.waitFor(await store.add(counter, 1, { note }), 15_000)).toBe(true)
    const clean = 'nul  half \ufffd whole 😀 \\u0000'
    expect(await store.rows()).toMatchObject([{ note: clean, trail: [[1, clean]] }])
    await running.stop()
  })

  test('never folds a log that is behind its checkpoint, and says why', async () => {
    await using store = await startTestStore()
    await store.add(counter, 1)
    await store.pool.query('UPDATE testing.checkpoints SET sequence = 10')
    const told: unknown[] = []
    const logger = createLogger('read-store-test', 'fatal')
    // Only the sentence is of interest.
    logger.fatal = ((_: object, sentence: string) => told.push(sentence)) as unknown as typeof quiet.fatal
    const running = store.run({ logger })
    await until(() => running.problem() !== null)
    await sleep(1000)
    await store.add(counter, 1)
    expect(running.caughtUp()).toBe(false)
    expect(running.problem()).toContain('ahead of the log')
    expect(told).toHaveLength(1)
    expect(await store.rows()).toEqual([])
    await running.stop()
  })
})

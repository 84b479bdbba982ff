// Is every event folded exactly once, whoever dies, repeats himself or talks nonsense?
import { createLogger } from '@indoshopster/service/logger'
import { uuidv7 } from '@indoshopster/service/uuid'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connectNats } from '@indoshopster/event-log/log-connection'
import { createPool } from '@indoshopster/read-store/pool'
import { CheckpointMovedError, createProjectionStore } from '@indoshopster/read-store/projection-store'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { startTestPostgres } from '../../../scripts/testing/database.ts'
import {
  type Counted,
  type CounterRow,
  counters,
  type quiet,
  startTestStore,
  stranger,
  until,
  workspace,
} from './store.setup.ts'

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
  test('folds what was there and what comes, and says when it has caught up', async () => {
    await using store = await startTestStore()
    await store.add(counter, 1)
    const running = store.run()
    await until(() => running.caughtUp())
    expect(await store.rows()).toMatchObject([{ id: counter, total: 1 }])
    expect(await running.waitFor(await store.add(counter, 2))).toBe(true)
    expect(await store.rows()).toMatchObject([{ total: 3, events: 2 }])
    await running.stop()
  })

  test('goes on from its checkpoint after a restart', async () => {
    await using store = await startTestStore()
    const first = store.run()
    await first.waitFor(await store.add(counter, 1))
    await first.stop()
    const later = await store.add(counter, 2)
    const second = store.run()
    await second.waitFor(later)
    expect(await store.rows()).toMatchObject([{ total: 3, events: 2 }])
    await second.stop()
  })

  test('reads back rows exactly as they were folded', async () => {
    await using store = await startTestStore()
    const folded: (CounterRow | undefined)[] = []
    const watching = {
      ...counters,
      fold: (row: CounterRow | undefined, event: Counted) => {
        folded.push(row)
        return counters.fold(row, event)
      },
    }
    const running = store.run({ projection: watching })
    const note = {
      deep: [
        [1, 2],
        ['a', null],
      ],
      text: 'é😀"\\',
    }
    await running.waitFor(await store.add(counter, 1, { note }))
    await running.waitFor(await store.add(counter, 2, { note: 'x' }))
    expect(folded[1]).toMatchObject({ total: 1, events: 1, note: null, trail: [[1, note]] })
    expect(folded[1]?.changed_at).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
    expect(typeof folded[1]?.last_sequence).toBe('number')
    await running.stop()
  })

  test('removes a row when the fold says so', async () => {
    await using store = await startTestStore()
    const running = store.run()
    await store.add(counter, 1)
    await running.waitFor(await store.add(counter, 0))
    expect(await store.rows()).toEqual([])
    await running.waitFor(await store.add(counter, 5))
    expect(await store.rows()).toMatchObject([{ total: 5, events: 1 }])
    await running.stop()
  })

  test('folds a repeated event once, in one batch, across batches and across restarts', async () => {
    await using store = await startTestStore()
    const nats = await connectNats(store.nats.url, 'test')
    const manager = await jetstreamManager(nats)
    await store.add(counter, 1)
    const body = (await manager.streams.getMessage('EVENTS', { seq: 1 }))?.data
    // Without a message id the server stores it again, as it does after its duplicate window.
    const repeat = () => jetstream(nats).publish(`evt.${workspace}.test.counter.${counter}`, body)
    await repeat()
    const first = store.run()
    await first.waitFor((await repeat()).seq)
    await first.stop()
    const second = store.run()
    await second.waitFor((await repeat()).seq)
    expect(await store.rows()).toMatchObject([{ total: 1, events: 1 }])
    await second.stop()
    await nats.close()
  })

  test('loses and doubles nothing when two runners fold at once', async () => {
    await using store = await startTestStore()
    const runners = [store.run({ maxBatch: 7 }), store.run({ maxBatch: 5 })]
    let last = 0
    for (let n = 0; n < 300; n++) last = await store.add(counter, 1)
    for (const runner of runners) expect(await runner.waitFor(last, 10_000)).toBe(true)
    expect(await store.rows()).toMatchObject([{ total: 300, events: 300 }])
    await Promise.all(runners.map((runner) => runner.stop()))
  })

  test('cannot move a checkpoint that another runner has moved', async () => {
    await using store = await startTestStore()
    const fenced = createProjectionStore<CounterRow>('testing', counters)
    await store.pool.query('UPDATE testing.checkpoints SET sequence = 7')
    const client = await store.pool.connect()
    await client.query('BEGIN')
    await expect(fenced.begin(client, 5, 9)).rejects.toThrow(CheckpointMovedError)
    await fenced.begin(client, 7, 9)
    await client.query('COMMIT')
    client.release()
    expect(await fenced.checkpoint(store.pool)).toBe(9)
  })

  test('stays caught up while another runner does the work', async () => {
    await using store = await startTestStore()
    const runners = [store.run(), store.run()]
    await until(() => runners.every((runner) => runner.caughtUp()))
    for (let n = 0; n < 50; n++) {
      await store.add(counter, 1)
      expect(runners.every((runner) => runner.caughtUp())).toBe(true)
    }
    await Promise.all(runners.map((runner) => runner.stop()))
  })

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
    expect(await running.waitFor(1500, 10_000)).toBe(true)
    expect(await store.rows()).toMatchObject([{ total: 1500, events: 1500 }])
    await running.stop()
  })

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
    expect(await running.waitFor(1500, 10_000)).toBe(true)
    expect(await store.rows()).toMatchObject([{ total: 1500, events: 1500 }])
    await running.stop()
  })

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
    expect(await running.waitFor(last)).toBe(true)
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
    expect(await running.waitFor(await store.add(counter, 1, { note }))).toBe(true)
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

  test('does not answer for a sequence before it is folded, nor for one that is not in the log', async () => {
    await using store = await startTestStore()
    let release = () => {}
    const gate = new Promise<void>((resolve) => (release = resolve))
    const slow = createPool(store.database.url, 'slow', 2, { allWorkspaces: true })
    const connect = slow.connect.bind(slow)
    // pg's connect is overloaded: with a callback it serves single queries, without one transactions.
    slow.connect = ((callback?: Parameters<typeof connect>[0]) =>
      callback ? connect(callback) : gate.then(() => connect())) as typeof slow.connect
    const running = store.run({ pool: slow })
    const sequence = await store.add(counter, 1)
    expect(await running.waitFor(sequence, 200)).toBe(false)
    release()
    expect(await running.waitFor(sequence)).toBe(true)
    expect(await running.waitFor(sequence + 1, 200)).toBe(false)
    await running.stop()
    await slow.end()
  })

  test('answers at once for a sequence that it does not fold', async () => {
    await using store = await startTestStore()
    const running = store.run()
    await running.waitFor(await store.add(counter, 1))
    const to = { owner: 'elsewhere', lane: 'thing', entity: counter }
    const { sequence } = await store.log.append(workspace, to, { type: 'elsewhere.happened.v1', data: {} })
    const started = performance.now()
    expect(await running.waitFor(sequence)).toBe(true)
    expect(performance.now() - started).toBeLessThan(500)
    await running.stop()
  })

  test('builds a new version from the beginning beside the old one', async () => {
    await using store = await startTestStore()
    const running = store.run()
    await running.waitFor(await store.add(counter, 1))
    const { migrate } = await import('@indoshopster/read-store/migrate')
    const next = {
      ...counters,
      version: 2,
      fold: (row: CounterRow | undefined, event: Counted) =>
        counters.fold(row, { ...event, data: { ...event.data, amount: event.data.amount * 10 } }),
    }
    await migrate(store.database.url, [{ name: 'testing', migrations: null, projections: [next] }])
    const newer = store.run({ projection: next })
    const last = await store.add(counter, 2)
    await Promise.all([running.waitFor(last), newer.waitFor(last)])
    expect(await store.rows()).toMatchObject([{ total: 3 }])
    expect((await store.pool.query('SELECT total FROM testing.counters_v2')).rows).toEqual([{ total: 30 }])
    await Promise.all([running.stop(), newer.stop()])
  })
})

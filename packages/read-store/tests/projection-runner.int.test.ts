// Is every event folded exactly once, by one runner or two, and does a query know when it may look?
import { uuidv7 } from '@indoshopster/service/uuid'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connectNats } from '@indoshopster/event-log/log-connection'
import { createPool } from '@indoshopster/read-store/pool'
import { CheckpointMovedError, createProjectionStore } from '@indoshopster/read-store/projection-store'
import { describe, expect, test } from 'vitest'
import { type Counted, type CounterRow, counters, startTestStore, until, workspace } from './store.setup.ts'

const counter = uuidv7()
/** For a crowded machine; what a runner does by itself is 2 s. */
const PATIENCE_MS = 15_000

describe('projection runner', () => {
  test('folds what was there and what comes, and says when it has caught up', async () => {
    await using store = await startTestStore()
    await store.add(counter, 1)
    const running = store.run()
    await until(() => running.caughtUp())
    expect(await store.rows()).toMatchObject([{ id: counter, total: 1 }])
    expect(await running.waitFor(await store.add(counter, 2), PATIENCE_MS)).toBe(true)
    expect(await store.rows()).toMatchObject([{ total: 3, events: 2 }])
    await running.stop()
  })

  test('goes on from its checkpoint after a restart', async () => {
    await using store = await startTestStore()
    const first = store.run()
    await first.waitFor(await store.add(counter, 1), PATIENCE_MS)
    await first.stop()
    const later = await store.add(counter, 2)
    const second = store.run()
    await second.waitFor(later, PATIENCE_MS)
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
    await running.waitFor(await store.add(counter, 1, { note }), PATIENCE_MS)
    await running.waitFor(await store.add(counter, 2, { note: 'x' }), PATIENCE_MS)
    expect(folded[1]).toMatchObject({ total: 1, events: 1, note: null, trail: [[1, note]] })
    expect(folded[1]?.changed_at).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
    expect(typeof folded[1]?.last_sequence).toBe('number')
    await running.stop()
  })

  test('removes a row when the fold says so', async () => {
    await using store = await startTestStore()
    const running = store.run()
    await store.add(counter, 1)
    await running.waitFor(await store.add(counter, 0), PATIENCE_MS)
    expect(await store.rows()).toEqual([])
    await running.waitFor(await store.add(counter, 5), PATIENCE_MS)
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
    await first.waitFor((await repeat()).seq, PATIENCE_MS)
    await first.stop()
    const second = store.run()
    await second.waitFor((await repeat()).seq, PATIENCE_MS)
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
    expect(await running.waitFor(sequence, PATIENCE_MS)).toBe(true)
    expect(await running.waitFor(sequence + 1, 200)).toBe(false)
    await running.stop()
    await slow.end()
  })

  test('answers at once for a sequence that it does not fold', async () => {
    await using store = await startTestStore()
    const running = store.run()
    await running.waitFor(await store.add(counter, 1), PATIENCE_MS)
    const to = { owner: 'elsewhere', lane: 'thing', entity: counter }
    const tookMs: number[] = []
    // The best of three: a crowded machine may be in the way of one.
    for (let n = 0; n < 3; n++) {
      const { sequence } = await store.log.append(workspace, to, { type: 'elsewhere.happened.v1', data: {} })
      const started = performance.now()
      expect(await running.waitFor(sequence, PATIENCE_MS)).toBe(true)
      tookMs.push(performance.now() - started)
    }
    expect(Math.min(...tookMs)).toBeLessThan(500)
    await running.stop()
  })

  test('builds a new version from the beginning beside the old one', async () => {
    await using store = await startTestStore()
    const running = store.run()
    await running.waitFor(await store.add(counter, 1), PATIENCE_MS)
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
    await Promise.all([running.waitFor(last, PATIENCE_MS), newer.waitFor(last, PATIENCE_MS)])
    expect(await store.rows()).toMatchObject([{ total: 3 }])
    expect((await store.pool.query('SELECT total FROM testing.counters_v2')).rows).toEqual([{ total: 30 }])
    await Promise.all([running.stop(), newer.stop()])
  })
})

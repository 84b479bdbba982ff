// Does following give every event once and in order, whatever lies in the log and whoever dies?
import { eventFilter } from '@indoshopster/contracts/subjects'
import { createLogger } from '@indoshopster/service/logger'
import { uuidv7 } from '@indoshopster/service/uuid'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { describe, expect, test } from 'vitest'
import type { EventLog } from '@indoshopster/event-log/event-log'
import { happened, type quiet, startTestLog, to, until, workspace } from './log.setup.ts'

const subjects = [eventFilter({ owner: 'test' })]
const numberOf = (event: { data: unknown }) => (event.data as { number: number }).number

/** Follows into memory with a checkpoint, as a projection does into Postgres. */
function remember(log: EventLog, options: { failAt?: number } = {}) {
  const seen: number[] = []
  const stopping = new AbortController()
  let checkpoint = 0
  let caughtUp = 0
  let failed = false
  const ended = log.follow({
    subjects,
    signal: stopping.signal,
    from: () => Promise.resolve(checkpoint + 1),
    onBatch: (events, lastSequence) => {
      const numbers = events.map(numberOf)
      if (!failed && options.failAt !== undefined && numbers.includes(options.failAt)) {
        failed = true
        return Promise.reject(new Error('the database hiccups'))
      }
      seen.push(...numbers)
      checkpoint = lastSequence
      return Promise.resolve()
    },
    onCaughtUp: () => caughtUp++,
  })
  const stop = async () => {
    stopping.abort()
    await ended
  }
  return { seen, stop, caughtUp: () => caughtUp > 0, position: () => checkpoint }
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

describe('follow', () => {
  test('gives what was there and what comes, in order, and says when it has caught up', async () => {
    await using test_ = await startTestLog()
    for (const n of upTo(5)) await test_.log.append(workspace, { ...to, entity: uuidv7() }, happened(n))
    const follower = remember(test_.log)
    await until(follower.caughtUp)
    expect(follower.seen).toEqual(upTo(5))
    await test_.log.append(workspace, to, happened(6))
    await until(() => follower.seen.length === 6)
    await follower.stop()
  })

  test('says at once that it has caught up with an empty log', async () => {
    await using test_ = await startTestLog()
    const follower = remember(test_.log)
    await until(follower.caughtUp)
    await follower.stop()
  })

  test('starts over from the checkpoint after a handler failed, with no gap and no double', async () => {
    await using test_ = await startTestLog()
    for (const n of upTo(20)) await test_.log.append(workspace, to, happened(n))
    const follower = remember(test_.log, { failAt: 7 })
    await until(() => follower.seen.length >= 20)
    expect(follower.seen).toEqual(upTo(20))
    await follower.stop()
  })

  test('survives kill -9 of the server under load, with no gap and no double, within seconds', async () => {
    await using test_ = await startTestLog()
    const follower = remember(test_.log)
    const writing = (async () => {
      for (const n of upTo(2000)) await test_.log.append(workspace, to, happened(n), { patienceMs: Infinity })
    })()
    const began = performance.now()
    for (const _ of [1, 2]) {
      await new Promise((resolve) => setTimeout(resolve, 150))
      process.kill(test_.servers.server.pid, 'SIGKILL')
      await test_.servers.server.startAgain()
    }
    await writing
    // Seconds, or as many more as a crowded machine took for writing.
    const patienceMs = Math.max(15_000, 2 * (performance.now() - began))
    await until(() => follower.seen.length >= 2000, patienceMs)
    expect(follower.seen).toEqual(upTo(2000))
    await follower.stop()
  }, 120_000)

  test('skips and reports what is no event, and goes on behind it', async () => {
    await using test_ = await startTestLog()
    const lines: string[] = []
    const { log, nats } = await test_.open(capture(lines))
    const client = jetstream(nats)
    const { sequence } = await log.append(workspace, to, {
      ...happened(1),
      sealed: { a: 1 },
      person: 'contact:1',
    })
    const subject = `evt.${workspace}.test.thing.${to.entity}`
    const manager = await jetstreamManager(nats)
    const good = (await manager.streams.getMessage('EVENTS', { seq: sequence }))?.string() ?? ''
    const broken = [
      'not json',
      'null',
      '[]',
      '{}',
      '{"id":"x","type":"test.happened.v1","data":{}}',
      good.replace('"data":{', '"data":null,"was":{'),
      good.replace(/"box":"..../, '"box":"AAAA'),
      good.replace(/"key":"[^"]+"/, '"key":"not-an-id"'),
      good.replace(workspace, '00000000-0000-7000-8000-0000000000bb'),
      good.replace(/"time":"[^"]+"/, '"time":"yesterday"'),
    ]
    for (const body of broken) await client.publish(subject, body)
    await log.append(workspace, to, happened(2))
    const follower = remember(log)
    await until(() => follower.seen.length === 2)
    expect(follower.seen).toEqual([1, 2])
    expect((await log.readEntity({ workspace, ...to })).events).toHaveLength(2)
    const reported = lines.map((line) => JSON.parse(line) as { sequences?: number[] })
    expect(reported.flatMap((line) => line.sequences ?? [])).toEqual(
      broken.map((_, index) => sequence + 1 + index),
    )
    await follower.stop()
  })

  test('refuses a message under another workspace’s subject', async () => {
    await using test_ = await startTestLog()
    const { sequence } = await test_.log.append(workspace, to, happened(1))
    const manager = await jetstreamManager(test_.nats)
    const body = (await manager.streams.getMessage('EVENTS', { seq: sequence }))?.string() ?? ''
    const stranger = '00000000-0000-7000-8000-0000000000bb'
    await jetstream(test_.nats).publish(`evt.${stranger}.test.thing.${to.entity}`, body)
    expect((await test_.log.readEntity({ workspace: stranger, ...to })).events).toEqual([])
  })

  test('follows several subjects through blocks of the log that are no longer in memory, without crawling', async () => {
    await using test_ = await startTestLog()
    const noise = 'pesan '.repeat(1500)
    const entities = upTo(16).map(() => uuidv7())
    const fill = async (first: number) => {
      for (let n = first; n <= 1600; n += 16) {
        const fact = { type: 'test.happened.v1', data: { number: n, noise } }
        await test_.log.append(workspace, { ...to, entity: entities[n % 16] ?? '' }, fact)
      }
    }
    const began = performance.now()
    await Promise.all(upTo(16).map(fill))
    const started = performance.now()
    const seen: number[] = []
    const stopping = new AbortController()
    const ended = test_.log.follow({
      subjects: [...subjects, eventFilter({ owner: 'other' })],
      signal: stopping.signal,
      from: () => Promise.resolve(1),
      onBatch: (events) => Promise.resolve(void seen.push(...events.map(numberOf))),
    })
    await until(() => seen.length === 1600, 60_000)
    // A crowded machine is as slow at writing.
    expect(performance.now() - started).toBeLessThan(Math.max(5000, 4 * (started - began)))
    stopping.abort()
    await ended
  }, 120_000)

  test('gives only the subjects that were asked for', async () => {
    await using test_ = await startTestLog()
    await test_.log.append(workspace, { ...to, owner: 'first' }, happened(1))
    await test_.log.append(workspace, { ...to, owner: 'second' }, happened(2))
    await test_.log.append(workspace, { ...to, owner: 'third' }, happened(3))
    const seen: number[] = []
    const stopping = new AbortController()
    const ended = test_.log.follow({
      subjects: [eventFilter({ owner: 'first' }), eventFilter({ owner: 'third' })],
      signal: stopping.signal,
      from: () => Promise.resolve(1),
      onBatch: (events) => Promise.resolve(void seen.push(...events.map(numberOf))),
      onCaughtUp: () => stopping.abort(),
    })
    await ended
    expect(seen).toEqual([1, 3])
  })

  test('leaves no consumer behind when it stops', async () => {
    await using test_ = await startTestLog()
    const follower = remember(test_.log)
    await until(follower.caughtUp)
    await follower.stop()
    const manager = await jetstreamManager(test_.nats)
    expect((await manager.streams.info('EVENTS')).state.consumer_count).toBe(0)
  })

  test('finds the first event of some subjects from a sequence on', async () => {
    await using test_ = await startTestLog()
    await test_.log.append(workspace, { ...to, owner: 'other' }, happened(1))
    const { sequence } = await test_.log.append(workspace, to, happened(2))
    expect(await test_.log.firstMatching(subjects, 1)).toBe(sequence)
    expect(await test_.log.firstMatching(subjects, sequence + 1)).toBeNull()
  })
})

/** A logger that keeps its lines. */
function capture(lines: string[]) {
  const logger = createLogger('event-log-test', 'silent')
  logger.level = 'error'
  // A child's stream cannot be changed; its methods can.
  logger.error = ((fields: object) => lines.push(JSON.stringify(fields))) as typeof quiet.error
  return logger
}

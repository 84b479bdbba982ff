// Does a reaction handle every event at least once, in order per key, and park what it gives up?
import { eventFilter, parkedSubject } from '@indoshopster/contracts/subjects'
import { uuidv7 } from '@indoshopster/service/uuid'
import type { EventLog } from '@indoshopster/event-log/event-log'
import type { ReactionOutcome, ReactOptions } from '@indoshopster/event-log/react'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { describe, expect, test } from 'vitest'
import { happened, startTestLog, type TestLog, to, until, workspace } from './log.setup.ts'

interface Handled {
  readonly key: string
  readonly number: number
  readonly attempt: number
}

/** Reacts into memory; `answer` decides what becomes of an attempt. */
function reaction(
  log: EventLog,
  answer: (handled: Handled) => Promise<ReactionOutcome> | ReactionOutcome = () => 'done',
  options: Partial<ReactOptions> = {},
) {
  const handled: Handled[] = []
  const stopping = new AbortController()
  const ended = log.react({
    durable: 'tests',
    subjects: [eventFilter({ owner: 'test' })],
    orderKey: (event) => event.subject,
    handle: async (event, attempt) => {
      const one = { key: event.subject, number: (event.data as { number: number }).number, attempt }
      handled.push(one)
      return await answer(one)
    },
    begin: 'all',
    signal: stopping.signal,
    ...options,
  })
  const numbers = (key?: string) => handled.filter((one) => !key || one.key === key).map((one) => one.number)
  const stop = async () => {
    stopping.abort()
    await ended
  }
  return { handled, numbers, stop }
}

const keys = Array.from({ length: 4 }, () => uuidv7())
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Appends 1…count to each key, interleaved. */
async function fill(test_: TestLog, count: number): Promise<void> {
  for (const number of upTo(count)) {
    for (const entity of keys) {
      await test_.log.append(workspace, { ...to, entity }, happened(number), { patienceMs: Infinity })
    }
  }
}

describe('react', () => {
  test('ends when it is stopped before its consumer is there', async () => {
    await using test_ = await startTestLog()
    await reaction(test_.log).stop()
  })

  test('handles events of one key in order, and other keys meanwhile', async () => {
    await using test_ = await startTestLog()
    await fill(test_, 10)
    const slow = keys[0] ?? ''
    const { numbers, handled, stop } = reaction(test_.log, async ({ key }) => {
      await sleep(key === slow ? 20 : Math.random() * 3)
      return 'done' as const
    })
    await until(() => handled.length === 40)
    for (const key of keys) expect(numbers(key)).toEqual(upTo(10))
    const lastOfOthers = handled.findLastIndex((one) => one.key !== slow)
    expect(handled.slice(lastOfOthers).length).toBeGreaterThan(3)
    await stop()
  })

  test('tries again what failed, before anything later of its key', async () => {
    await using test_ = await startTestLog()
    await fill(test_, 3)
    const shaky = keys[1] ?? ''
    const { handled, numbers, stop } = reaction(test_.log, ({ key, number, attempt }) => {
      if (key !== shaky || number !== 2) return 'done'
      if (attempt === 1) return { retryInMs: 10 }
      if (attempt === 2) throw new Error('hiccup')
      return 'done'
    })
    await until(() => handled.length === 14)
    expect(numbers(shaky)).toEqual([1, 2, 2, 2, 3])
    expect(handled.filter((one) => one.key === shaky && one.number === 2).map((one) => one.attempt)).toEqual([
      1, 2, 3,
    ])
    await stop()
  })

  test('parks with a reason what it gives up, and goes on behind it', async () => {
    await using test_ = await startTestLog()
    await fill(test_, 3)
    const { handled, stop } = reaction(
      test_.log,
      ({ key, number }) => {
        if (number !== 2) return 'done'
        return key === keys[0] ? { park: 'the recipient is unknown' } : { retryInMs: 1 }
      },
      { maxAttempts: 3 },
    )
    await until(() => handled.filter((one) => one.number === 3).length === 4)
    const manager = await jetstreamManager(test_.nats)
    await until(async () => (await manager.streams.info('PARKED')).state.messages === 4)
    const reasons: unknown[] = []
    for (const seq of upTo(4)) {
      const message = await manager.streams.getMessage('PARKED', { seq })
      expect(message?.subject).toBe(parkedSubject(workspace, 'tests'))
      reasons.push(message?.json<{ reason: string }>().reason)
    }
    expect(reasons.sort()).toEqual([
      ...Array<string>(3).fill('attempts exhausted'),
      'the recipient is unknown',
    ])
    await stop()
  })

  test('parks what is no event', async () => {
    await using test_ = await startTestLog()
    await jetstream(test_.nats).publish(`evt.${workspace}.test.thing.${keys[0] ?? ''}`, 'garbage')
    await fill(test_, 1)
    const { handled, stop } = reaction(test_.log)
    await until(() => handled.length === 4)
    const manager = await jetstreamManager(test_.nats)
    expect((await manager.streams.getMessage('PARKED', { seq: 1 }))?.json()).toMatchObject({
      reason: 'unreadable',
    })
    await stop()
  })

  test('never reacts to the past when it begins new', async () => {
    await using test_ = await startTestLog()
    await fill(test_, 2)
    const { handled, stop } = reaction(test_.log, () => 'done', { begin: 'new' })
    const manager = await jetstreamManager(test_.nats)
    await until(() =>
      manager.consumers.info('EVENTS', 'tests').then(
        () => true,
        () => false,
      ),
    )
    await test_.log.append(workspace, to, happened(99))
    await until(() => handled.length > 0)
    expect(handled).toMatchObject([{ number: 99 }])
    await stop()
  })

  test('goes on where it stopped, unfinished events first and in order', async () => {
    await using test_ = await startTestLog()
    const stuck = keys[2] ?? ''
    await fill(test_, 5)
    const first = reaction(
      test_.log,
      ({ key, number }) => (key === stuck && number === 2 ? { retryInMs: 5 } : 'done'),
      {
        maxAttempts: Infinity,
      },
    )
    await until(() => first.numbers(stuck).filter((number) => number === 2).length > 3)
    await first.stop()
    await fill(test_, 1)
    const second = reaction(test_.log)
    await until(() => second.numbers(stuck).length === 5)
    expect(second.numbers(stuck)).toEqual([2, 3, 4, 5, 1])
    await second.stop()
  })

  test.each([
    ['after its place was written down', ['delete', 'add']],
    ['after it was deleted', ['add']],
    ['after it was made anew', []],
  ])('keeps its place when killed while being made anew, %s', async (_, undone) => {
    await using test_ = await startTestLog()
    await fill(test_, 2)
    const first = reaction(test_.log, ({ number }) => (number === 2 ? { retryInMs: 5 } : 'done'), {
      maxAttempts: Infinity,
    })
    await until(() => first.numbers().filter((number) => number === 2).length > 8)
    await first.stop()
    const manager = await jetstreamManager(test_.nats)
    const { config, ack_floor } = await manager.consumers.info('EVENTS', 'tests')
    const from = ack_floor.stream_seq + 1
    const anew = { ...config, deliver_policy: 'by_start_sequence' as const, opt_start_seq: from }
    await manager.consumers.add('EVENTS', { ...anew, durable_name: 'tests__place', name: 'tests__place' })
    if (!undone.includes('delete')) await manager.consumers.delete('EVENTS', 'tests')
    if (!undone.includes('add')) await manager.consumers.add('EVENTS', anew)
    const second = reaction(test_.log, () => 'done', { begin: 'new' })
    await until(() => second.handled.length >= 4)
    await sleep(100)
    expect(second.numbers()).toEqual([2, 2, 2, 2])
    await expect(manager.consumers.info('EVENTS', 'tests__place')).rejects.toThrow()
    await second.stop()
  })

  test('loses nothing and keeps the order when the server is killed', async () => {
    await using test_ = await startTestLog()
    const { handled, numbers, stop } = reaction(test_.log, async () => {
      await sleep(Math.random() * 2)
      return 'done' as const
    })
    const writing = fill(test_, 150)
    await sleep(100)
    process.kill(test_.servers.server.pid, 'SIGKILL')
    await test_.servers.server.startAgain()
    await writing
    await until(() => new Set(handled.map((one) => `${one.key} ${one.number}`)).size === 600, 15_000)
    // At least once: a number may come again, but never before all smaller ones of its key came.
    for (const key of keys) {
      const firsts = [...new Set(numbers(key))]
      expect(firsts).toEqual(upTo(150))
    }
    await stop()
  })

  test('begins again at the first unfinished event when the connection broke, for others may be lost on the way', async () => {
    await using test_ = await startTestLog()
    await fill(test_, 2)
    const { handled, stop } = reaction(
      test_.log,
      ({ number }) => (number === 2 ? { retryInMs: 20 } : 'done'),
      {
        maxAttempts: Infinity,
      },
    )
    const rounds = () => handled.filter((one) => one.number === 2 && one.attempt === 1).length
    await until(() => handled.some((one) => one.attempt === 5))
    expect(rounds()).toBe(4)
    process.kill(test_.servers.server.pid, 'SIGKILL')
    await test_.servers.server.startAgain()
    await until(() => rounds() >= 8)
    await stop()
  })

  test('takes over new subjects of a newer release', async () => {
    await using test_ = await startTestLog()
    const first = reaction(test_.log)
    await fill(test_, 1)
    await until(() => first.handled.length === 4)
    await first.stop()
    const subjects = [eventFilter({ owner: 'test' }), eventFilter({ owner: 'other' })]
    const second = reaction(test_.log, () => 'done', { subjects })
    await test_.log.append(workspace, { ...to, owner: 'other' }, happened(7))
    await until(() => second.numbers().includes(7))
    expect(second.numbers()).toEqual([7])
    await second.stop()
  })
})

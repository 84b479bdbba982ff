// Does a reaction handle every event at least once, in order per key, and park what it gives up?
import { parkedSubject } from '@indoshopster/contracts/subjects'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { describe, expect, test } from 'vitest'
import { happened, startTestLog, to, until, workspace } from './log.setup.ts'
import { fill, keys, reaction, sleep, upTo } from './reaction.setup.ts'

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

  test('handles once what waits long behind a slow event of its key', async () => {
    await using test_ = await startTestLog()
    await fill(test_, 2)
    const slow = keys[0] ?? ''
    const { numbers, handled, stop } = reaction(test_.log, async ({ key, number }) => {
      // Longer than the server waits for an acknowledgement.
      if (key === slow && number === 1) await sleep(10_500)
      return 'done' as const
    })
    await until(() => handled.length >= 8, 20_000)
    await sleep(300)
    expect(numbers(slow)).toEqual([1, 2])
    await stop()
  }, 30_000)

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
})

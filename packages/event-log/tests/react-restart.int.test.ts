// Does a reaction go on where it was, in order, after a restart, a kill and a broken connection?
import { eventFilter } from '@indoshopster/contracts/subjects'
import { jetstreamManager } from '@nats-io/jetstream'
import { describe, expect, test } from 'vitest'
import { happened, startTestLog, to, until, workspace } from './log.setup.ts'
import { fill, keys, reaction, sleep, upTo } from './reaction.setup.ts'

describe('react', () => {
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

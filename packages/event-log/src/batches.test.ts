// Is every event handed on once and in order, in batches, one batch at a time, and is no more gathered than promised?
import { describe, expect, test } from 'vitest'
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import { createBatches } from './batches.ts'

// Only its place is of interest here.
const event = (sequence: number) => ({ sequence }) as RecordedEvent
const one = (sequence: number, due = false) => ({
  events: [event(sequence)],
  messages: 1,
  lastSequence: sequence,
  due,
})

/** A handler that is as slow as its test wants. */
function slowHandler() {
  const handled: { sequences: number[]; last: number }[] = []
  const open: PromiseWithResolvers<void>[] = []
  return {
    handled,
    handle: (events: readonly RecordedEvent[], last: number) => {
      handled.push({ sequences: events.map(({ sequence }) => sequence), last })
      const done = Promise.withResolvers<void>()
      open.push(done)
      return done.promise
    },
    finish: () => open.shift()?.resolve(),
    fail: (error: Error) => open.shift()?.reject(error),
  }
}
const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('batches', () => {
  test('gathers until a batch is full', async () => {
    const { handled, handle } = slowHandler()
    const batches = createBatches(3, handle)
    await batches.add(one(1))
    await batches.add(one(2))
    expect(handled).toEqual([])
    await batches.add(one(3))
    expect(handled).toEqual([{ sequences: [1, 2, 3], last: 3 }])
  })

  test('hands on what is due though the batch is not full', async () => {
    const { handled, handle, finish } = slowHandler()
    const batches = createBatches(3, handle)
    await batches.add(one(1, true))
    expect(handled).toEqual([{ sequences: [1], last: 1 }])
    finish()
    await batches.settled()
  })

  test('gathers the next batch while one is handled, and hands it on when that is done', async () => {
    const { handled, handle, finish } = slowHandler()
    const batches = createBatches(2, handle)
    for (const sequence of [1, 2, 3]) await batches.add(one(sequence))
    const full = batches.add(one(4))
    await turn()
    expect(handled).toHaveLength(1)
    finish()
    await full
    expect(handled).toEqual([
      { sequences: [1, 2], last: 2 },
      { sequences: [3, 4], last: 4 },
    ])
  })

  test('makes who adds wait while one batch is handled and another is full', async () => {
    const { handle, finish } = slowHandler()
    const batches = createBatches(1, handle)
    await batches.add(one(1))
    let added = false
    const adding = batches.add(one(2)).then(() => (added = true))
    await turn()
    expect(added).toBe(false)
    finish()
    await adding
  })

  test('hands on what became due while another batch was handled', async () => {
    const { handled, handle, finish } = slowHandler()
    const batches = createBatches(2, handle)
    for (const sequence of [1, 2]) await batches.add(one(sequence))
    await batches.add(one(3, true))
    const settled = batches.settled()
    finish()
    await turn()
    expect(handled.at(-1)).toEqual({ sequences: [3], last: 3 })
    finish()
    await settled
  })

  test('a batch without events still moves on, for the log did', async () => {
    const { handled, handle } = slowHandler()
    await createBatches(2, handle).add({ events: [], messages: 5, lastSequence: 5, due: false })
    expect(handled).toEqual([{ sequences: [], last: 5 }])
  })

  test('hands nothing on behind a batch that failed, and says so', async () => {
    const { handled, handle, fail } = slowHandler()
    const batches = createBatches(1, handle)
    await batches.add(one(1))
    const waiting = batches.add(one(2))
    fail(new Error('the database is away'))
    await expect(waiting).rejects.toThrow('away')
    await expect(batches.settled()).rejects.toThrow('away')
    await expect(batches.add(one(3))).rejects.toThrow('away')
    expect(handled).toHaveLength(1)
  })
})

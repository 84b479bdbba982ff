// Proves that touched conversations are read together, in order, and are not forgotten when a call fails.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { gatherTouchedRows } from './touched-rows.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('touched rows', () => {
  it('are read in one call, as new as the newest touch', async () => {
    const read = vi.fn<(ids: string[], minSeq: number) => Promise<void>>(() => Promise.resolve())
    const rows = gatherTouchedRows(read)
    rows.touch('a', 5)
    rows.touch('b', 9)
    rows.touch('a', 7)
    await vi.advanceTimersByTimeAsync(40)
    expect(read.mock.calls).toEqual([[['a', 'b'], 9]])
  })

  it('wait for the call under way', async () => {
    let answer = () => {}
    const read = vi.fn<(ids: string[], minSeq: number) => Promise<void>>(
      () => new Promise((resolve) => (answer = resolve)),
    )
    const rows = gatherTouchedRows(read)
    rows.touch('a', 1)
    await vi.advanceTimersByTimeAsync(40)
    rows.touch('b', 2)
    await vi.advanceTimersByTimeAsync(200)
    expect(read).toHaveBeenCalledTimes(1)
    answer()
    await vi.advanceTimersByTimeAsync(40)
    expect(read).toHaveBeenLastCalledWith(['b'], 2)
  })

  it('are read again after a failure', async () => {
    const read = vi.fn<(ids: string[], minSeq: number) => Promise<void>>(() => Promise.resolve())
    read.mockRejectedValueOnce(new Error('away'))
    const rows = gatherTouchedRows(read)
    rows.touch('a', 3)
    await vi.advanceTimersByTimeAsync(1_100)
    expect(read.mock.calls).toEqual([
      [['a'], 3],
      [['a'], 3],
    ])
  })

  it('come in calls of at most a hundred', async () => {
    const sizes: number[] = []
    const rows = gatherTouchedRows((ids) => {
      sizes.push(ids.length)
      return Promise.resolve()
    })
    for (let id = 0; id < 230; id++) rows.touch(String(id), id)
    await vi.advanceTimersByTimeAsync(200)
    expect(sizes).toEqual([100, 100, 30])
  })
})

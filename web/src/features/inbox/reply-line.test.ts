// Proves that replies keep their order and outlast a server that is away.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ProblemError, unreachable } from '../../api/problem.ts'
import { replyLine, untilAnswered, wakeReplies } from './reply-line.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const refused = new ProblemError({ type: '', title: '', status: 422, code: 'text_invalid' })
const away = () => new ProblemError(unreachable())
const running = () => new AbortController().signal

/** An attempt that fails as the list says, then succeeds; `calls` counts. */
function attempts(...failures: Error[]) {
  const seen = { calls: 0, waits: 0 }
  const attempt = () => {
    seen.calls++
    const failure = failures.shift()
    return failure ? Promise.reject(failure) : Promise.resolve('done')
  }
  return { seen, attempt, waits: () => void seen.waits++ }
}

describe('reply line', () => {
  it('begins a reply only after the one before has ended, also when that failed', async () => {
    const inLine = replyLine()
    const slow = Promise.withResolvers<string>()
    const began: string[] = []
    void inLine('c', () => (began.push('one'), slow.promise))
    const second = inLine('c', () => Promise.resolve(began.push('two')))
    await vi.advanceTimersByTimeAsync(5_000)
    expect(began).toEqual(['one'])
    slow.reject(refused)
    await second
    expect(began).toEqual(['one', 'two'])
  })

  it('does not let one conversation wait for another', async () => {
    const inLine = replyLine()
    void inLine('a', () => new Promise(() => {}))
    const began: string[] = []
    await inLine('b', () => Promise.resolve(began.push('b')))
    expect(began).toEqual(['b'])
  })
})

describe('an attempt', () => {
  it('is made again while the server is away, and tells that it waits', async () => {
    const { seen, attempt, waits } = attempts(away(), away())
    const done = untilAnswered(attempt, waits, running())
    await vi.advanceTimersByTimeAsync(3_000)
    expect(await done).toBe('done')
    expect(seen).toEqual({ calls: 3, waits: 2 })
  })

  it('goes on for hours: nobody has to press a button', async () => {
    const { seen, attempt, waits } = attempts(...Array.from({ length: 200 }, away))
    const done = untilAnswered(attempt, waits, running())
    await vi.advanceTimersByTimeAsync(2 * 3_600_000)
    expect(await done).toBe('done')
    expect(seen.calls).toBe(201)
  })

  it('is made at once when the connection is back', async () => {
    const { seen, attempt, waits } = attempts(...Array.from({ length: 6 }, away))
    void untilAnswered(attempt, waits, running())
    await vi.advanceTimersByTimeAsync(30_000)
    const before = seen.calls
    wakeReplies()
    await vi.advanceTimersByTimeAsync(0)
    expect(seen.calls).toBe(before + 1)
  })

  it('is not repeated when it is refused', async () => {
    const { seen, attempt, waits } = attempts(refused)
    await expect(untilAnswered(attempt, waits, running())).rejects.toBe(refused)
    expect(seen).toEqual({ calls: 1, waits: 0 })
  })

  it('ends when it is given up', async () => {
    const stop = new AbortController()
    const { seen, attempt, waits } = attempts(...Array.from({ length: 9 }, away))
    const given = untilAnswered(attempt, waits, stop.signal).catch(() => 'stopped')
    await vi.advanceTimersByTimeAsync(0)
    stop.abort()
    expect(await given).toBe('stopped')
    expect(seen.calls).toBe(1)
  })
})

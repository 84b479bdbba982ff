// Proves that replies keep their order and survive a server that is away for a moment.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ProblemError, unreachable } from '../../api/problem.ts'
import { outgoing } from './inbox.examples.ts'
import { replyLine } from './reply-line.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const accepted = { message: outgoing(), sequence: 1 }
const refused = new ProblemError({ type: '', title: '', status: 422, code: 'text_invalid' })

/** A gateway that notes keys and answers as the list says, then accepts. */
function gateway(...answers: (Error | Promise<typeof accepted>)[]) {
  const keys: string[] = []
  const line = replyLine(async (_id, _text, key) => {
    keys.push(key)
    const answer = answers.shift() ?? accepted
    if (answer instanceof Error) throw answer
    return answer
  })
  return { keys, line }
}

describe('reply line', () => {
  it('sends a reply only after the one before was answered', async () => {
    const slow = Promise.withResolvers<typeof accepted>()
    const { keys, line } = gateway(slow.promise)
    const both = Promise.all([line('c', 'one', 'k1'), line('c', 'two', 'k2')])
    await vi.advanceTimersByTimeAsync(5_000)
    expect(keys).toEqual(['k1'])
    slow.resolve(accepted)
    await both
    expect(keys).toEqual(['k1', 'k2'])
  })

  it('does not let one conversation wait for another', async () => {
    const { keys, line } = gateway(new Promise(() => {}))
    void line('a', 'one', 'k1')
    await line('b', 'two', 'k2')
    expect(keys).toEqual(['k1', 'k2'])
  })

  it('tries again with the same key while the server is away, and keeps the order', async () => {
    const { keys, line } = gateway(new ProblemError(unreachable()), new ProblemError(unreachable()))
    const both = Promise.all([line('c', 'one', 'k1'), line('c', 'two', 'k2')])
    await vi.advanceTimersByTimeAsync(3_000)
    await both
    expect(keys).toEqual(['k1', 'k1', 'k1', 'k2'])
  })

  it('gives up at once when the reply itself is refused, and lets the next one go', async () => {
    const { keys, line } = gateway(refused)
    const first = line('c', 'one', 'k1')
    const second = line('c', 'two', 'k2')
    await expect(first).rejects.toBe(refused)
    await second
    expect(keys).toEqual(['k1', 'k2'])
  })

  it('gives up after five attempts', async () => {
    const away = Array.from({ length: 9 }, () => new ProblemError(unreachable()))
    const { keys, line } = gateway(...away)
    const given = line('c', 'one', 'k1').catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await given).toBeInstanceOf(ProblemError)
    expect(keys).toHaveLength(5)
  })
})

// Owns the rules of waiting after failed sign-ins.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Attempts, attempt, waitMs } from './attempts.model.ts'

const day = 24 * 3_600_000
const never: Attempts = { failures: 0, lastAt: 0 }

/** Tries as often as the rules allow; answers when. */
function tries(count: number, from = 0): number[] {
  const at: number[] = []
  let [now, state] = [from, { ...never, lastAt: from }]
  while (at.length < count) {
    const judged = attempt(state, now)
    if ('next' in judged) {
      at.push(now)
      state = judged.next
    } else now += judged.retryInMs
  }
  return at
}

describe('failed sign-ins', () => {
  test('five tries cost nothing, then the wait doubles from 2 s to 15 min', () => {
    const at = tries(16)
    const waits = at.slice(1).map((time, i) => (time - (at[i] ?? 0)) / 1000)
    expect(waits).toEqual([0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900])
  })

  test('a day of the fastest guessing allows about a hundred tries', () => {
    expect(tries(200).filter((time) => time < day).length).toBeLessThan(110)
  })

  test('a try that comes too early does not count and does not lengthen the wait', () => {
    const state = { failures: 7, lastAt: 1000 }
    expect(attempt(state, 1001)).toEqual({ retryInMs: waitMs(7) - 1 })
    expect(attempt(state, 1000 + waitMs(7))).toEqual({ next: { failures: 8, lastAt: 1000 + waitMs(7) } })
  })

  test('tries at once that are judged in another order than they came do not make each other wait', () => {
    expect(attempt({ failures: 1, lastAt: 1001 }, 1000)).toEqual({ next: { failures: 2, lastAt: 1001 } })
  })

  test('after a day without a failure all is forgotten', () => {
    expect(attempt({ failures: 50, lastAt: 0 }, day + 1)).toEqual({ next: { failures: 1, lastAt: day + 1 } })
  })

  test('the wait never shrinks as failures grow, and never exceeds 15 minutes', () => {
    fc.assert(
      fc.property(fc.nat(10_000), (failures) => {
        expect(waitMs(failures + 1)).toBeGreaterThanOrEqual(waitMs(failures))
        expect(waitMs(failures)).toBeLessThanOrEqual(900_000)
      }),
    )
  })
})

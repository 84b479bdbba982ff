// Do processes share the numbers evenly, and come to rest?
import { expect, test } from 'vitest'
import { courtesyMs, shareOf, surplusOf } from './share.model.ts'

test('a share › is even, rounded up, and all of it for one alone', () => {
  expect(shareOf({ wanted: 10, holders: 1 })).toBe(10)
  expect(shareOf({ wanted: 10, holders: 3 })).toBe(4)
  expect(shareOf({ wanted: 0, holders: 2 })).toBe(0)
})

test('a surplus › moves in steps that come to rest, never past an even spread', () => {
  const spread = { wanted: 41, holders: 2 }
  let [first, second] = [41, 0]
  for (let step = 0; step < 20; step++) {
    const moved = surplusOf(first, spread)
    expect(moved).toBeLessThanOrEqual(5)
    first -= moved
    second += moved
    expect(surplusOf(second, spread)).toBe(0)
  }
  expect([first, second]).toEqual([21, 20])
})

test('a free number › is taken at once by who has room, and a little later by anybody', () => {
  expect(courtesyMs(3, { wanted: 10, holders: 2 })).toBe(0)
  expect(courtesyMs(5, { wanted: 10, holders: 2 })).toBeGreaterThan(0)
  expect(courtesyMs(9, { wanted: 9, holders: 1 })).toBe(0)
})

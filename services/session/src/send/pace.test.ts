// Does a number write no faster than its limits, and no slower?
import { expect, test } from 'vitest'
import { type Bucket, bucketOf, type Limit, paceOf, taken, unlimited, waitOf } from './pace.model.ts'

const limit: Limit = { burst: 3, everyMs: 1000 }

/** When each of `count` sends goes out that are all asked for at 0. */
function times(given: Limit, count: number, from: Bucket = bucketOf(given, 0)): number[] {
  let now = 0
  let bucket = from
  return Array.from({ length: count }, () => {
    now += waitOf(given, bucket, now)
    bucket = taken(given, bucket, now)
    return now
  })
}

test('a pace › lets a burst through at once, then one per interval', () => {
  expect(times(limit, 6)).toEqual([0, 0, 0, 1000, 2000, 3000])
})

test('a pace › never gives more than burst and rate allow, whenever it is asked', () => {
  let bucket = bucketOf(limit, 0)
  let count = 0
  for (let now = 0; now <= 60_000; now += 137) {
    if (waitOf(limit, bucket, now) > 0) continue
    bucket = taken(limit, bucket, now)
    count++
  }
  expect(count).toBeGreaterThanOrEqual(60)
  expect(count).toBeLessThanOrEqual(63)
})

test('a pace › rests to a full burst and not beyond', () => {
  const empty = { tokens: 0, at: 0 }
  expect(times(limit, 4, empty)).toEqual([1000, 2000, 3000, 4000])
  expect(waitOf(limit, taken(limit, taken(limit, taken(limit, empty, 1e9), 1e9), 1e9), 1e9)).toBe(1000)
})

test('a pace › remembers what was used before a restart', () => {
  expect(times(limit, 2, bucketOf(limit, 0, 2))).toEqual([0, 1000])
  expect(times(limit, 1, bucketOf(limit, 0, 9))).toEqual([1000])
})

test('a clock that goes back › costs no more than one interval', () => {
  const bucket = taken(limit, { tokens: 1, at: 50_000 }, 50_000)
  expect(waitOf(limit, bucket, 10_000)).toBe(1000)
})

test('the configured pace › 0 does not limit', () => {
  expect(paceOf(0, 0, 0)).toEqual(unlimited)
  expect(paceOf(30, 1, 20)).toEqual({
    session: { burst: 10, everyMs: 2000 },
    contact: { burst: 5, everyMs: 1000 },
    newChats: { burst: 10, everyMs: 180_000 },
  })
})

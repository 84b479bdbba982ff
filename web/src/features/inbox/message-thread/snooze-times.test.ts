// Proves which moments are offered for snoozing.
import { describe, expect, it } from 'vitest'
import { localInput, snoozeTimes } from './snooze-times.ts'

const offered = (...now: [number, number, number, number]) =>
  snoozeTimes(new Date(...now)).map(({ key, until }) => `${key} ${localInput(until)}`)

describe('snooze times', () => {
  it('are in an hour, this evening, tomorrow and next Monday', () => {
    expect(offered(2026, 10, 25, 10)).toEqual([
      'hour 2026-11-25T11:00',
      'evening 2026-11-25T18:00',
      'tomorrow 2026-11-26T08:00',
      'monday 2026-11-30T08:00',
    ])
  })

  it('never lie in the past, and on a Monday mean the next one', () => {
    expect(offered(2026, 10, 30, 20)).toEqual([
      'hour 2026-11-30T21:00',
      'tomorrow 2026-12-01T08:00',
      'monday 2026-12-07T08:00',
    ])
  })
})

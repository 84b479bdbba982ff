// Proves when days, weeks and months begin and end in Indonesia's zones.
import { describe, expect, it } from 'vitest'
import { dayNumber, endsOfRange, quickRange, rangeOfEnds } from './time-ranges.ts'
import { zoneOfOffset } from '../../i18n/zone.ts'

/** Monday 23 November 2026, 06.30 in Jakarta and 08.30 in Jayapura; still Sunday in London. */
const now = new Date('2026-11-22T23:30:00.000Z')

describe('quick range', () => {
  it.each([
    ['today', '2026-11-22T17:00:00.000Z', undefined],
    ['yesterday', '2026-11-21T17:00:00.000Z', '2026-11-22T17:00:00.000Z'],
    ['last7', '2026-11-16T17:00:00.000Z', undefined],
    ['lastWeek', '2026-11-15T17:00:00.000Z', '2026-11-22T17:00:00.000Z'],
    ['last30', '2026-10-24T17:00:00.000Z', undefined],
    ['lastMonth', '2026-09-30T17:00:00.000Z', '2026-10-31T17:00:00.000Z'],
  ] as const)('%s begins and ends at midnight of the zone', (range, from, to) => {
    expect(quickRange(range, 'WIB', now)).toEqual(to ? { from, to } : { from })
  })

  it('begins two hours earlier in Jayapura', () => {
    expect(quickRange('today', 'WIT', now).from).toBe('2026-11-22T15:00:00.000Z')
  })

  it('of January looks back into last year', () => {
    const range = quickRange('lastMonth', 'WIB', new Date('2026-01-10T05:00:00.000Z'))
    expect(range).toEqual({ from: '2025-11-30T17:00:00.000Z', to: '2025-12-31T17:00:00.000Z' })
  })
})

describe('the day', () => {
  it('begins at midnight of the zone', () => {
    const before = new Date('2026-11-22T16:59:59.000Z')
    const after = new Date('2026-11-22T17:00:00.000Z')
    expect(dayNumber('WIB', after) - dayNumber('WIB', before)).toBe(1)
    expect(dayNumber('WIT', after) - dayNumber('WIT', before)).toBe(0)
  })
})

/** `2026-11-03` or `2026-11-03 09:30`, as the inputs have them. */
function ends(first: string, last: string) {
  const [firstDay = '', firstTime = ''] = first.split(' ')
  const [lastDay = '', lastTime = ''] = last.split(' ')
  return { firstDay, firstTime, lastDay, lastTime }
}

describe('days and hours of one’s own', () => {
  it('include the whole last day when no hour is given', () => {
    const range = rangeOfEnds(ends('2026-11-03', '2026-11-05'), 'WIB')
    expect(range).toEqual({ from: '2026-11-02T17:00:00.000Z', to: '2026-11-05T17:00:00.000Z' })
    expect(endsOfRange(range, 'WIB')).toEqual(ends('2026-11-03', '2026-11-05'))
  })

  it.each([
    ['WIB', '2026-11-03T02:30:00.000Z', '2026-11-05T10:00:00.000Z'],
    ['WITA', '2026-11-03T01:30:00.000Z', '2026-11-05T09:00:00.000Z'],
    ['WIT', '2026-11-03T00:30:00.000Z', '2026-11-05T08:00:00.000Z'],
  ] as const)('are hours of the chosen zone: %s', (zone, from, to) => {
    const asked = ends('2026-11-03 09:30', '2026-11-05 17:00')
    expect(rangeOfEnds(asked, zone)).toEqual({ from, to })
    expect(endsOfRange({ from, to }, zone)).toEqual(asked)
  })

  it('may have an hour at one end, and only one end', () => {
    expect(rangeOfEnds(ends('2026-11-03 09:30', ''), 'WIB')).toEqual({ from: '2026-11-03T02:30:00.000Z' })
    expect(rangeOfEnds(ends('', '2026-11-05'), 'WIB')).toEqual({ to: '2026-11-05T17:00:00.000Z' })
    expect(rangeOfEnds(ends(' 09:30', ''), 'WIB')).toEqual({})
  })

  it('change places when they stand the wrong way round', () => {
    const right = rangeOfEnds(ends('2026-11-03 09:30', '2026-11-03 17:00'), 'WIB')
    expect(rangeOfEnds(ends('2026-11-03 17:00', '2026-11-03 09:30'), 'WIB')).toEqual(right)
    expect(rangeOfEnds(ends('2026-11-05', '2026-11-03'), 'WIB')).toEqual(
      rangeOfEnds(ends('2026-11-03', '2026-11-05'), 'WIB'),
    )
  })

  it('are never empty: the gateway refuses a time that ends before it begins', () => {
    expect(rangeOfEnds(ends('2026-11-03 09:30', '2026-11-03 09:30'), 'WIB')).toEqual({
      from: '2026-11-03T02:30:00.000Z',
      to: '2026-11-03T02:31:00.000Z',
    })
  })
})

describe('zone of a browser', () => {
  it.each([
    [-420, 'WIB'],
    [-480, 'WITA'],
    [-540, 'WIT'],
    [0, 'WIB'],
  ] as const)('with %d minutes to UTC is %s', (offset, zone) => expect(zoneOfOffset(offset)).toBe(zone))
})

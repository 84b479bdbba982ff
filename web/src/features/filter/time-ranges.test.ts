// Proves when days, weeks and months begin and end in Indonesia's zones.
import { beforeAll, describe, expect, it } from 'vitest'
import { chooseLocale } from '../../i18n/text.ts'
import { daysOfRange, quickRange, quickRangeOf, rangeOfDays, rangeWords } from './time-ranges.ts'
import { zoneOfOffset } from '../../i18n/zone.ts'

beforeAll(() => chooseLocale('id'))
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

  it('is recognised again, in its own zone only', () => {
    const range = quickRange('lastWeek', 'WITA', now)
    expect([quickRangeOf(range, 'WITA', now), quickRangeOf(range, 'WIB', now)]).toEqual(['lastWeek', null])
  })

  it('of January looks back into last year', () => {
    const range = quickRange('lastMonth', 'WIB', new Date('2026-01-10T05:00:00.000Z'))
    expect(range).toEqual({ from: '2025-11-30T17:00:00.000Z', to: '2025-12-31T17:00:00.000Z' })
  })
})

describe('days of one’s own', () => {
  it('include the last day', () => {
    const range = rangeOfDays('2026-11-03', '2026-11-05', 'WIB')
    expect(range).toEqual({ from: '2026-11-02T17:00:00.000Z', to: '2026-11-05T17:00:00.000Z' })
    expect(daysOfRange(range, 'WIB')).toEqual({ first: '2026-11-03', last: '2026-11-05' })
  })

  it('are said with their zone', () => {
    expect(rangeWords(rangeOfDays('2026-11-03', '2026-11-05', 'WITA'), 'WITA', now)).toBe(
      '03/11/2026 – 05/11/2026 (WITA)',
    )
    expect(rangeWords(rangeOfDays('2026-11-03', '', 'WIB'), 'WIB', now)).toBe('Sejak 03/11/2026 (WIB)')
    expect(rangeWords(quickRange('today', 'WIB', now), 'WIB', now)).toBe('Hari ini')
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

// Proves how the time of a filter is said.
import { beforeAll, describe, expect, it } from 'vitest'
import { chooseLocale } from '../../i18n/text.ts'
import { rangeWords } from './range-words.ts'

beforeAll(() => chooseLocale('id'))

/** A Monday. */
const now = new Date('2026-11-23T03:00:00.000Z')
/** A local time of WITA as an ISO time. */
const at = (local: string) => new Date(`${local.replace(' ', 'T')}+08:00`).toISOString()

describe('time of a filter', () => {
  it.each([
    ['2026-11-03 00:00', '2026-11-06 00:00', '03/11/2026 – 05/11/2026 (WITA)'],
    ['2026-11-03 00:00', '2026-11-04 00:00', '03/11/2026 (WITA)'],
    ['2026-11-03 00:00', '', 'Sejak 03/11/2026 (WITA)'],
    ['2026-11-03 09:30', '', 'Sejak 03/11/2026 09.30 (WITA)'],
    ['', '2026-11-03 17:00', 'Sampai 03/11/2026 17.00 (WITA)'],
    ['2026-11-03 09:30', '2026-11-03 17:00', '03/11/2026 09.30 – 17.00 (WITA)'],
    ['2026-11-03 09:30', '2026-11-04 00:00', '03/11/2026 09.30 – 03/11/2026 (WITA)'],
    ['2026-11-03 00:00', '2026-11-05 17:00', '03/11/2026 – 05/11/2026 17.00 (WITA)'],
  ])('from “%s” to “%s” is said with its zone: %s', (from, to, words) => {
    const range = { ...(from ? { from: at(from) } : {}), ...(to ? { to: at(to) } : {}) }
    expect(rangeWords(range, 'WITA', now)).toBe(words)
  })

  it('is said by name where it moves with the day; midnight of today is a date, which stays', () => {
    expect(rangeWords({ range: 'today' }, 'WIB', now)).toBe('Hari ini')
    expect(rangeWords({ from: '2026-11-22T17:00:00.000Z' }, 'WIB', now)).toBe('Sejak 23/11/2026 (WIB)')
  })

  it('of a week or a month that is over says which days these were', () => {
    expect(rangeWords({ range: 'lastWeek' }, 'WIB', now)).toBe('Minggu lalu: 16/11/2026 – 22/11/2026 (WIB)')
    expect(rangeWords({ range: 'lastMonth' }, 'WIB', now)).toBe('Bulan lalu: 01/10/2026 – 31/10/2026 (WIB)')
    expect(rangeWords({ range: 'last7' }, 'WIB', now)).toBe('7 hari')
  })
})

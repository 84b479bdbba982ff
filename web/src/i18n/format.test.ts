// Proves how times and phone numbers are written.
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { chooseZone } from './zone.ts'
import { clockTime, dayHeading, daysBetween, listTime, phoneNumber } from './format.ts'
import { chooseLocale } from './text.ts'

beforeAll(() => chooseLocale('id'))

afterEach(() => chooseZone('browser'))

const now = new Date(2026, 10, 23, 9, 30)
const local = (day: number, hour: number) => new Date(2026, 10, day, hour, 5).toISOString()

describe('format', () => {
  it('counts days by the local calendar, not by hours', () => {
    expect(daysBetween(local(22, 23), now)).toBe(1)
    expect(daysBetween(local(23, 0), now)).toBe(0)
  })

  it('says when a conversation moved as shortly as it can', () => {
    expect(listTime(local(23, 7), now)).toBe('07.05')
    expect(listTime(local(22, 7), now)).toBe('Kemarin')
    expect(listTime(local(19, 7), now)).toBe('Kam')
    expect(listTime(local(1, 7), now)).toBe('1/11/26')
  })

  it('heads today, yesterday and other days', () => {
    expect(dayHeading(local(23, 1), now)).toBe('Hari ini')
    expect(dayHeading(local(22, 1), now)).toBe('Kemarin')
    expect(dayHeading(local(2, 1), now)).toBe('Senin, 2 November 2026')
  })

  it('groups Indonesian mobile numbers and leaves others plain', () => {
    expect(phoneNumber('6281234567890')).toBe('+62 812-3456-7890')
    expect(phoneNumber('6299475799378')).toBe('+6299475799378')
    expect(phoneNumber('14155550123')).toBe('+14155550123')
  })

  it('writes times and counts days in the zone that was chosen', () => {
    const late = '2026-11-22T16:30:00.000Z'
    const soonAfter = new Date('2026-11-22T17:30:00.000Z')
    chooseZone('WIB')
    expect([clockTime(late), daysBetween(late, soonAfter)]).toEqual(['23.30', 1])
    chooseZone('WIT')
    expect([clockTime(late), daysBetween(late, soonAfter)]).toEqual(['01.30', 0])
  })
})

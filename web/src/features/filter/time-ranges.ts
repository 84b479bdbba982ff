// Answers: from when to when is "yesterday" or "last week" in one of Indonesia's time zones? Pure, but for words.
import { t } from '../../i18n/text.ts'
import { type Zone, zones } from '../../i18n/zone.ts'

export const quickRanges = ['today', 'yesterday', 'last7', 'lastWeek', 'last30', 'lastMonth'] as const
export type QuickRange = (typeof quickRanges)[number]
/** ISO times; `to` is not included, and left out while the range still goes on. */
export interface Range {
  from?: string
  to?: string
}

const dayMs = 86_400_000
const hourMs = 3_600_000

/** Midnight of a day in a zone, as an ISO time; the day counts from the month's first, and may lie outside it. */
function midnight(year: number, month: number, day: number, zone: Zone): string {
  return new Date(Date.UTC(year, month, day) - zones[zone] * hourMs).toISOString()
}

/** The calendar day in a zone at a moment. */
function dayIn(zone: Zone, now: Date): { year: number; month: number; day: number; weekday: number } {
  const local = new Date(now.getTime() + zones[zone] * hourMs)
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth(),
    day: local.getUTCDate(),
    weekday: (local.getUTCDay() + 6) % 7, // Monday is 0
  }
}

/** Whole days in the zone; weeks begin on Monday. */
export function quickRange(range: QuickRange, zone: Zone, now: Date): Range {
  const { year, month, day, weekday } = dayIn(zone, now)
  const at = (date: number, ofMonth = month) => midnight(year, ofMonth, date, zone)
  switch (range) {
    case 'today':
      return { from: at(day) }
    case 'yesterday':
      return { from: at(day - 1), to: at(day) }
    case 'last7':
      return { from: at(day - 6) }
    case 'lastWeek':
      return { from: at(day - weekday - 7), to: at(day - weekday) }
    case 'last30':
      return { from: at(day - 29) }
    case 'lastMonth':
      return { from: at(1, month - 1), to: at(1) }
  }
}

/** Days as a date input has them (`2026-11-23`, or empty) as a range in a zone; the last day is included. */
export function rangeOfDays(first: string, last: string, zone: Zone): Range {
  const of = (text: string, add: number) => {
    const [year = 0, month = 1, day = 1] = text.split('-').map(Number)
    return midnight(year, month - 1, day + add, zone)
  }
  return { ...(first ? { from: of(first, 0) } : {}), ...(last ? { to: of(last, 1) } : {}) }
}

const dayText = (iso: string, zone: Zone, add = 0) =>
  new Date(Date.parse(iso) + zones[zone] * hourMs + add).toISOString().slice(0, 10)

/** A range as the days of two date inputs; the last one is included. */
export function daysOfRange(range: Range, zone: Zone): { first: string; last: string } {
  return {
    first: range.from ? dayText(range.from, zone) : '',
    last: range.to ? dayText(range.to, zone, -dayMs) : '',
  }
}

/** Which quick range this is now; null: another one. */
export function quickRangeOf(range: Range, zone: Zone, now: Date): QuickRange | null {
  return (
    quickRanges.find((one) => {
      const quick = quickRange(one, zone, now)
      return quick.from === range.from && quick.to === range.to
    }) ?? null
  )
}

/** A range in words: its quick name, else its days, with the zone they are days of. */
export function rangeWords(range: Range, zone: Zone, now: Date): string {
  const quick = quickRangeOf(range, zone, now)
  if (quick) return t(`range.${quick}`)
  const { first, last } = daysOfRange(range, zone)
  const shown = (text: string) => text.split('-').reverse().join('/')
  if (first && last)
    return t(first === last ? 'range.onDay' : 'range.between', {
      first: shown(first),
      last: shown(last),
      zone,
    })
  return first
    ? t('range.since', { first: shown(first), zone })
    : t('range.until', { last: shown(last), zone })
}

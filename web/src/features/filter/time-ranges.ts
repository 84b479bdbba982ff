// Answers: from when to when is "yesterday" or "last week" in one of Indonesia's time zones? Pure.
import type { InboxFilter, QuickRange, SavedFilter } from '@indoshopster/contracts/inbox/filter'
import { type Zone, zones } from '../../i18n/zone.ts'

export const quickRanges = [
  'today',
  'yesterday',
  'last7',
  'lastWeek',
  'last30',
  'lastMonth',
] as const satisfies readonly QuickRange[]
/** ISO times; `to` is not included, and left out while the range still goes on. */
export interface Range {
  from?: string
  to?: string
}

const dayMs = 86_400_000
const hourMs = 3_600_000
const minuteMs = 60_000
const midnightText = '00:00'

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

/** The calendar day in a zone as a number, which grows by one at each midnight. */
export const dayNumber = (zone: Zone, now: Date): number =>
  Math.floor((now.getTime() + zones[zone] * hourMs) / dayMs)

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

/** A filter with the times that its quick range means now. */
export function withTimes({ range, ...rest }: SavedFilter, zone: Zone, now: Date): InboxFilter {
  if (!range) return rest
  const { from: _from, to: _to, ...others } = rest
  return { ...others, ...quickRange(range, zone, now) }
}

/** The ends of a range as inputs have them (`2026-11-23` and `17:30`, or empty). Without its time an end is its whole day. */
export interface Ends {
  firstDay: string
  firstTime: string
  lastDay: string
  lastTime: string
}

/** What the inputs ask for in a zone; ends that stand the wrong way round change places. */
export function rangeOfEnds({ firstDay, firstTime, lastDay, lastTime }: Ends, zone: Zone): Range {
  const at = (day: string, time: string, wholeDay: number): number | null => {
    const moment = Date.parse(`${day}T${time || '00:00'}Z`) - zones[zone] * hourMs + (time ? 0 : wholeDay)
    return Number.isNaN(moment) ? null : moment
  }
  let from = at(firstDay, firstTime, 0)
  let to = at(lastDay, lastTime, dayMs)
  if (from !== null && to !== null && to <= from) {
    from = at(lastDay, lastTime, 0) ?? from
    // Twice the same minute means that minute.
    to = Math.max(at(firstDay, firstTime, dayMs) ?? to, from + minuteMs)
  }
  return {
    ...(from === null ? {} : { from: new Date(from).toISOString() }),
    ...(to === null ? {} : { to: new Date(to).toISOString() }),
  }
}

/** A range as the inputs show it: midnight is no time but where a whole day begins or ends. */
export function endsOfRange({ from, to }: Range, zone: Zone): Ends {
  const local = (iso: string, add = 0) =>
    new Date(Date.parse(iso) + zones[zone] * hourMs + add).toISOString().slice(0, 16).split('T')
  const [firstDay = '', first = ''] = from ? local(from) : []
  const [lastDay = '', last = ''] = to ? local(to) : []
  const [dayBefore = ''] = to ? local(to, -dayMs) : []
  return {
    firstDay,
    firstTime: first === midnightText ? '' : first,
    lastDay: last === midnightText ? dayBefore : lastDay,
    lastTime: last === midnightText ? '' : last,
  }
}

// Answers: how is the time of a filter said in few words?
import type { SavedFilter } from '@indoshopster/contracts/inbox/filter'
import { currentLocale, t } from '../../i18n/text.ts'
import type { Zone } from '../../i18n/zone.ts'
import { endsOfRange, withTimes } from './time-ranges.ts'

type Times = Pick<SavedFilter, 'range' | 'from' | 'to'>

/** The name of a quick range, and which days it means where that takes a calendar; else the ends, with their zone. */
export function rangeWords(filter: Times, zone: Zone, now: Date): string {
  if (!filter.range) return daysWords(filter, zone)
  const name = t(`range.${filter.range}`)
  const past = filter.range === 'lastWeek' || filter.range === 'lastMonth'
  return past ? t('range.named', { name, days: daysWords(withTimes(filter, zone, now), zone) }) : name
}

/** The ends alone, with the zone they are meant in. */
export function daysWords(filter: Omit<Times, 'range'>, zone: Zone): string {
  const { firstDay, firstTime, lastDay, lastTime } = endsOfRange(filter, zone)
  const day = (text: string) => text.split('-').reverse().join('/')
  const clock = (text: string) => (currentLocale() === 'id' ? text.replace(':', '.') : text)
  const first = [day(firstDay), clock(firstTime)].filter(Boolean).join(' ')
  const sameDay = firstDay === lastDay
  const last = [sameDay && lastTime ? '' : day(lastDay), clock(lastTime)].filter(Boolean).join(' ')
  if (first && last)
    return t(sameDay && !firstTime && !lastTime ? 'range.onDay' : 'range.between', { first, last, zone })
  return first ? t('range.since', { first, zone }) : t('range.until', { last, zone })
}

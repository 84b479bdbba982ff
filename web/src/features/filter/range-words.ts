// Answers: how is the time of a filter said in few words?
import type { SavedFilter } from '@indoshopster/contracts/inbox/filter'
import { currentLocale, t } from '../../i18n/text.ts'
import type { Zone } from '../../i18n/zone.ts'
import { endsOfRange } from './time-ranges.ts'

/** The name of a quick range, else the ends, with the zone they are meant in. */
export function rangeWords(filter: Pick<SavedFilter, 'range' | 'from' | 'to'>, zone: Zone): string {
  if (filter.range) return t(`range.${filter.range}`)
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

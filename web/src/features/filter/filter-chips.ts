// Answers: how is each part of a filter said in few words, and what is the filter without it?
import type { SavedFilter } from '@indoshopster/contracts/inbox/filter'
import { t } from '../../i18n/text.ts'
import type { Zone } from '../../i18n/zone.ts'
import { rangeWords } from './range-words.ts'

export interface FilterChip {
  key: string
  text: string
  /** The filter without this part. */
  without: SavedFilter
}
/** Names of what a filter names by id; undefined for what is gone. */
export interface Names {
  label(id: string): string | undefined
  colleague(id: string): string | undefined
  number(id: string): string | undefined
}

const listed = {
  labelsAny: 'chips.labelsAny',
  labelsAll: 'chips.labelsAll',
  labelsNone: 'chips.labelsNone',
  assignees: 'chips.assignees',
  sessions: 'chips.sessions',
} as const

/** The parts of a filter, but its words, which stand in the search box, and its states, which a list always says. */
export function chipsOf(filter: SavedFilter, names: Names, zone: Zone, now: Date): FilterChip[] {
  const gone = t('chips.gone')
  const nameOf = {
    labelsAny: names.label,
    labelsAll: names.label,
    labelsNone: names.label,
    assignees: (id: string) => (id === 'none' ? t('filter.unassigned') : names.colleague(id)),
    sessions: names.number,
  }
  const without = (...keys: (keyof SavedFilter)[]): SavedFilter =>
    Object.fromEntries(Object.entries(filter).filter(([key]) => !keys.some((one) => one === key)))
  const chips: FilterChip[] = []
  for (const [key, words] of Object.entries(listed) as [
    keyof typeof listed,
    (typeof listed)[keyof typeof listed],
  ][]) {
    const ids = filter[key]
    if (!ids) continue
    const text = t(words, { names: ids.map((id) => nameOf[key](id) ?? gone).join(', ') })
    chips.push({ key, text, without: without(key) })
  }
  if (filter.unread) chips.push({ key: 'unread', text: t('views.unread'), without: without('unread') })
  if (filter.needsReply)
    chips.push({ key: 'needsReply', text: t('views.needs-reply'), without: without('needsReply') })
  if (filter.chatKind)
    chips.push({ key: 'chatKind', text: t(`chatKind.${filter.chatKind}`), without: without('chatKind') })
  if (filter.range || filter.from || filter.to)
    chips.push({ key: 'time', text: rangeWords(filter, zone, now), without: without('range', 'from', 'to') })
  return chips
}

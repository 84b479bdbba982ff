// Answers: which conversations does a view show, and in which order?
import type { ConversationOrder, InboxFilter, SavedFilter } from '@indoshopster/contracts/inbox/filter'
import type { SavedView } from '@indoshopster/contracts/inbox/label.views'
import type { Zone } from '../../i18n/zone.ts'
import { compact, filterOf } from './filter-words.ts'
import { withTimes } from './time-ranges.ts'

/** The views every workspace has, in the order of Alt+1 to Alt+7. */
export const builtInViews = [
  'mine',
  'unassigned',
  'open',
  'needs-reply',
  'unread',
  'snoozed',
  'resolved',
] as const
export type BuiltInView = (typeof builtInViews)[number]

/** What the list shows: a filter in an order. `contacts`: everyone known, by name. */
export interface InboxQuery {
  filter: InboxFilter
  order: ConversationOrder
  contacts?: boolean
}

export const isBuiltIn = (view: string): view is BuiltInView => builtInViews.some((one) => one === view)
/** The id of a saved view out of the address; null for the views every workspace has. */
export const savedViewId = (view: string): string | null => (view.startsWith('v-') ? view.slice(2) : null)

/** What a view shows before anything is added to it. */
export function viewFilter(view: string, me: string, saved: readonly SavedView[]): SavedFilter {
  switch (view) {
    case 'mine':
      return { assignees: [me], states: ['open'] }
    case 'unassigned':
      return { assignees: ['none'], states: ['open'] }
    case 'needs-reply':
      return { needsReply: true }
    case 'unread':
      return { unread: true }
    case 'snoozed':
      return { states: ['snoozed'] }
    case 'resolved':
      return { states: ['resolved'] }
    case 'open':
      return { states: ['open'] }
    default:
      return saved.find((one) => one.id === savedViewId(view))?.filter ?? {}
  }
}

/**
 * The filter that the address asks for. What is added to one of the common views, words too, narrows it or replaces a
 * part of it; a saved view that was changed stands in the address as a whole.
 */
export function askedFilter(
  view: string,
  words: Readonly<Record<string, unknown>>,
  me: string,
  saved: readonly SavedView[],
): SavedFilter {
  const added = filterOf(words)
  const whole = Object.keys(added).length > 0 && !isBuiltIn(view)
  return whole ? added : compact({ ...viewFilter(view, me, saved), ...added })
}

export const allStates = ['open', 'snoozed', 'resolved'] as const

/** Whether a filter's states leave none out. */
export const isAll = (states: SavedFilter['states']): boolean =>
  !states || allStates.every((one) => states.includes(one))

/** What is added to a view so that it shows every state; `base` are those the view itself shows, if it says so. */
export function inAllStates(
  { states: _states, ...rest }: SavedFilter,
  base: SavedFilter['states'],
): SavedFilter {
  return isAll(base) ? rest : { ...rest, states: [...allStates] }
}

/** Whose conversations a view holds stays true of any state. */
const namesNoState: readonly string[] = ['mine', 'unassigned'] satisfies BuiltInView[]

/** Whether a list is still what the name of its view says: all that makes the view holds of it. */
export function isAsNamed(
  view: string,
  asked: SavedFilter,
  me: string,
  saved: readonly SavedView[],
): boolean {
  const { states, ...rest } = viewFilter(view, me, saved)
  const named: SavedFilter = namesNoState.includes(view) ? rest : { states, ...rest }
  const makes = Object.entries(compact(named))
  const parts: Readonly<Record<string, unknown>> = { ...asked }
  return makes.length > 0 && makes.every(([key, part]) => String(parts[key]) === String(part))
}

/** What the list of a view shows of a filter, with the times that its quick range means in a zone now. */
export const queryOf = (view: string, asked: SavedFilter, zone: Zone, now: Date): InboxQuery => ({
  filter: withTimes(asked, zone, now),
  order: view === 'needs-reply' && asked.text === undefined ? 'waiting' : 'newest',
})

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
 * The filter that the address asks for. A search looks everywhere, also in what is resolved; what is added to one of the
 * common views narrows it; a saved view that was changed stands in the address as a whole.
 */
export function askedFilter(
  view: string,
  words: Readonly<Record<string, unknown>>,
  me: string,
  saved: readonly SavedView[],
): SavedFilter {
  const added = filterOf(words)
  const changed = Object.keys(added).length > 0
  const whole = added.text !== undefined || (changed && !isBuiltIn(view))
  return whole ? added : compact({ ...viewFilter(view, me, saved), ...added })
}

/** What the list of a view shows of a filter, with the times that its quick range means in a zone now. */
export const queryOf = (view: string, asked: SavedFilter, zone: Zone, now: Date): InboxQuery => ({
  filter: withTimes(asked, zone, now),
  order: view === 'needs-reply' && asked.text === undefined ? 'waiting' : 'newest',
})

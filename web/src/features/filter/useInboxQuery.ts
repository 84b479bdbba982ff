// Owns what the inbox's address asks for: view, filter, open conversation, and ways to other addresses.
import type { SavedFilter } from '@indoshopster/contracts/inbox/filter'
import { computed } from 'vue'
import { useRoute, useRouter, type RouteLocationRaw } from 'vue-router'
import { zone } from '../../i18n/zone.ts'
import { useClock } from '../../ui/window-events.ts'
import { useAccount } from '../account/account.store.ts'
import { filterOf, filterWords, wordsOf } from './filter-words.ts'
import {
  askedFilter,
  type InboxQuery,
  isAsNamed,
  isBuiltIn,
  queryOf,
  savedViewId,
  viewFilter,
} from './inbox-views.ts'
import { dayNumber } from './time-ranges.ts'
import { useViews } from './views.store.ts'

const dayCheckMs = 60_000

/** The address's words about the filter; those about something else (`m`, `in`) do not travel. */
const onlyFilter = (query: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    filterWords.flatMap((key) => (typeof query[key] === 'string' ? [[key, query[key]]] : [])),
  )

export function useInboxQuery() {
  const route = useRoute()
  const router = useRouter()
  const account = useAccount()
  const views = useViews()
  const clock = useClock(dayCheckMs)

  const view = computed(() => route.params['view']?.toString() ?? 'open')
  const openId = computed(() => route.params['conversationId']?.toString() || undefined)
  const words = computed(() => onlyFilter(route.query))
  /** As it stands in the address or is kept: a quick range has its name. */
  const me = computed(() => account.account?.id ?? '')
  const asked = computed(() => askedFilter(view.value, words.value, me.value, views.list))
  /** What is added to the view; a saved view is changed as a whole. */
  const added = computed(() => (isBuiltIn(view.value) ? filterOf(words.value) : asked.value))
  /** The states a common view shows by itself; a saved one has them among what is added. */
  const base = computed(() =>
    isBuiltIn(view.value) ? viewFilter(view.value, me.value, views.list).states : undefined,
  )
  /** The label whose conversations are looked at, as its entry in the panel opens them. */
  const label = computed(() => (view.value === 'open' ? words.value['labels_any'] : undefined))
  /** Whether the name of the view says what the list shows. */
  const asNamed = computed(() => isAsNamed(view.value, asked.value, me.value, views.list))
  /** A list that is left open moves on with the day, and is not made anew before. */
  const day = computed(() => dayNumber(zone.value, clock.value))
  const query = computed<InboxQuery>(() => {
    void day.value
    return queryOf(view.value, asked.value, zone.value, new Date())
  })
  const saved = computed(() => views.list.find((one) => one.id === savedViewId(view.value)))
  /** False while the filter of a saved view is not known yet. */
  const known = computed(() => savedViewId(view.value) === null || views.loaded)
  const searching = computed(() => query.value.filter.text !== undefined)
  /** Something narrows the list, beyond a view that everyone has. */
  const narrowed = computed(() => Object.keys(added.value).length > 0)

  const toView = (to: string): RouteLocationRaw => {
    return { name: 'inbox', params: { view: to, conversationId: null } }
  }
  /** Whether messages are shown stays as it is while the filter changes. */
  const tab = () => (route.query['in'] === 'messages' ? { in: 'messages' } : {})
  /** The address of a conversation in the list that is looked at. */
  const toConversation = (id: string | undefined, more: Record<string, string> = {}): RouteLocationRaw => {
    return {
      name: 'inbox',
      params: { view: view.value, conversationId: id ?? null },
      query: { ...words.value, ...tab(), ...more },
    }
  }
  /** The address of the same place with another filter added to the view; a saved view without any is everything open. */
  const toFilter = (added: SavedFilter): RouteLocationRaw => {
    const next = wordsOf(added)
    const none = Object.keys(next).length === 0
    return {
      name: 'inbox',
      params: {
        view: none && savedViewId(view.value) && Object.keys(words.value).length > 0 ? 'open' : view.value,
        conversationId: openId.value ?? null,
      },
      query: none ? {} : { ...next, ...tab() },
    }
  }

  return {
    view,
    openId,
    words,
    asked,
    added,
    base,
    label,
    asNamed,
    query,
    saved,
    known,
    searching,
    narrowed,
    toView,
    toConversation,
    toFilter,
    go: (to: RouteLocationRaw) => void router.push(to),
    replace: (to: RouteLocationRaw) => void router.replace(to),
  }
}

// Owns what the inbox's address asks for: view, filter, open conversation, and ways to other addresses.
import type { SavedFilter } from '@indoshopster/contracts/inbox/filter'
import { computed } from 'vue'
import { useRoute, useRouter, type RouteLocationRaw } from 'vue-router'
import { zone } from '../../i18n/zone.ts'
import { useClock } from '../../ui/window-events.ts'
import { useAccount } from '../account/account.store.ts'
import { filterWords, wordsOf } from './filter-words.ts'
import { askedFilter, type InboxQuery, queryOf, savedViewId } from './inbox-views.ts'
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
  const asked = computed(() => askedFilter(view.value, words.value, account.account?.id ?? '', views.list))
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

  const toView = (to: string): RouteLocationRaw => {
    return { name: 'inbox', params: { view: to, conversationId: null } }
  }
  /** The address of a conversation in the list that is looked at. */
  const toConversation = (id: string | undefined, more: Record<string, string> = {}): RouteLocationRaw => {
    const tab = route.query['in'] === 'messages' ? { in: 'messages' } : {}
    return {
      name: 'inbox',
      params: { view: view.value, conversationId: id ?? null },
      query: { ...words.value, ...tab, ...more },
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
      query: next,
    }
  }

  return {
    view,
    openId,
    words,
    asked,
    query,
    saved,
    known,
    searching,
    toView,
    toConversation,
    toFilter,
    go: (to: RouteLocationRaw) => void router.push(to),
    replace: (to: RouteLocationRaw) => void router.replace(to),
  }
}

// Owns what the inbox's address asks for: view, filter, open conversation, and ways to other addresses.
import type { InboxFilter } from '@indoshopster/contracts/inbox/filter'
import { computed } from 'vue'
import { useRoute, useRouter, type RouteLocationRaw } from 'vue-router'
import { useAccount } from '../account/account.store.ts'
import { filterWords, wordsOf } from './filter-words.ts'
import { type InboxQuery, queryOf, savedViewId } from './inbox-views.ts'
import { useViews } from './views.store.ts'

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

  const view = computed(() => route.params['view']?.toString() ?? 'open')
  const openId = computed(() => route.params['conversationId']?.toString() || undefined)
  const words = computed(() => onlyFilter(route.query))
  const query = computed<InboxQuery>(() =>
    queryOf(view.value, words.value, account.account?.id ?? '', views.list),
  )
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
  const toFilter = (added: InboxFilter): RouteLocationRaw => {
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

// Owns what the palette offers now: known chats at once, others when the server found them, views, labels, pages, actions, a search.
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import { watchDebounced } from '@vueuse/core'
import { Bookmark, Inbox, MessageCircle, Phone, Search, Settings, Tag } from '@lucide/vue'
import { computed, onScopeDispose, shallowRef, type ComputedRef } from 'vue'
import { useRouter } from 'vue-router'
import { phoneNumber } from '../../i18n/format.ts'
import { t } from '../../i18n/text.ts'
import { wordsOf } from '../filter/filter-words.ts'
import { allStates, builtInViews } from '../filter/inbox-views.ts'
import { useViews } from '../filter/views.store.ts'
import { conversationTitle } from '../inbox/conversation-title.ts'
import { useConversations } from '../inbox/conversations.store.ts'
import { fetchConversations } from '../inbox/inbox.api.ts'
import { useLabels } from '../labels/labels.store.ts'
import { compose } from '../new-message/compose.ts'
import { fitting, type PaletteEntry, type PaletteGroup } from './palette-entries.ts'
import { threadEntries } from './thread-entries.ts'

const settleMs = 200
const mostChats = 8
const mostOthers = 8
/** As many as the search box takes. */
const mostCharacters = 200

export function usePaletteEntries(typed: () => string, help: () => void): ComputedRef<PaletteGroup[]> {
  const router = useRouter()
  const conversations = useConversations()
  const labels = useLabels()
  const views = useViews()
  const found = shallowRef<readonly string[]>([])
  let round = 0

  watchDebounced(
    typed,
    async (text) => {
      const mine = ++round
      found.value = []
      if (text.trim().length < 2) return
      const query = { filter: { text: text.trim() }, order: 'newest', contacts: true } as const
      const page = await fetchConversations(query).catch(() => null) // known chats are shown without it
      if (mine !== round || !page) return
      conversations.sync(page.conversations)
      found.value = page.conversations.map((row) => row.id)
    },
    { debounce: settleMs },
  )
  onScopeDispose(() => ++round)

  const place = (key: string, text: string, path: string, icon = Settings): PaletteEntry => {
    return { key, text, icon, run: () => void router.push(path) }
  }
  const chat = (row: ConversationView): PaletteEntry => {
    return {
      key: row.id,
      text: conversationTitle(row),
      icon: MessageCircle,
      ...(row.name && row.phone ? { hint: phoneNumber(row.phone) } : {}),
      run: () => void router.push({ name: 'inbox', params: { view: 'open', conversationId: row.id } }),
    }
  }
  function chats(): PaletteEntry[] {
    const recent = [...conversations.rows.values()]
      .filter((row) => row.lastMessageAt !== null)
      .sort((a, b) => b.lastSequence - a.lastSequence)
    const known = fitting(recent.map(chat), typed(), mostChats)
    const more = found.value.flatMap((id) => conversations.rows.get(id) ?? []).map(chat)
    const ids = new Set(known.map((entry) => entry.key))
    return [...known, ...more.filter((entry) => !ids.has(entry.key))].slice(0, mostChats)
  }
  /** Words in messages are the list's business; they are searched in every state, as nobody said in which. */
  function searching(text: string): PaletteEntry[] {
    if (text === '') return []
    const query = {
      ...wordsOf({ text: text.slice(0, mostCharacters), states: [...allStates] }),
      in: 'messages',
    }
    const run = () => void router.push({ name: 'inbox', params: { view: 'open' }, query })
    return [{ key: 'search', text: t('palette.searchMessages', { text }), icon: Search, run }]
  }
  const openId = () => router.currentRoute.value.params['conversationId']?.toString() || undefined
  /** Something that looks like a number can be written to, known or not. */
  function toNumber(): PaletteEntry[] {
    const digits = typed().replace(/[\s().-]/g, '')
    if (!/^\+?\d{7,15}$/.test(digits)) return []
    const phone = typed().trim()
    return [{ key: 'phone', text: t('palette.writeTo', { phone }), icon: Phone, run: () => compose(phone) }]
  }
  const fixed = computed(() => {
    return {
      views: [
        ...builtInViews.map((view, at) => {
          return {
            ...place(view, t(`views.${view}`), `/inbox/${view}`, Inbox),
            keys: ['Alt', String(at + 1)],
          }
        }),
        ...views.list.map((view) => place(view.id, view.name, `/inbox/v-${view.id}`, Bookmark)),
      ],
      labels: labels.list.map((label) =>
        place(label.id, label.name, `/inbox/open?labels_any=${label.id}`, Tag),
      ),
      places: [
        place('contacts', t('shell.contacts'), '/contacts'),
        place('templates', t('shell.templates'), '/templates'),
        place('numbers', t('settings.numbers'), '/settings/numbers'),
        place('staff', t('settings.staff'), '/settings/staff'),
        place('settings-labels', t('settings.labels'), '/settings/labels'),
        place('api-keys', t('settings.apiKeys'), '/settings/api-keys'),
        place('profile', t('settings.profile'), '/settings/profile'),
        { key: 'help', text: t('shell.shortcuts'), icon: Settings, keys: ['?'], run: help },
      ],
    }
  })

  return computed(() => {
    const text = typed()
    const groups: PaletteGroup[] = [
      { key: 'now', entries: [...toNumber(), ...fitting(threadEntries(openId()), text, 12)] },
      { key: 'chats', entries: text.trim() === '' ? chats().slice(0, 5) : chats() },
      { key: 'views', entries: fitting(fixed.value.views, text, 9) },
      { key: 'labels', entries: text.trim() === '' ? [] : fitting(fixed.value.labels, text, mostOthers) },
      { key: 'places', entries: fitting(fixed.value.places, text, mostOthers) },
      { key: 'search', entries: searching(text.trim()) },
    ]
    return groups.filter((group) => group.entries.length > 0)
  })
}

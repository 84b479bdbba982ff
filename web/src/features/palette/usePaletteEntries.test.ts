// Proves what the palette offers: known chats at once, others from the server, numbers to write to.
import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, effectScope, ref } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { fakeGateway } from '../../api/fake-gateway.ts'
import { chooseLocale } from '../../i18n/text.ts'
import { useConversations } from '../inbox/conversations.store.ts'
import { conversation } from '../inbox/inbox.examples.ts'
import { usePaletteEntries } from './usePaletteEntries.ts'

beforeAll(() => chooseLocale('en'))
beforeEach(() => setActivePinia(createPinia()))
afterEach(() => void vi.unstubAllGlobals())

function palette() {
  const typed = ref('')
  const app = createApp({ render: () => null })
  const routes = [
    { path: '/inbox/:view/:conversationId?', name: 'inbox', component: {} },
    { path: '/:any(.*)', component: {} },
  ]
  const router = createRouter({ history: createMemoryHistory(), routes })
  app.use(router)
  const groups = app.runWithContext(() =>
    effectScope(true).run(() =>
      usePaletteEntries(
        () => typed.value,
        () => {},
      ),
    ),
  )
  if (!groups) throw new Error('a scope that runs answers')
  const shown = () =>
    Object.fromEntries(groups.value.map((group) => [group.key, group.entries.map((entry) => entry.text)]))
  return { typed, shown, groups, router }
}

describe('palette', () => {
  it('finds known chats at once and others a moment later', async () => {
    useConversations().sync([conversation({ id: 'a', name: 'Budi' })])
    fakeGateway(() => ({
      body: {
        conversations: [conversation({ id: 'b', name: 'Budiman', lastMessageAt: null, preview: null })],
        nextCursor: null,
      },
    }))
    const { typed, shown } = palette()
    typed.value = 'budi'
    expect(shown()['chats']).toEqual(['Budi'])
    await vi.waitFor(() => expect(shown()['chats']).toEqual(['Budi', 'Budiman']))
    await flushPromises()
  })

  it('offers to write to what looks like a number', () => {
    fakeGateway(() => ({ body: { conversations: [], nextCursor: null } }))
    const { typed, shown } = palette()
    typed.value = '0812 3456 7890'
    expect(shown()['now']).toEqual(['Write to 0812 3456 7890'])
  })

  it('ends with a search for messages, in every state, whatever else was found', async () => {
    fakeGateway(() => ({ body: { conversations: [], nextCursor: null } }))
    const { typed, groups, router } = palette()
    expect(groups.value.at(-1)?.key).toBe('places')
    typed.value = ' grosir '
    expect(groups.value.map((group) => group.key)).toEqual(['search'])
    expect(groups.value[0]?.entries[0]?.text).toBe('Search messages for “grosir”')
    groups.value[0]?.entries[0]?.run()
    await flushPromises()
    expect(router.currentRoute.value).toMatchObject({
      path: '/inbox/open',
      query: { text: 'grosir', states: 'open,snoozed,resolved', in: 'messages' },
    })
    typed.value = 'me'
    expect(groups.value.at(-1)?.key).toBe('search')
  })

  it('has every view with its key, and no action on a chat where none is open', () => {
    const { shown } = palette()
    expect(shown()['views']).toHaveLength(7)
    expect(shown()['now']).toEqual(['New message'])
  })
})

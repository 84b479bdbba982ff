// Proves what the way between views tells: how many stand behind a label now, and which entry the list belongs to.
import { flushPromises, mount } from '@vue/test-utils'
import type { ConversationCounts } from '@indoshopster/contracts/web-api/inbox'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { fakeGateway } from '../../api/fake-gateway.ts'
import { chooseLocale } from '../../i18n/text.ts'
import { useConversations } from '../inbox/conversations.store.ts'
import { useCounts } from '../inbox/counts.store.ts'
import { conversation } from '../inbox/inbox.examples.ts'
import { useLabels } from '../labels/labels.store.ts'
import { useViews } from './views.store.ts'
import ViewsPanel from './ViewsPanel.vue'

const unpaid = '00000000-0000-4000-8000-0000000000aa'
const saved = '00000000-0000-4000-8000-0000000000bb'
const empty: ConversationCounts = {
  mine: 0,
  unassigned: 0,
  open: 0,
  needsReply: 0,
  snoozed: 0,
  resolved: 0,
  unread: 0,
  labels: {},
}

beforeAll(() => chooseLocale('en'))
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  setActivePinia(createPinia())
  useLabels().list = [{ id: unpaid, name: 'Unpaid', colour: 'red', conversations: 3 }]
  useViews().list = [{ id: saved, name: 'Unpaid of mine', filter: { labelsAny: [unpaid], states: ['open'] } }]
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function panel(path = '/inbox/open') {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/inbox/:view/:conversationId?', name: 'inbox', component: {} }],
  })
  await router.push(path)
  const wrapper = mount(ViewsPanel, { global: { plugins: [router] } })
  const entry = (name: string) => wrapper.findAll('a').find((one) => one.find('.truncate').text() === name)
  return {
    text: (name: string) => entry(name)?.text(),
    current: () => wrapper.findAll('[aria-current]').map((one) => one.find('.truncate').text()),
  }
}

describe('the way between views', () => {
  it('counts of a label what its list shows, not what once had it', async () => {
    useCounts().counts = { ...empty, labels: { [unpaid]: 1 } }
    const { text } = await panel()
    expect(text('Unpaid')).toBe('Unpaid1')
  })

  it('counts labels again when a conversation changed, here or with a colleague', async () => {
    let labelled = 2
    fakeGateway(({ path }) =>
      path.endsWith('/counts')
        ? { body: { ...empty, labels: { [unpaid]: labelled } } }
        : { body: { conversations: [conversation()], nextCursor: null } },
    )
    const { text } = await panel()
    for (const now of [2, 1]) {
      labelled = now
      useConversations().touch(conversation().id, 5)
      await vi.advanceTimersByTimeAsync(2_000)
      await flushPromises()
      expect(text('Unpaid')).toBe(`Unpaid${now}`)
    }
  })

  it.each([
    ['/inbox/open', ['All open']],
    ['/inbox/snoozed?text=resi', ['Snoozed']],
    ['/inbox/open?states=open,snoozed,resolved', []],
    [`/inbox/open?labels_any=${unpaid}`, ['Unpaid']],
    [`/inbox/open?labels_any=${unpaid}&states=open,snoozed,resolved`, ['Unpaid']],
    [`/inbox/v-${saved}`, ['Unpaid of mine']],
    [`/inbox/v-${saved}?text=resi`, []],
  ])('of %s points at %j', async (path, names) => expect((await panel(path)).current()).toEqual(names))
})

// Proves that the head of a list says what the list shows: its name, the states, chats or messages, and that words narrow it.
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { chooseLocale } from '../../../i18n/text.ts'
import { useInboxQuery } from '../../filter/useInboxQuery.ts'
import { useLabels } from '../../labels/labels.store.ts'
import ListHeader from './ListHeader.vue'

const unpaid = '00000000-0000-4000-8000-0000000000aa'

beforeAll(() => chooseLocale('en'))
beforeEach(() => {
  setActivePinia(createPinia())
  useLabels().list = [{ id: unpaid, name: 'Unpaid', colour: 'red', conversations: 3 }]
})

async function head(path: string) {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/inbox/:view/:conversationId?', name: 'inbox', component: {} }],
  })
  await router.push(path)
  const Head = defineComponent({
    setup() {
      const inbox = useInboxQuery()
      return () => h(ListHeader, { inbox, tab: 'conversations', found: null })
    },
  })
  const wrapper = mount(Head, { global: { plugins: [router] } })
  // What narrows the list is told by a part that is not in the first page.
  if (path.includes('?')) await vi.waitFor(() => wrapper.get('[role=group]'), { timeout: 8_000 })
  const press = async (name: string) => {
    await wrapper
      .findAll('button')
      .find((one) => one.text() === name)
      ?.trigger('click')
    await flushPromises()
    return router.currentRoute.value.query
  }
  return { wrapper, press, router, title: () => wrapper.get('h2').text() }
}

describe('the head of a list', () => {
  it('of a label names it, says that only open ones are shown, and shows all at a press', async () => {
    const { wrapper, press, title } = await head(`/inbox/open?labels_any=${unpaid}`)
    expect(title()).toBe('Unpaid')
    expect(wrapper.text()).toContain('Open only')
    expect(await press('Show all')).toEqual({ labels_any: unpaid, states: 'open,snoozed,resolved' })
    expect(wrapper.text()).toContain('All states')
    expect(await press('Open only')).toEqual({ labels_any: unpaid })
  })

  it('keeps the view’s name while a search stays in it, and no longer', async () => {
    const { wrapper, press, title } = await head('/inbox/snoozed?text=resi')
    expect(title()).toBe('Snoozed')
    expect(wrapper.text()).toContain('Snoozed only')
    await press('Show all')
    expect(title()).toBe('All conversations')
  })

  it.each(['labels_any=' + unpaid, 'range=last7', 'assignees=none', 'text=resi'])(
    'offers messages too for %s',
    async (words) => {
      const { wrapper } = await head(`/inbox/open?${words}`)
      const switches = wrapper.get('[role=group]').findAll('button')
      expect(switches.map((one) => one.text())).toEqual(['Conversations', 'Messages'])
    },
  )

  it('goes on showing messages while the filter changes', async () => {
    const { press } = await head(`/inbox/open?labels_any=${unpaid}&in=messages`)
    expect(await press('Show all')).toMatchObject({ in: 'messages' })
  })

  it('of a common view without a filter says nothing more', async () => {
    const { wrapper, title } = await head('/inbox/open')
    await flushPromises()
    expect([title(), wrapper.text().includes('Open only')]).toEqual(['All open', false])
  })
})

// Proves what the bar asks for when many conversations are chosen.
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeGateway } from '../../../api/fake-gateway.ts'
import { chooseLocale } from '../../../i18n/text.ts'
import { dismissToast, toasts } from '../../../ui/toasts.ts'
import { signedInAs } from '../../account/account.examples.ts'
import { useAccount } from '../../account/account.store.ts'
import { useLabels } from '../../labels/labels.store.ts'
import { useConversations } from '../conversations.store.ts'
import { conversation } from '../inbox.examples.ts'
import BulkBar from './BulkBar.vue'
import { useSelection } from './selection.store.ts'

beforeAll(() => chooseLocale('en'))
beforeEach(() => {
  setActivePinia(createPinia())
  useLabels().list = [{ id: 'vip', name: 'VIP', colour: 'purple', conversations: 1 }]
  const colleague = { id: 'rina', name: 'Rina', role: 'agent', active: true } as const
  useAccount().me = signedInAs({}, { colleagues: [colleague] })
})
let close = () => {}
afterEach(() => {
  close()
  while (toasts[0]) dismissToast(toasts[0].id)
  vi.unstubAllGlobals()
})

function bar(labels: string[][] = [[], []], part: Partial<ConversationView> = {}) {
  const ids = labels.map((_, at) => `c${at}`)
  useConversations().sync(ids.map((id, at) => conversation({ id, labels: labels[at] ?? [], ...part })))
  // Asked for later it could be that of the test before, whose changes may still be on their way.
  const selection = useSelection()
  for (const id of ids) selection.toggle(id)
  const calls = fakeGateway(() => ({ body: { sequence: 5, refused: [], conversations: [] } }))
  const wrapper = mount(BulkBar, { props: { shown: [...ids, 'other'] }, attachTo: document.body })
  close = () => wrapper.unmount()
  const press = async (name: string) => {
    const found = () =>
      [...document.querySelectorAll('button')].find((one) => one.textContent?.trim() === name)
    await vi.waitFor(() => expect(found()).toBeDefined(), 4_000)
    found()?.click()
    await flushPromises()
  }
  const asked = () => calls.filter((call) => call.method === 'POST').map((call) => call.body)
  return { wrapper, selection, press, asked }
}

describe('changes to many', () => {
  it('resolve all that are chosen, and choose nothing any more', async () => {
    const { selection, press, asked } = bar()
    await press('Resolve')
    expect(asked()).toEqual([{ ids: ['c0', 'c1'], change: { kind: 'resolve' }, upTo: [10, 10] }])
    expect(selection.ids.size).toBe(0)
  })

  it('reopen what is resolved, and offer only what changes something', async () => {
    expect(bar().wrapper.text()).not.toContain('Reopen')
    close()
    useSelection().clear()
    const { wrapper, press, asked } = bar([[], []], { state: 'resolved' })
    expect(wrapper.text()).not.toContain('Resolve')
    await press('Reopen')
    expect(asked()).toEqual([{ ids: ['c0', 'c1'], change: { kind: 'reopen' } }])
  })

  it('mark read what is unread, each up to what its row shows, and offer only what changes something', async () => {
    const { wrapper, selection, press, asked } = bar([[], []], { unread: 3, lastSequence: 41 })
    expect(wrapper.text()).not.toContain('Mark unread')
    await press('Mark read')
    expect(asked()).toEqual([{ upToSequence: 41 }, { upToSequence: 41 }])
    expect(selection.ids.size).toBe(0)
    close()
    const read = bar()
    expect(read.wrapper.text()).not.toContain('Mark read')
    await read.press('Mark unread')
    expect(read.asked()).toEqual([{ ids: ['c0', 'c1'], change: { kind: 'mark_unread' } }])
  })

  it('assign to a colleague, or to nobody', async () => {
    const { press, asked } = bar()
    await press('Assign')
    await press('Rina')
    expect(asked()).toEqual([{ ids: ['c0', 'c1'], change: { kind: 'assign', assignee: 'rina' } }])
  })

  it('take a label off only when all have it', async () => {
    const some = bar([['vip'], []])
    await some.press('Label')
    await some.press('VIP')
    expect(some.asked()).toMatchObject([{ change: { kind: 'apply_label', labelId: 'vip' } }])
    close()
    const all = bar([['vip'], ['vip']])
    await all.press('Label')
    await all.press('VIP')
    expect(all.asked()).toMatchObject([{ change: { kind: 'remove_label', labelId: 'vip' } }])
  })

  it('can take in everything shown', async () => {
    const { wrapper, selection, press } = bar()
    expect(wrapper.text()).toContain('2 selected')
    await press('Select all shown')
    expect([...selection.ids]).toEqual(['c0', 'c1', 'other'])
  })
})

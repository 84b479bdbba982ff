// Proves what a row tells: who waits, whose it is, over which number, who is there now, and how it is chosen.
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import type { Me } from '@indoshopster/contracts/web-api/auth'
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { chooseLocale } from '../../../i18n/text.ts'
import { useAccount } from '../../account/account.store.ts'
import { useLabels } from '../../labels/labels.store.ts'
import { usePresence } from '../../presence/presence.store.ts'
import { session } from '../../sessions/sessions.examples.ts'
import { useSessions } from '../../sessions/sessions.store.ts'
import { conversation, message } from '../inbox.examples.ts'
import ConversationRow from './ConversationRow.vue'

beforeAll(() => chooseLocale('en'))
beforeEach(() => {
  setActivePinia(createPinia())
  useAccount().me = {
    account: {
      id: 'me',
      workspace: 'w',
      workspaceName: 'Toko',
      name: 'Sari',
      email: '',
      role: 'agent',
      active: true,
    },
    csrfToken: '',
    networks: [],
    simulatorUrl: null,
    colleagues: [{ id: 'rina', name: 'Rina Agen', role: 'agent', active: true }],
    media: { key: '', expiresAt: '2026-11-24T00:00:00.000Z' },
    limits: { mediaBytes: 1 },
  } satisfies Me
})

const now = new Date('2026-11-23T03:00:00.000Z')
const router = createRouter({
  history: createMemoryHistory(),
  routes: [{ path: '/:any(.*)', component: {} }],
})

function row(
  part: Partial<ConversationView> = {},
  props: { selected?: boolean; hit?: MessageView; search?: string } = {},
) {
  return mount(ConversationRow, {
    props: {
      conversation: conversation({ labels: [], ...part }),
      to: '/x',
      open: false,
      now,
      selected: false,
      selecting: false,
      selectable: true,
      ...props,
    },
    global: { plugins: [router] },
  })
}

describe('row', () => {
  it('says how long a customer has waited, in open conversations only', () => {
    const waitingSince = '2026-11-23T02:15:00.000Z'
    expect(row({ waitingSince }).text()).toContain('Waiting for an answer 45 min')
    expect(row({ waitingSince, state: 'resolved' }).text()).not.toContain('45 min')
  })

  it('of a snooze that is over tells of an open conversation', () => {
    const snoozed = { state: 'snoozed', waitingSince: '2026-11-23T02:15:00.000Z' } as const
    expect(row({ ...snoozed, snoozedUntil: '2026-11-23T02:59:00.000Z' }).text()).toContain('45 min')
    expect(row({ ...snoozed, snoozedUntil: '2026-11-23T04:00:00.000Z' }).text()).not.toContain('45 min')
  })

  it('says whose it is', () => expect(row({ assignee: 'rina' }).text()).toContain('Assigned to Rina Agen'))

  it('names the number only when there are several', () => {
    useSessions().sync([session({ name: 'Jakarta' })])
    expect(row().text()).not.toContain('Jakarta')
    useSessions().sync([session({ id: 'other', name: 'Bandung' })])
    expect(row().text()).toContain('Jakarta')
  })

  it('shows the first labels and how many more there are', () => {
    useLabels().list = ['A', 'B', 'C', 'D'].map((name) => {
      return { id: name, name, colour: 'blue' as const, conversations: 1 }
    })
    const text = row({ labels: ['D', 'C', 'B', 'A', 'gone'] }).text()
    expect(text).toContain('AB')
    expect(text).toContain('and 2 more labels')
  })

  it('says who types instead of the last message', () => {
    const id = conversation().id
    usePresence().apply({
      type: 'presence',
      sequence: 0,
      conversationId: id,
      accountId: 'rina',
      state: 'typing',
    })
    expect(row().text()).toContain('Rina Agen is typing…')
    expect(row().text()).not.toContain('Halo')
  })

  it('says who looks beside the last message, which stays', () => {
    const frame = { type: 'presence', sequence: 0, conversationId: conversation().id } as const
    usePresence().apply({ ...frame, accountId: 'rina', state: 'viewing' })
    const wrapper = row({ unread: 2 })
    expect(wrapper.text()).toContain('Halo')
    expect(wrapper.get('[title]:not(a)').attributes('title')).toBe('Rina Agen is viewing')
    expect(wrapper.text()).toContain('Rina Agen is viewing')
    usePresence().apply({ ...frame, accountId: 'me', state: 'viewing' })
    expect(
      row()
        .text()
        .match(/is viewing/g),
    ).toHaveLength(1)
  })

  it('a search found shows the message with the words, and marks them in the name', async () => {
    const hit = message({ content: { kind: 'text', text: 'Harga grosir?' } })
    const wrapper = row({ name: 'Toko Grosir Jaya' }, { hit, search: 'grosir' })
    await vi.waitFor(
      () => expect(wrapper.findAll('mark').map((one) => one.text())).toEqual(['Grosir', 'grosir']),
      8_000,
    )
    expect(wrapper.text()).toContain('Harga grosir?')
    expect(wrapper.text()).not.toContain('Halo')
  })

  it('has words for a picture without a caption, and a sign before one with', () => {
    const preview = {
      messageId: 'm',
      kind: 'image',
      text: null,
      direction: 'incoming',
      status: 'received',
    } as const
    expect(row({ preview }).text()).toContain('📷 Photo')
    expect(row({ preview: { ...preview, text: '*struk*' } }).text()).toContain('📷 struk')
  })

  it('names what is not shown yet, as the thread does', () => {
    const preview = {
      messageId: 'm',
      kind: 'unsupported',
      what: 'poll',
      text: 'Warna apa? Merah Biru',
      direction: 'incoming',
      status: 'received',
    } as const
    expect(row({ preview }).text()).toContain('Poll: Warna apa? Merah Biru')
    expect(row({ preview: { ...preview, what: 'poll_vote', text: null } }).text()).toContain('Poll vote')
    const { what: _what, ...old } = preview
    expect(row({ preview: old }).text()).toContain('Another kind: Warna apa?')
  })

  it('is chosen by its face, and as the end of a range by Shift and a click anywhere', async () => {
    const wrapper = row()
    await wrapper.get('[role=checkbox]').trigger('click')
    await wrapper.get('a').trigger('click', { shiftKey: true })
    expect(wrapper.emitted('select')).toEqual([[false], [true]])
    expect(router.currentRoute.value.path).toBe('/')
  })
})

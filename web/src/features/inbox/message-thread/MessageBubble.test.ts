// Proves what a bubble says of every kind of message, its state in words, and what can be done with it.
import { mount } from '@vue/test-utils'
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import type { Media } from '@indoshopster/contracts/session/media'
import { createPinia, setActivePinia } from 'pinia'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { chooseLocale } from '../../../i18n/text.ts'
import { message, outgoing } from '../inbox.examples.ts'
import type { ThreadEntry } from '../thread.model.ts'
import { authorName } from './author-name.ts'
import MessageBubble from './MessageBubble.vue'
import { type ThreadContext, threadContextKey } from './thread-context.ts'

beforeAll(() => chooseLocale('en'))
beforeEach(() => setActivePinia(createPinia()))

const context = () => ({
  conversation: () => undefined,
  mayWrite: () => true,
  nameOf: () => undefined,
  contactName: () => 'Budi',
  jump: vi.fn<ThreadContext['jump']>(),
  answer: vi.fn<ThreadContext['answer']>(),
  react: vi.fn<ThreadContext['react']>(),
  remove: vi.fn<ThreadContext['remove']>(),
  look: vi.fn<ThreadContext['look']>(),
  startChat: vi.fn<ThreadContext['startChat']>(),
})
const bubble = (entry: Partial<ThreadEntry>, thread = context()) =>
  mount(MessageBubble, {
    props: {
      entry: { key: 'k', message: message(), reply: null, ...entry },
      author: 'Rina',
      reachable: true,
    },
    global: { provide: { [threadContextKey]: thread } },
  })
const press = (wrapper: ReturnType<typeof bubble>, text: string) =>
  wrapper
    .findAll('button')
    .find((one) => one.text() === text)
    ?.trigger('click')
const say = (part: Partial<MessageView>) => bubble({ message: message(part) }).text()
const media: Media = {
  mediaId: '00000000-0000-4000-8000-0000000000aa',
  mimetype: 'image/jpeg',
  bytes: 1_234_000,
  fileName: 'Faktur 12.pdf',
  width: 800,
  height: 600,
  seconds: 65,
  thumbnail: '/9j/AA==',
}

describe('message bubble', () => {
  it('names the author of an outgoing message, and says its state', () => {
    const wrapper = bubble({ message: outgoing({ status: 'delivered' }) })
    expect(wrapper.text()).toContain('Rina')
    expect(wrapper.get('[role=img]').attributes('aria-label')).toBe('Delivered')
  })

  it('has no bar where nothing can be done with it', () => {
    const erased = { message: message({ content: null, missing: 'erased' }) }
    expect(bubble(erased).find('[role=toolbar]').exists()).toBe(true)
    const readOnly = bubble(erased, { ...context(), mayWrite: () => false })
    expect(readOnly.find('[role=toolbar]').exists()).toBe(false)
  })

  it.each([
    ['rina', 'Rina Wulandari'],
    ['api:key', 'API'],
    ['phone', 'Phone'],
    ['gone', 'Former colleague'],
  ])('calls the author %s %s', (author, name) => {
    expect(authorName(author, (id) => (id === 'rina' ? 'Rina Wulandari' : undefined))).toBe(name)
  })

  it('names who wrote in a group', () => {
    expect(say({ sender: { contactId: 'x', name: 'Sari', phone: null } })).toContain('Sari')
    expect(say({ sender: { contactId: 'x', name: null, phone: '6281234567890' } })).toContain('+62 812-3456')
  })

  it('draws marks as elements and never as markup', () => {
    const wrapper = bubble({ message: message({ content: { kind: 'text', text: '*a* <img src=x>' } }) })
    expect(wrapper.get('strong').text()).toBe('a')
    expect(wrapper.find('img').exists()).toBe(false)
    expect(wrapper.text()).toContain('<img src=x>')
  })

  it('opens links without handing over the page', () => {
    const text = 'https://toko.id/lacak'
    const link = bubble({ message: message({ content: { kind: 'text', text } }) }).get('a')
    expect(link.attributes()).toMatchObject({ href: text, rel: 'noopener noreferrer nofollow' })
  })

  it('stands in for what cannot be read yet, what was erased and what is not shown yet', () => {
    expect(say({ content: null, missing: 'undecryptable' })).toContain('Waiting for this message')
    expect(say({ content: null, missing: 'erased' })).toContain('erased')
    expect(say({ content: { kind: 'unsupported', what: 'poll', detail: 'Warna? Merah / Biru' } })).toMatch(
      /poll.*Warna\? Merah \/ Biru/,
    )
    expect(say({ content: { kind: 'unsupported', what: 'never_heard' } })).toContain('another kind')
  })

  it('shows a picture by its thumbnail, asks our own server for it, and opens it large', async () => {
    const thread = context()
    const content = { kind: 'image', media, caption: '*Bukti* bayar' } as const
    const shown = message({ content, mediaState: 'stored' })
    const wrapper = bubble({ message: shown }, thread)
    const sources = wrapper.findAll('img').map((image) => image.attributes('src'))
    expect(sources[0]).toMatch(/^data:image\/jpeg;base64,/)
    expect(sources[1]).toMatch(/^\/media\/[^/]+\?key=/)
    expect(wrapper.get('strong').text()).toBe('Bukti')
    await wrapper.get('button[aria-label^="Open"]').trigger('click')
    expect(thread.look).toHaveBeenCalledWith(shown)
  })

  it('says what is known of a file that is not here: on its way, or why it never comes', () => {
    const content = { kind: 'document', media, caption: null } as const
    expect(say({ content, mediaState: 'pending' })).toContain('On its way here')
    expect(say({ content, mediaState: 'failed', mediaFailure: 'media_gone' })).toContain(
      'no longer has this file',
    )
  })

  it('offers a document by name and size, a voice message with its length', () => {
    expect(say({ content: { kind: 'document', media, caption: null }, mediaState: 'stored' })).toMatch(
      /Faktur 12\.pdf.*PDF · 1\.2 MB/,
    )
    expect(say({ content: { kind: 'voice', media }, mediaState: 'stored' })).toContain('1:05')
  })

  it('names a place and asks no map before somebody presses', () => {
    const content = {
      kind: 'location',
      latitude: -6.2,
      longitude: 106.8,
      name: 'Toko <b>',
      address: null,
    } as const
    const wrapper = bubble({ message: message({ content }) })
    expect(wrapper.text()).toContain('Toko <b>')
    expect(wrapper.find('img, iframe').exists()).toBe(false)
    expect(wrapper.get('a').attributes('rel')).toContain('noreferrer')
  })

  it('starts a chat with a number of a contact card', async () => {
    const thread = context()
    const content = { kind: 'contact_card' as const, cards: [{ name: 'Andi', phones: ['628111'] }] }
    const wrapper = bubble({ message: message({ content }) }, thread)
    await press(wrapper, 'Start a chat')
    expect(thread.startChat).toHaveBeenCalledWith('628111')
  })

  it('shows what it answers, and leads there', async () => {
    const thread = context()
    const quote = { messageId: 'q', from: 'us', kind: 'text', excerpt: 'Jam *8*?' } as const
    const wrapper = bubble({ message: message({ quote }) }, thread)
    expect(wrapper.text()).toContain('Jam 8?')
    await wrapper.get('button[title="To the message it answers"]').trigger('click')
    expect(thread.jump).toHaveBeenCalledWith('q')
  })

  it('gathers reactions, says by whom, and takes ours back', async () => {
    const thread = context()
    const reactions = [
      { emoji: '👍', by: 'us' },
      { emoji: '👍', by: 'x' },
    ]
    const shown = message({ reactions })
    const chip = bubble({ message: shown }, thread).get('[aria-label="Reactions"] button')
    expect(chip.text()).toContain('2')
    expect(chip.attributes('title')).toBe('Us, Budi')
    await chip.trigger('click')
    expect(thread.react).toHaveBeenCalledWith(shown, '')
  })

  it('shows previous texts and deleted words only on demand', async () => {
    const edits = [{ text: 'Dulu', at: '2026-11-23T02:00:00.000Z' }]
    const edited = bubble({ message: message({ edits }) })
    expect(edited.text()).not.toContain('Dulu')
    await edited
      .findAll('button')
      .find((one) => one.text() === 'edited')
      ?.trigger('click')
    expect(edited.text()).toContain('Dulu')

    const revoked = bubble({ message: message({ revokedAt: '2026-11-23T02:05:00.000Z' }) })
    expect(revoked.text()).toContain('Deleted by the customer')
    expect(revoked.text()).not.toContain('Halo')
    await revoked
      .findAll('button')
      .find((one) => one.text().startsWith('Show'))
      ?.trigger('click')
    expect(revoked.text()).toContain('Halo')
  })

  it('shows its actions while a mouse is over it, not while a finger is, and while they are opened', async () => {
    const wrapper = mount(MessageBubble, {
      props: { entry: { key: 'k', message: message(), reply: null }, author: 'Rina' },
      global: { provide: { [threadContextKey]: context() } },
    })
    const shown = () => wrapper.find('[role=toolbar]').exists()
    await wrapper.get('article').trigger('pointerenter', { pointerType: 'touch' })
    expect(shown()).toBe(false)
    await wrapper.get('article').trigger('pointerenter', { pointerType: 'mouse' })
    expect(shown()).toBe(true)
    await wrapper.get('article').trigger('pointerleave')
    expect(shown()).toBe(false)
    await wrapper.setProps({ open: true })
    expect(shown()).toBe(true)
    expect(wrapper.get('[data-actions]').attributes('aria-expanded')).toBe('true')
  })

  it('deletes for everyone only what we sent and WhatsApp has', () => {
    const deletable = (shown: MessageView) =>
      bubble({ message: shown }).find('[aria-label="Delete for everyone"]').exists()
    expect(deletable(outgoing({ status: 'sent' }))).toBe(true)
    expect(deletable(outgoing({ status: 'accepted' }))).toBe(false)
    expect(deletable(outgoing({ status: 'sent', author: 'phone' }))).toBe(false)
    expect(deletable(message())).toBe(false)
  })

  it('offers a viewer nothing that changes something', () => {
    const wrapper = bubble({ message: outgoing({ status: 'sent' }) }, { ...context(), mayWrite: () => false })
    expect(wrapper.findAll('[role=toolbar] button').map((one) => one.attributes('aria-label'))).toEqual([
      'Copy',
    ])
  })
})

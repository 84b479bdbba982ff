// Proves what a bubble says: author, state in words, placeholders, and what can be done after a failure.
import { mount } from '@vue/test-utils'
import { beforeAll, describe, expect, it } from 'vitest'
import { chooseLocale } from '../../../i18n/text.ts'
import { message, outgoing } from '../inbox.examples.ts'
import type { ThreadEntry } from '../thread.model.ts'
import { authorName } from './author-name.ts'
import MessageBubble from './MessageBubble.vue'

beforeAll(() => chooseLocale('en'))

const bubble = (entry: Partial<ThreadEntry>) =>
  mount(MessageBubble, {
    props: { entry: { key: 'k', message: message(), reply: null, ...entry }, author: 'Rina' },
  })

describe('message bubble', () => {
  it('names the author of an outgoing message, and says its state', () => {
    const wrapper = bubble({ message: outgoing({ status: 'delivered' }) })
    expect(wrapper.text()).toContain('Rina')
    expect(wrapper.get('[role=img]').attributes('aria-label')).toBe('Delivered')
  })

  it.each([
    ['rina', 'Rina Wulandari'],
    ['api:key', 'API'],
    ['phone', 'Phone'],
    ['gone', 'Former colleague'],
  ])('calls the author %s %s', (author, name) => {
    expect(authorName(author, (id) => (id === 'rina' ? 'Rina Wulandari' : undefined))).toBe(name)
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
    const say = (part: Parameters<typeof message>[0]) => bubble({ message: message(part) }).text()
    expect(say({ content: null, missing: 'undecryptable' })).toContain('Waiting for this message')
    expect(say({ content: null, missing: 'erased' })).toContain('erased')
    expect(say({ content: { kind: 'unsupported', what: 'poll' } })).toContain('poll')
  })

  it('says why a message failed and offers to send it again', async () => {
    const failed = outgoing({ status: 'failed', failure: 'recipient_not_on_whatsapp' })
    const wrapper = bubble({ message: failed })
    expect(wrapper.text()).toContain('This number is not on WhatsApp.')
    await wrapper.get('button').trigger('click')
    expect(wrapper.emitted('retry')).toHaveLength(1)
  })

  it('offers to discard a reply that was not taken', async () => {
    const wrapper = bubble({ message: outgoing(), reply: { state: 'refused', why: 'No connection.' } })
    expect(wrapper.text()).toContain('No connection.')
    await wrapper.findAll('button')[1]?.trigger('click')
    expect(wrapper.emitted('discard')).toHaveLength(1)
  })
})

// Proves what is said under a message that did not go out or is on its way, and what is offered there.
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chooseLocale } from '../../../i18n/text.ts'
import { outgoing } from '../inbox.examples.ts'
import type { ReplyState } from '../thread.model.ts'
import MessageBubble from './MessageBubble.vue'
import { type ThreadContext, threadContextKey } from './thread-context.ts'

beforeAll(() => chooseLocale('en'))
beforeEach(() => setActivePinia(createPinia()))

const bubble = (shown = outgoing(), reply: ReplyState | null = null, retried = false) => {
  const thread: Partial<ThreadContext> = { mayWrite: () => true, isRetried: () => retried }
  return mount(MessageBubble, {
    props: { entry: { key: 'k', message: shown, reply }, author: 'Rina' },
    global: { provide: { [threadContextKey]: thread } },
  })
}
const offered = (wrapper: ReturnType<typeof bubble>, name: string) =>
  wrapper.findAll('button').find((one) => one.text() === name)
const failed = outgoing({ status: 'failed', failure: 'recipient_not_on_whatsapp' })

describe('a message that failed', () => {
  it('says why and offers to send it again', async () => {
    const wrapper = bubble(failed)
    expect(wrapper.text()).toContain('This number is not on WhatsApp.')
    await offered(wrapper, 'Try again')?.trigger('click')
    expect(wrapper.emitted('retry')).toHaveLength(1)
  })

  it('offers no second time once it was sent again', () => {
    const wrapper = bubble(failed, null, true)
    expect(wrapper.text()).toContain('This number is not on WhatsApp.')
    expect(offered(wrapper, 'Try again')).toBeUndefined()
    expect(offered(wrapper, 'Copy')).toBeDefined()
  })
})

describe('a reply', () => {
  it('that was not taken can be discarded', async () => {
    const wrapper = bubble(outgoing(), { state: 'refused', why: 'No connection.' })
    expect(wrapper.text()).toContain('No connection.')
    await offered(wrapper, 'Discard')?.trigger('click')
    expect(wrapper.emitted('discard')).toHaveLength(1)
  })

  it('that waits and was never tried can be cancelled', () => {
    const wrapper = bubble(outgoing(), { state: 'waiting' })
    expect(wrapper.text()).toContain('Waits for the connection')
    expect(offered(wrapper, 'Cancel')).toBeDefined()
  })

  it('that may have been sent can only go on waiting', () => {
    const wrapper = bubble(outgoing(), { state: 'waiting', tried: true })
    expect(wrapper.text()).toContain('Waits for the connection')
    expect(offered(wrapper, 'Cancel')).toBeUndefined()
  })
})

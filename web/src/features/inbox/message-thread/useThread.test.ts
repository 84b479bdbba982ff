// Proves that a reaction or deletion that WhatsApp never takes goes back by itself, and is told in words.
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { defineComponent, h } from 'vue'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { fakeGateway } from '../../../api/fake-gateway.ts'
import { chooseLocale, t } from '../../../i18n/text.ts'
import { liveUpdates } from '../../../live/live-updates.ts'
import { toasts } from '../../../ui/toasts.ts'
import { message, outgoing } from '../inbox.examples.ts'
import { useThreads } from '../threads.store.ts'
import { type ThreadContext, useThreadContext } from './thread-context.ts'
import { useThread } from './useThread.ts'

beforeAll(() => chooseLocale('en'))
let pinia = createPinia()
beforeEach(() => setActivePinia((pinia = createPinia())))
afterEach(() => {
  toasts.splice(0)
  vi.unstubAllGlobals()
})

const theirs = message({ id: 'm', conversationId: 'c' })
const ours = outgoing({ id: 'm', conversationId: 'c', status: 'read' })

/** A thread with one message, whose reaction or deletion goes out as the send `s`. */
async function opened(shown = theirs) {
  let now = shown
  const calls = fakeGateway(({ method, path }) => {
    if (path.endsWith('/messages'))
      return { body: { messages: [shown], nextCursor: null, newerCursor: null } }
    return { body: method === 'GET' ? now : { sequence: 20, sendId: 's' } }
  })
  await useThreads().open('c')
  const got: {
    thread?: ReturnType<typeof useThread>
    context?: ThreadContext
    live?: ReturnType<typeof liveUpdates>
  } = {}
  const Bubble = defineComponent(() => {
    got.context = useThreadContext()
    return () => null
  })
  const Pane = defineComponent(() => {
    got.live = liveUpdates(() => ({
      query: { filter: {}, order: 'newest' },
      known: true,
      conversationId: 'c',
    }))
    got.thread = useThread(
      'c',
      () => true,
      () => {},
    )
    return () => h(Bubble)
  })
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: Pane }] })
  mount(Pane, { global: { plugins: [pinia, router] } })
  const { context, thread, live } = got
  if (!context || !thread || !live) throw new Error('The thread was not set up.')
  return {
    calls,
    context,
    thread,
    live,
    emoji: () =>
      useThreads()
        .threads.get('c')
        ?.entries[0]?.message.reactions.map((one) => one.emoji),
    /** The message is told to be another now. */
    async becomes(message: typeof shown) {
      now = message
      live.frame({ type: 'message_changed', sequence: 22, conversationId: 'c', messageId: 'm' })
      await flushPromises()
    },
    async told(status: 'sent' | 'failed', failure: 'content_unsupported' | 'session_removed' | null = null) {
      live.frame({
        type: 'message_status',
        sequence: 21,
        conversationId: 'c',
        messageId: 's',
        status,
        failure,
        at: theirs.at,
      })
      await flushPromises()
    },
  }
}

describe('a reaction', () => {
  it('goes back when WhatsApp does not know its message any more, as new as the failure, and says so', async () => {
    const { calls, context, emoji, told } = await opened()
    context.react(theirs, '🙏')
    expect(emoji()).toEqual(['🙏'])
    await flushPromises()
    await told('failed', 'content_unsupported')
    expect(emoji()).toEqual([])
    expect(calls.at(-1)?.query.get('min_seq')).toBe('21')
    expect(toasts.map(({ text }) => text)).toEqual([t('message.reactionLost', { why: t('message.tooOld') })])
  })

  it('goes back too when the failure is told before the answer', async () => {
    const { context, emoji, told } = await opened()
    context.react(theirs, '🙏')
    await told('failed', 'session_removed')
    await flushPromises()
    expect(emoji()).toEqual([])
    expect(toasts.map(({ text }) => text)).toEqual([
      t('message.reactionLost', { why: t('failure.session_removed') }),
    ])
  })

  it('stays when WhatsApp has it, whatever is told again later', async () => {
    const { context, emoji, told } = await opened()
    context.react(theirs, '🙏')
    await flushPromises()
    await told('sent')
    await told('failed', 'content_unsupported')
    expect(emoji()).toEqual(['🙏'])
    expect(toasts).toEqual([])
  })
})

describe('what is being answered', () => {
  it('is let go when its author is erased', async () => {
    const theirsInGroup = { ...theirs, sender: { contactId: 'gone', name: 'Kak', phone: null } }
    const { context, thread, live } = await opened(theirsInGroup)
    context.answer(theirsInGroup)
    live.frame({ type: 'contact_gone', sequence: 22, contactId: 'other', movedTo: null })
    await flushPromises()
    expect(thread.answering.value?.id).toBe('m')
    live.frame({ type: 'contact_gone', sequence: 23, contactId: 'gone', movedTo: null })
    await flushPromises()
    expect(thread.answering.value).toBeNull()
  })
})

describe('a deletion for everyone', () => {
  it('is not on its way any more once the message is told as deleted', async () => {
    const { context, thread, told, becomes } = await opened(ours)
    context.remove(ours)
    await thread.remove()
    await told('sent')
    expect([...thread.leaving]).toEqual(['m'])
    await becomes({ ...ours, revokedAt: ours.at })
    expect([...thread.leaving]).toEqual([])
  })

  it('is not on its way when it was deleted before it was asked for', async () => {
    const { context, thread, becomes } = await opened(ours)
    context.remove(ours)
    await becomes({ ...ours, revokedAt: ours.at })
    await thread.remove()
    expect([...thread.leaving]).toEqual([])
  })

  it('is not on its way any more when WhatsApp does not know the message, and says so', async () => {
    const { context, thread, told } = await opened(ours)
    context.remove(ours)
    await thread.remove()
    expect([...thread.leaving]).toEqual(['m'])
    await told('failed', 'content_unsupported')
    expect([...thread.leaving]).toEqual([])
    expect(toasts.map(({ text }) => text)).toEqual([t('message.deletionLost', { why: t('message.tooOld') })])
  })
})

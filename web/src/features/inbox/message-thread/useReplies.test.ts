// Proves which reply comes back to be written anew, and what stays of it in the thread.
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeGateway, refusal } from '../../../api/fake-gateway.ts'
import { chooseLocale } from '../../../i18n/text.ts'
import { signedInAs } from '../../account/account.examples.ts'
import { useAccount } from '../../account/account.store.ts'
import { useConversations } from '../conversations.store.ts'
import { conversation, message, outgoing } from '../inbox.examples.ts'
import { useThreads } from '../threads.store.ts'
import { useReplies } from './useReplies.ts'

beforeAll(() => chooseLocale('en'))
beforeEach(() => {
  localStorage.clear()
  setActivePinia(createPinia())
  useAccount().me = signedInAs({ id: 'rina' })
})
afterEach(() => void vi.unstubAllGlobals())

const id = 'c'
/** A thread of these messages, whose gateway refuses every reply. */
async function opened(messages: MessageView[]) {
  const page = { messages: [...messages].reverse(), nextCursor: null, newerCursor: null }
  fakeGateway(({ method }) => (method === 'POST' ? refusal(409, 'session_unavailable') : { body: page }))
  useConversations().sync([conversation({ id })])
  await useThreads().open(id)
  const shown = () =>
    useThreads()
      .threads.get(id)
      ?.entries.map((entry) => entry.message.content)
      .map((content) => (content?.kind === 'text' ? content.text : ''))
  return { ...useReplies(id, () => {}), shown }
}
const said = (text: string, part: Partial<MessageView> = {}) =>
  outgoing({ id: text, conversationId: id, content: { kind: 'text', text }, ...part })

describe('the last reply that did not go out', () => {
  it('leaves the thread when the gateway did not take it, with what it answered', async () => {
    const asked = message({ id: 'q', conversationId: id })
    const { send, takeBack, shown } = await opened([asked])
    send({ body: { text: 'Pertama' }, answers: null })
    send({ body: { text: 'Salah' }, answers: asked })
    await flushPromises()
    expect(takeBack()).toEqual({ text: 'Salah', answers: asked })
    expect(shown()).toEqual(['Halo', 'Pertama'])
    expect(takeBack()).toEqual({ text: 'Pertama', answers: null })
    expect(takeBack()).toBeNull()
  })

  it('stays in the thread when WhatsApp did not take it', async () => {
    const { takeBack, shown } = await opened([said('Gagal', { status: 'failed' })])
    expect(takeBack()).toEqual({ text: 'Gagal', answers: null })
    expect(shown()).toEqual(['Gagal'])
  })

  it.each([
    ['sent', said('x', { status: 'sent' })],
    ['a colleague’s', said('x', { status: 'failed', author: 'dimas' })],
    ['on its way', said('x', { status: 'queued' })],
    ['deleted', said('x', { status: 'failed', revokedAt: '2026-11-23T02:00:00.000Z' })],
  ])('is none that is %s', async (_what, one) => {
    expect((await opened([one])).takeBack()).toBeNull()
  })
})

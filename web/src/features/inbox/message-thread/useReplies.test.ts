// Proves which reply comes back to be written anew, that a retry goes out once, and that nothing is sent into nowhere.
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
import { retryKeyOf } from '../retry.model.ts'
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
const refused = refusal(409, 'session_unavailable')
/** A thread of these messages, whose gateway refuses every reply, or answers it so. */
async function opened(messages: MessageView[], answer = refused) {
  const page = { messages: [...messages].reverse(), nextCursor: null, newerCursor: null }
  const calls = fakeGateway(({ method }) => (method === 'POST' ? answer : { body: page }))
  useConversations().sync([conversation({ id })])
  await useThreads().open(id)
  const shown = () =>
    useThreads()
      .threads.get(id)
      ?.entries.map((entry) => entry.message.content)
      .map((content) => (content?.kind === 'text' ? content.text : ''))
  const keys = () =>
    calls.filter(({ method }) => method === 'POST').map(({ headers }) => headers.get('idempotency-key'))
  return { ...useReplies(id, () => {}), shown, keys }
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

  it('is none that may have been sent: an attempt had no answer', async () => {
    const { send, takeBack, shown } = await opened([], refusal(503, 'service_unavailable'))
    for (const text of ['Pertama', 'Kedua']) send({ body: { text }, answers: null })
    await flushPromises()
    expect(takeBack()?.text).toBe('Kedua') // it waits behind the first one, and was never tried
    expect(takeBack()).toBeNull()
    expect(shown()).toEqual(['Pertama'])
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

  it('is none that was sent once more', async () => {
    const failed = said('Gagal', { status: 'failed' })
    const again = said('again', { content: failed.content, status: 'sent', sequence: 11 })
    expect((await opened([failed, again])).takeBack()).toBeNull()
  })
})

describe('trying a failed message again', () => {
  const failedId = '0190a6c1-7c3e-8f21-9abc-0123456789ab'
  const failed = said('Gagal', { id: failedId, status: 'failed' })
  const accepted = { status: 202, body: { message: said('Gagal', { id: 'again' }), sequence: 11 } }

  it('sends it once however often it is pressed', async () => {
    const { retry, keys, shown } = await opened([failed], accepted)
    retry(failedId)
    retry(failedId)
    await flushPromises()
    retry(failedId)
    await flushPromises()
    expect(keys()).toEqual([retryKeyOf(failedId)])
    expect(shown()).toEqual(['Gagal', 'Gagal'])
  })

  it('has the same key on a page that does not know of the first time', async () => {
    const first = await opened([failed], accepted)
    first.retry(failedId)
    await flushPromises()
    setActivePinia(createPinia())
    useAccount().me = signedInAs({ id: 'dimas' })
    const second = await opened([failed], accepted)
    second.retry(failedId)
    await flushPromises()
    expect(second.keys()).toEqual(first.keys())
  })

  it('is possible again with the same key after its refusal was discarded', async () => {
    const { retry, discard, keys } = await opened([failed])
    retry(failedId)
    await flushPromises()
    retry(failedId)
    expect(keys()).toHaveLength(1)
    discard(retryKeyOf(failedId))
    retry(failedId)
    await flushPromises()
    expect(keys()).toEqual([retryKeyOf(failedId), retryKeyOf(failedId)])
  })
})

describe('a message whose number is not known', () => {
  it('is refused instead of lost', async () => {
    const { send, keys } = await opened([])
    useConversations().rows.delete(id)
    expect(() => send({ body: { text: 'Halo' }, answers: null })).toThrow('number')
    expect(keys()).toEqual([])
  })
})

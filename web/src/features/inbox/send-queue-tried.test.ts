// Proves that a reply knows when it may have been sent already, over a reload too, and says so instead of "not sent".
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeGateway, refusal } from '../../api/fake-gateway.ts'
import { chooseLocale, t } from '../../i18n/text.ts'
import { signedInAs } from '../account/account.examples.ts'
import { useAccount } from '../account/account.store.ts'
import type { QueuedReply } from './reply-draft.model.ts'
import { useSendQueue } from './send-queue.store.ts'
import { useThreads } from './threads.store.ts'

const reply = (key: string): QueuedReply => ({
  key,
  conversationId: 'c',
  sessionId: 's',
  author: 'rina',
  at: new Date().toISOString(),
  body: { text: 'Hai' },
  media: null,
  quote: null,
})
const shown = (at = 0) => useThreads().threads.get('c')?.entries[at]?.reply
const kept = (key = 'key') => localStorage.getItem(`reply rina ${key}`) ?? ''

beforeAll(() => chooseLocale('en'))
beforeEach(() => {
  localStorage.clear()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  setActivePinia(createPinia())
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

describe('a reply that was tried', () => {
  it('is known as such before it leaves the browser', async () => {
    let known = ''
    fakeGateway(() => {
      known = kept()
      return new Promise(() => {})
    })
    void useSendQueue().send(reply('key'))
    await vi.advanceTimersByTimeAsync(20)
    expect(JSON.parse(known)).toMatchObject({ tried: true })
  })

  it('is told apart from those that wait behind it', async () => {
    fakeGateway(() => refusal(503, 'service_unavailable'))
    const queue = useSendQueue()
    for (const key of ['k1', 'k2']) void queue.send(reply(key))
    await vi.advanceTimersByTimeAsync(20)
    expect([shown(0), shown(1)]).toEqual([{ state: 'waiting', tried: true }, { state: 'waiting' }])
  })

  it('is not tried while the browser has no connection', async () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
    void useSendQueue().send(reply('key'))
    await vi.advanceTimersByTimeAsync(20)
    expect(shown()).toEqual({ state: 'waiting' })
  })

  it('is certainly not sent once the gateway has refused it', async () => {
    let answer = refusal(503, 'service_unavailable')
    fakeGateway(() => answer)
    const sent = useSendQueue().send(reply('key'))
    await vi.advanceTimersByTimeAsync(20)
    answer = refusal(409, 'session_unavailable')
    await vi.advanceTimersByTimeAsync(1_000)
    await sent
    expect(shown()).toEqual({ state: 'refused', why: t('problem.session_unavailable') })
    expect(kept()).not.toContain('tried')
  })

  it.each([
    [500, 'internal', 'problem.server_failed'],
    [403, 'role_forbidden', 'problem.role_forbidden'],
  ] as const)('may be sent after a %i, which is said', async (status, code, words) => {
    fakeGateway(() => refusal(status, code))
    await useSendQueue().send(reply('key'))
    const why = `${t(words)} ${t('reply.mayBeSent')}`
    expect(shown()).toEqual({ state: 'refused', why, tried: true })
  })

  it('is told as perhaps sent when it is found again after an hour', async () => {
    const old = { ...reply('key'), tried: true, at: '2026-11-23T02:00:00.000Z' }
    localStorage.setItem('reply rina key', JSON.stringify(old))
    useAccount().me = signedInAs({ id: 'rina' })
    useSendQueue()
    await vi.advanceTimersByTimeAsync(20)
    expect(shown()).toEqual({ state: 'refused', why: t('reply.staleTried'), tried: true })
  })
})

// Proves that replies show at once, go out once, and survive a reload; and that sign-out leaves nothing behind.
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeGateway, refusal } from '../../api/fake-gateway.ts'
import { t } from '../../i18n/text.ts'
import { signedInAs } from '../account/account.examples.ts'
import { useAccount } from '../account/account.store.ts'
import { outgoing } from './inbox.examples.ts'
import type { QueuedReply } from './reply-draft.model.ts'
import { wakeReplies } from './reply-line.ts'
import { useSendQueue } from './send-queue.store.ts'
import { useThreads } from './threads.store.ts'

/** Every file meets a server that is away. */
class NoUploads {
  readonly upload = {}
  onerror = () => {}
  open() {}
  setRequestHeader() {}
  abort() {}
  send() {
    queueMicrotask(() => this.onerror())
  }
}
const now = () => new Date().toISOString()
const reply = (key: string, part: Partial<QueuedReply> = {}): QueuedReply => ({
  key,
  conversationId: 'c',
  sessionId: 's',
  author: 'rina',
  at: now(),
  body: { text: 'Hai' },
  media: null,
  quote: null,
  ...part,
})
const accepted = { status: 202, body: { message: outgoing({ id: 'm' }), sequence: 11 } }
const shown = () => useThreads().threads.get('c')?.entries
const me = signedInAs({ id: 'rina' })

beforeEach(() => {
  localStorage.clear()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  reload()
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})
function reload(): void {
  setActivePinia(createPinia())
}

describe('send queue', () => {
  it('shows a reply before the gateway answered, and sends its key', async () => {
    const calls = fakeGateway(() => accepted)
    const sent = useSendQueue().send(reply('key'))
    expect(shown()).toMatchObject([{ key: 'key', reply: { state: 'sending' } }])
    await sent
    expect(shown()).toMatchObject([{ key: 'key', message: { id: 'm' }, reply: null }])
    expect(calls[0]?.headers.get('idempotency-key')).toBe('key')
    expect(localStorage).toHaveLength(0)
  })

  it('keeps a refused reply, and sends it again with the same key', async () => {
    let away = true
    const calls = fakeGateway(() => (away ? refusal(409, 'session_unavailable') : accepted))
    const queue = useSendQueue()
    await queue.send(reply('key'))
    expect(shown()?.[0]?.reply?.state).toBe('refused')
    expect(queue.refused).toBe(1)
    away = false
    await queue.retry('key')
    expect(shown()).toMatchObject([{ message: { id: 'm' }, reply: null }])
    expect(calls.map((call) => call.headers.get('idempotency-key'))).toEqual(['key', 'key'])
  })

  it('counts what waits while the gateway is away, and sends it when that is back', async () => {
    let away = true
    fakeGateway(() => (away ? refusal(503, 'service_unavailable') : accepted))
    const queue = useSendQueue()
    const sent = queue.send(reply('key'))
    await vi.advanceTimersByTimeAsync(20)
    expect([queue.waiting, shown()?.[0]?.reply?.state]).toEqual([1, 'waiting'])
    away = false
    await vi.advanceTimersByTimeAsync(1_000)
    await sent
    expect(queue.waiting).toBe(0)
  })

  it('counts those behind the first one too, in the same conversation only', async () => {
    let away = true
    fakeGateway(() => (away ? refusal(503, 'service_unavailable') : accepted))
    const queue = useSendQueue()
    const sent = [queue.send(reply('k1')), queue.send(reply('k2'))]
    await vi.advanceTimersByTimeAsync(20)
    sent.push(queue.send(reply('k3')))
    expect([queue.waiting, shown()?.map((entry) => entry.reply?.state)]).toEqual([
      3,
      ['waiting', 'waiting', 'waiting'],
    ])
    away = false
    sent.push(queue.send(reply('other', { conversationId: 'd' })))
    expect(queue.waiting).toBe(3)
    await vi.advanceTimersByTimeAsync(1_000)
    await Promise.all(sent)
    expect(queue.waiting).toBe(0)
  })

  it('sends what a reload interrupted, in order and with the same keys', async () => {
    vi.setSystemTime('2026-11-23T02:00:01.000Z')
    fakeGateway(() => new Promise(() => {}))
    void useSendQueue().send(reply('k1', { at: '2026-11-23T02:00:00.000Z' }))
    void useSendQueue().send(reply('k2', { at: '2026-11-23T02:00:01.000Z' }))
    await vi.advanceTimersByTimeAsync(1) // both are under way
    reload()
    vi.setSystemTime('2026-11-23T02:01:00.000Z')
    const calls = fakeGateway(({ headers }) => ({
      status: 202,
      body: { message: outgoing({ id: `m ${headers.get('idempotency-key')}` }), sequence: 11 },
    }))
    useAccount().me = me
    useSendQueue()
    await vi.advanceTimersByTimeAsync(50)
    expect(calls.map((call) => call.headers.get('idempotency-key'))).toEqual(['k1', 'k2'])
  })

  it('asks before it sends what was written long ago', async () => {
    vi.setSystemTime('2026-11-23T02:00:01.000Z')
    fakeGateway(() => new Promise(() => {}))
    void useSendQueue().send(reply('key', { at: '2026-11-23T02:00:00.000Z' }))
    await vi.advanceTimersByTimeAsync(1) // it is under way
    reload()
    vi.setSystemTime('2026-11-23T05:00:00.000Z')
    const calls = fakeGateway(() => accepted)
    useAccount().me = me
    useSendQueue()
    await vi.advanceTimersByTimeAsync(50)
    expect(calls).toHaveLength(0)
    expect(shown()?.[0]?.reply?.state).toBe('refused')
  })

  it('asks before it sends what an open page held as long, and sends it once after that', async () => {
    let away = true
    const calls = fakeGateway(() => (away ? refusal(503, 'service_unavailable') : accepted))
    const taken = () => calls.splice(0).map((call) => call.headers.get('idempotency-key'))
    const queue = useSendQueue()
    const sent = queue.send(reply('key'))
    await vi.advanceTimersByTimeAsync(59 * 60_000)
    expect(shown()?.[0]?.reply?.state).toBe('waiting')
    taken()
    vi.setSystemTime(Date.now() + 2 * 60_000) // the computer slept
    away = false
    wakeReplies()
    await sent
    expect([taken(), shown()?.[0]?.reply]).toMatchObject([[], { why: t('reply.staleTried'), tried: true }])
    expect([queue.waiting, queue.refused]).toEqual([0, 1])
    away = true
    const again = queue.retry('key')
    await vi.advanceTimersByTimeAsync(59 * 60_000)
    taken()
    away = false
    wakeReplies()
    await again
    expect(taken()).toEqual(['key'])
    expect(shown()).toMatchObject([{ message: { id: 'm' }, reply: null }])
  })

  it('asks for each by its own age, also for a file that is to go up first', async () => {
    let away = true
    const calls = fakeGateway(() => (away ? refusal(503, 'service_unavailable') : accepted))
    vi.stubGlobal('XMLHttpRequest', NoUploads)
    const queue = useSendQueue()
    const old = queue.send(reply('old'), new File(['x'], 'nota.pdf'))
    await vi.advanceTimersByTimeAsync(50 * 60_000)
    const young = queue.send(reply('young'))
    vi.setSystemTime(Date.now() + 15 * 60_000)
    calls.splice(0)
    away = false
    wakeReplies()
    await Promise.all([old, young])
    expect(calls.map((call) => call.headers.get('idempotency-key'))).toEqual(['young'])
    expect(queue.refused).toBe(1)
  })

  it('does not ask for what the live stream has shown to be sent', async () => {
    let away = true
    const calls = fakeGateway(() => (away ? refusal(503, 'service_unavailable') : accepted))
    const queue = useSendQueue()
    const sent = queue.send(reply('key'))
    await vi.advanceTimersByTimeAsync(20)
    const theirs = outgoing({ id: 'm', conversationId: 'c', content: { kind: 'text', text: 'Hai' } })
    useThreads().sync([theirs])
    vi.setSystemTime(Date.now() + 61 * 60_000)
    away = false
    wakeReplies()
    await sent
    expect(calls).toHaveLength(2)
    expect([shown()?.length, queue.refused]).toEqual([1, 0])
  })

  it('stops and forgets what is discarded', async () => {
    const calls = fakeGateway(() => refusal(503, 'service_unavailable'))
    const queue = useSendQueue()
    const sent = queue.send(reply('key'))
    await vi.advanceTimersByTimeAsync(20)
    queue.discard('key')
    await sent
    expect([shown(), calls.length, localStorage.length]).toEqual([[], 1, 0])
  })

  it('keeps nothing that was to go to somebody erased', async () => {
    fakeGateway(() => refusal(503, 'service_unavailable'))
    const queue = useSendQueue()
    void queue.send(reply('theirs'))
    void queue.send(reply('other', { conversationId: 'd' }))
    await vi.advanceTimersByTimeAsync(20)
    queue.forgetConversation('c')
    expect([shown(), queue.waiting, Object.keys(localStorage)]).toEqual([[], 1, ['reply rina other']])
  })

  it('keeps no words of members in what answers them once one is erased, whatever becomes of it later', async () => {
    let answer = refusal(503, 'service_unavailable')
    fakeGateway(() => answer)
    const quote = { messageId: 'q', from: 'contact', kind: 'text', excerpt: 'rahasia' } as const
    const queue = useSendQueue()
    const sent = queue.send(reply('group', { quote }))
    void queue.send(reply('person', { quote, conversationId: 'd' }))
    await vi.advanceTimersByTimeAsync(20)
    queue.forgetQuotes((id) => id === 'c')
    const kept = (key: string) => localStorage.getItem(`reply rina ${key}`)
    expect(kept('group')).not.toContain('rahasia')
    expect(kept('person')).toContain('rahasia')
    answer = refusal(409, 'session_unavailable')
    await vi.advanceTimersByTimeAsync(1_000)
    await sent
    expect(kept('group')).toContain('refused')
    expect(kept('group')).not.toContain('rahasia')
  })

  it('leaves nothing on the browser at sign-out', async () => {
    fakeGateway(() => new Promise(() => {}))
    const queue = useSendQueue()
    void queue.send(reply('key'))
    localStorage.setItem('draft rina reply c', '"halo"')
    localStorage.setItem('theme', 'dark')
    queue.forgetQueue()
    expect(Object.keys(localStorage)).toEqual(['theme'])
  })
})

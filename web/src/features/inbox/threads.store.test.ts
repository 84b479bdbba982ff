// Proves that threads are read, joined after a gap, and that replies show at once and go out once.
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeGateway, refusal } from '../../api/fake-gateway.ts'
import { message, outgoing } from './inbox.examples.ts'
import { useThreads } from './threads.store.ts'

const at = '2026-11-23T02:00:00.000Z'
beforeEach(() => setActivePinia(createPinia()))
afterEach(() => void vi.unstubAllGlobals())

const shown = (id: string) => {
  return useThreads()
    .threads.get(id)
    ?.entries.map((entry) => entry.message.id)
}

describe('threads', () => {
  it('are paged back by the cursor', async () => {
    fakeGateway(({ query }) =>
      query.get('cursor') === 'older'
        ? { body: { messages: [message({ id: 'a', sequence: 1 })], nextCursor: null } }
        : { body: { messages: [message({ id: 'b', sequence: 2 })], nextCursor: 'older' } },
    )
    const threads = useThreads()
    await threads.open('c')
    await threads.loadOlder('c')
    await threads.loadOlder('c')
    expect(shown('c')).toEqual(['a', 'b'])
  })

  it('show a reply before the gateway answered, and send its key', async () => {
    const calls = fakeGateway(() => ({ status: 202, body: { message: outgoing({ id: 'm' }), sequence: 11 } }))
    const threads = useThreads()
    const sent = threads.send('c', 's', 'rina', 'Hai', 'key', at)
    expect(threads.threads.get('c')?.entries[0]).toMatchObject({ key: 'key', reply: { state: 'sending' } })
    await sent
    expect(threads.threads.get('c')?.entries).toMatchObject([
      { key: 'key', message: { id: 'm' }, reply: null },
    ])
    expect(calls[0]?.headers.get('idempotency-key')).toBe('key')
  })

  it('keep a refused reply, and send it again with the same key', async () => {
    let away = true
    const calls = fakeGateway(() =>
      away ? refusal(409, 'session_unavailable') : { body: { message: outgoing({ id: 'm' }), sequence: 11 } },
    )
    const threads = useThreads()
    await threads.send('c', 's', 'rina', 'Hai', 'key', at)
    expect(threads.threads.get('c')?.entries[0]?.reply?.state).toBe('refused')
    away = false
    await threads.retry('c', 'key')
    expect(shown('c')).toEqual(['m'])
    expect(calls.map((call) => call.headers.get('idempotency-key'))).toEqual(['key', 'key'])
  })

  it('discard a refused reply, and nothing that was taken', async () => {
    fakeGateway(() => refusal(409, 'session_unavailable'))
    const threads = useThreads()
    await threads.send('c', 's', 'rina', 'Hai', 'key', at)
    threads.sync([message({ id: 'a', conversationId: 'c' })])
    threads.discard('c', 'a')
    threads.discard('c', 'key')
    expect(shown('c')).toEqual(['a'])
  })

  it('begin anew after a gap that pages do not bridge', async () => {
    let page = { messages: [message({ id: 'a', sequence: 1 })], nextCursor: null as string | null }
    fakeGateway(() => ({ body: page }))
    const threads = useThreads()
    await threads.open('c')
    page = { messages: [message({ id: 'z', sequence: 90 })], nextCursor: 'older' }
    await threads.restart('c')
    expect(shown('c')).toEqual(['z'])
    expect(threads.threads.get('c')?.cursor).toBe('older')
  })

  it('keep what was read further back when the pages join', async () => {
    let messages = [message({ id: 'b', sequence: 2 }), message({ id: 'a', sequence: 1 })]
    fakeGateway(() => ({ body: { messages, nextCursor: null } }))
    const threads = useThreads()
    await threads.open('c')
    messages = [message({ id: 'd', sequence: 3 }), message({ id: 'b', sequence: 2 })]
    await threads.restart('c')
    expect(shown('c')).toEqual(['a', 'b', 'd'])
  })

  it('keep replies on their way through a restart', async () => {
    fakeGateway(({ method }) =>
      method === 'POST' ? refusal(409, 'session_unavailable') : { body: { messages: [], nextCursor: null } },
    )
    const threads = useThreads()
    await threads.send('c', 's', 'rina', 'Hai', 'key', at)
    await threads.restart(undefined)
    expect(shown('c')).toEqual(['key'])
  })

  it('leave messages of threads that are not open to the next read', () => {
    const threads = useThreads()
    threads.sync([message({ conversationId: 'other' })])
    expect(threads.threads.has('other')).toBe(false)
  })
})

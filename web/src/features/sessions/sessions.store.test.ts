// Proves that the numbers on the page follow the newest telling, and that removed ones stay away.
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeGateway } from '../../api/fake-gateway.ts'
import { session } from './sessions.examples.ts'
import { useSessions } from './sessions.store.ts'

beforeEach(() => setActivePinia(createPinia()))
afterEach(() => void vi.unstubAllGlobals())

describe('sessions', () => {
  it('take a new QR of the same state', () => {
    const store = useSessions()
    store.sync([session({ state: 'waiting_for_scan', qr: 'one' })])
    store.sync([session({ state: 'waiting_for_scan', qr: 'two' })])
    expect(store.list[0]?.qr).toBe('two')
  })

  it('drop a state that is older than what is known', () => {
    const store = useSessions()
    store.sync([session({ state: 'online', since: '2026-11-23T02:00:05.000Z' })])
    store.sync([session({ state: 'linking', since: '2026-11-23T02:00:01.000Z' })])
    expect(store.list[0]?.state).toBe('online')
  })

  it('forget what the list no longer has', async () => {
    fakeGateway(() => ({ body: { sessions: [] } }))
    const store = useSessions()
    store.sync([session()])
    await store.refetch()
    expect(store.list).toEqual([])
  })

  it('do not bring a removed number back when a late frame tells of it', async () => {
    fakeGateway(({ method }) => ({ body: method === 'DELETE' ? { sequence: 4 } : { sessions: [] } }))
    const store = useSessions()
    store.sync([session()])
    await store.remove(session().id)
    store.sync([session({ state: 'logged_out' })])
    expect(store.list).toEqual([])
  })

  it('read the list as new as the command', async () => {
    const calls = fakeGateway(({ method }) => ({
      body: method === 'POST' ? { sequence: 9 } : { sessions: [session()] },
    }))
    await useSessions().pair(session().id)
    expect(calls[1]?.query.get('min_seq')).toBe('9')
  })

  it('know whether any number is linked', () => {
    const store = useSessions()
    store.sync([session({ id: 'a', state: 'qr_expired' })])
    expect(store.anyLinked).toBe(false)
    store.sync([session({ id: 'b', state: 'reconnecting' })])
    expect(store.anyLinked).toBe(true)
  })
})

// Proves who is said to be in a conversation, and that silence is forgotten.
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { signedInAs } from '../account/account.examples.ts'
import { useAccount } from '../account/account.store.ts'
import { usePresence } from './presence.store.ts'

beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
  useAccount().me = signedInAs()
})
afterEach(() => void vi.useRealTimers())

const is = (accountId: string, state: 'viewing' | 'typing' | 'left') =>
  usePresence().apply({ type: 'presence', sequence: 0, conversationId: 'c', accountId, state })
const types = (typing: boolean) =>
  usePresence().apply({ type: 'customer_typing', sequence: 0, conversationId: 'c', typing })

describe('presence', () => {
  it('names each colleague once with the newest state, and not oneself', () => {
    is('dimas', 'viewing')
    is('wayan', 'viewing')
    is('dimas', 'typing')
    is('me', 'typing')
    expect(usePresence().of('c')).toEqual([
      { accountId: 'wayan', state: 'viewing' },
      { accountId: 'dimas', state: 'typing' },
    ])
    is('dimas', 'left')
    expect(usePresence().of('c')).toEqual([{ accountId: 'wayan', state: 'viewing' }])
  })

  it('is forgotten after 25 s of silence, and not while it is said again', () => {
    is('dimas', 'viewing')
    types(true)
    vi.advanceTimersByTime(20_000)
    is('dimas', 'viewing')
    vi.advanceTimersByTime(10_000)
    expect(usePresence().of('c')).toHaveLength(1)
    expect(usePresence().customerTyping('c')).toBe(false)
    vi.advanceTimersByTime(20_000)
    expect(usePresence().of('c')).toHaveLength(0)
  })

  it('ends the customer’s typing when that is told', () => {
    types(true)
    expect(usePresence().customerTyping('c')).toBe(true)
    types(false)
    expect(usePresence().customerTyping('c')).toBe(false)
  })
})

// Proves that sending a failed message once more is the same request for everybody, and when it was sent once more already.
import { describe, expect, it } from 'vitest'
import { message, outgoing } from './inbox.examples.ts'
import { isRetried, retryKeyOf } from './retry.model.ts'
import type { ThreadEntry } from './thread.model.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const id = '0190a6c1-7c3e-8f21-9abc-0123456789ab'
const entry = (shown: ThreadEntry['message'], part: Partial<ThreadEntry> = {}): ThreadEntry => ({
  key: shown.id,
  message: shown,
  reply: null,
  ...part,
})
const failed = outgoing({ id, status: 'failed', content: { kind: 'text', text: 'Siap' } })

describe('the key of a retry', () => {
  it('is a UUID that is the same each time, and of no other message', () => {
    expect(retryKeyOf(id)).toMatch(uuid)
    expect(retryKeyOf(id)).toBe(retryKeyOf(id))
    expect(retryKeyOf(id)).not.toBe(id)
    expect(retryKeyOf(id)).not.toBe(retryKeyOf('0190a6c1-7c3e-8f21-9abc-0123456789ac'))
  })

  it('is none that this app makes by chance, which are of version 4', () => {
    expect(retryKeyOf(id).charAt(14)).toBe('5')
  })
})

describe('a failed message was sent once more', () => {
  const again = outgoing({ id: 'again', content: { kind: 'text', text: 'Siap' }, author: 'dimas' })

  it('when its retry stands in the thread, in whatever state', () => {
    const bubble = outgoing({ id: 'x', content: { kind: 'text', text: 'changed' } })
    for (const reply of [null, { state: 'sending' }, { state: 'refused', why: '' }] as const) {
      expect(isRetried([entry(failed), entry(bubble, { key: retryKeyOf(id), reply })], failed)).toBe(true)
    }
  })

  it('when the same went out after it, from whomever', () => {
    expect(isRetried([entry(failed), entry(again)], failed)).toBe(true)
  })

  it.each([
    ['before it', [entry(again), entry(failed)]],
    ['by the customer', [entry(failed), entry(message({ id: 'm', content: again.content }))]],
    [
      'with other words',
      [entry(failed), entry(outgoing({ id: 'o', content: { kind: 'text', text: 'Siap, kak' } }))],
    ],
  ])('not when it was said %s', (_when, thread) => {
    expect(isRetried(thread, failed)).toBe(false)
  })

  it('not when another place was sent', () => {
    const place = (latitude: number) =>
      ({ kind: 'location', latitude, longitude: 1, name: null, address: null }) as const
    const there = { ...failed, content: place(1) }
    expect(isRetried([entry(there), entry({ ...again, content: place(2) })], there)).toBe(false)
    expect(isRetried([entry(there), entry({ ...again, content: place(1) })], there)).toBe(true)
  })
})

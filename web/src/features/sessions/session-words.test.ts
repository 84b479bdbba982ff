// Proves which numbers count as unlinked, so that the alarm stays until they are linked again.
import { describe, expect, it } from 'vitest'
import { session } from './sessions.examples.ts'
import { toneOf } from './session-tone.ts'
import { isUnlinked } from './session-words.ts'

describe('an unlinked number', () => {
  it.each(['logged_out', 'waiting_for_scan', 'waiting_for_code', 'qr_expired', 'pairing_refused'] as const)(
    'is one that was linked before and now is %s, whoever has begun to link it again',
    (state) => {
      expect(isUnlinked(session({ state }))).toBe(true)
      expect(toneOf(session({ state }))).toBe('danger')
    },
  )

  it.each(['online', 'reconnecting', 'starting', 'linking'] as const)('is not one that is %s', (state) => {
    expect(isUnlinked(session({ state }))).toBe(false)
  })

  it('is not a new one that waits for its first scan', () => {
    expect(isUnlinked(session({ state: 'waiting_for_scan', phone: null }))).toBe(false)
    expect(toneOf(session({ state: 'waiting_for_scan', phone: null }))).toBe('wait')
  })
})

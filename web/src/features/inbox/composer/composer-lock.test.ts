// Proves when a reply may be written, and which reason is told when it may not.
import { beforeAll, describe, expect, it } from 'vitest'
import { chooseLocale } from '../../../i18n/text.ts'
import { session } from '../../sessions/sessions.examples.ts'
import { conversation } from '../inbox.examples.ts'
import { composerState } from './composer-lock.ts'

beforeAll(() => chooseLocale('en'))

const known = conversation()
const fresh = conversation({ lastMessageAt: null })

describe('composer lock', () => {
  it('is open over a number that is online', () => {
    expect(composerState(session(), known)).toEqual({ kind: 'open' })
  })

  it('takes replies that wait while the number reconnects', () => {
    expect(composerState(session({ state: 'reconnecting' }), known).kind).toBe('waits')
  })

  it('offers to link a number again that was logged out, and not one that was removed', () => {
    expect(composerState(session({ state: 'logged_out' }), known)).toMatchObject({
      kind: 'locked',
      pair: true,
    })
    expect(composerState(undefined, known)).toMatchObject({ kind: 'locked', pair: false })
  })

  it('keeps a number that WhatsApp limits from writing to somebody new only', () => {
    const limited = session({ restriction: { kind: 'new_chats', until: '2026-11-24T02:00:00.000Z' } })
    expect(composerState(limited, known)).toEqual({ kind: 'open' })
    expect(composerState(limited, fresh)).toMatchObject({
      kind: 'locked',
      why: expect.stringContaining('24 Nov'),
    })
  })

  it('keeps a number that may not send at all from every reply', () => {
    const silenced = session({ restriction: { kind: 'all_sends', until: null } })
    expect(composerState(silenced, known)).toMatchObject({
      why: 'WhatsApp limits CS Jakarta now: it cannot send.',
    })
  })

  it('is locked for a contact that was erased, whatever the number does', () => {
    expect(composerState(session(), conversation({ erased: true })).kind).toBe('locked')
  })
})

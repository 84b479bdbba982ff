// Proves that every state and reason of a number has a sentence, and that limits say until when in the person's zone.
import { mount } from '@vue/test-utils'
import {
  DisconnectReason,
  LogoutReason,
  PairingRefusal,
} from '@indoshopster/contracts/session/session.events'
import { SessionState, type SessionView } from '@indoshopster/contracts/session/session.views'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { chooseLocale, t } from '../../i18n/text.ts'
import { chooseZone } from '../../i18n/zone.ts'
import NumberHealth from './NumberHealth.vue'
import { nextText } from './pairing-words.ts'
import { reasonText } from './session-words.ts'
import { session } from './sessions.examples.ts'

beforeAll(() => chooseLocale('en'))
afterEach(() => chooseZone('browser'))

const words = (view: Partial<SessionView>) =>
  mount(NumberHealth, { props: { session: session(view) } }).text()
const reasons = [DisconnectReason, LogoutReason, PairingRefusal].flatMap((kind) =>
  kind.anyOf.map((one) => one.const),
)

describe('health of a number', () => {
  it.each(SessionState.anyOf.map((one) => one.const))('is said for the state %s', (state) => {
    expect(words({ state }).length).toBeGreaterThan(10)
  })

  it.each(reasons)('has a reason in words for %s', (reason) => {
    expect(reasonText(session({ reason }))).not.toBe('')
    const state = LogoutReason.anyOf.some((one) => one.const === reason) ? 'logged_out' : 'reconnecting'
    expect(nextText(session({ state, reason }))).not.toBe('')
  })

  // Unlinking would throw away what the number's conversations are read with; an update needs nothing of the kind.
  it.each(['en', 'id'] as const)(
    'asks for an update, not for unlinking, when WhatsApp refuses the version: %s',
    async (locale) => {
      await chooseLocale(locale)
      const refused = session({ state: 'reconnecting', reason: 'protocol_refused' })
      expect(reasonText(refused)).toMatch(/no longer accepts this version|tidak lagi menerima versi/)
      expect(nextText(refused)).toMatch(/Do not unlink it|Jangan diputuskan/)
      expect(nextText(refused)).not.toMatch(/link it again|hubungkan lagi/)
      await chooseLocale('en')
    },
  )

  it('says until when WhatsApp limits it, in the zone of the person', () => {
    const restriction = { kind: 'new_chats', until: '2026-11-24T03:00:00.000Z' } as const
    chooseZone('WIB')
    expect(words({ restriction })).toContain('24 Nov 2026, 10:00')
    chooseZone('WIT')
    expect(words({ restriction })).toContain('24 Nov 2026, 12:00')
  })

  it('says that WhatsApp told no end', () => {
    expect(words({ restriction: { kind: 'all_sends', until: null } })).toContain(t('numbers.limit.all_sends'))
  })

  it('shows how far the history is, until it is here', () => {
    expect(words({ historyProgress: 40 })).toContain('40 %')
    expect(words({ historyProgress: 100 })).not.toContain('%')
  })
})

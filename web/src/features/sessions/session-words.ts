// Answers: how is the state of a number said and coloured, and can it send?
import type { SessionView } from '@indoshopster/contracts/session/session.views'
import { hasText, t } from '../../i18n/text.ts'

export type SessionTone = 'ok' | 'wait' | 'danger' | 'calm'

const tones: Record<SessionView['state'], SessionTone> = {
  starting: 'calm',
  waiting_for_scan: 'wait',
  waiting_for_code: 'wait',
  pairing_refused: 'danger',
  linking: 'wait',
  online: 'ok',
  reconnecting: 'wait',
  qr_expired: 'calm',
  logged_out: 'danger',
}

/** The colour family of a state. */
export const toneOf = (session: SessionView): SessionTone => tones[session.state]

/** A linked number sends now, or as soon as it is back. */
export const isLinked = (session: SessionView): boolean =>
  session.state === 'online' || session.state === 'reconnecting'

/** Why a number is not online, in plain words; empty when there is nothing to say. */
export function reasonText(session: SessionView): string {
  const key = `sessionReason.${session.reason ?? ''}`
  return hasText(key) ? t(key) : ''
}

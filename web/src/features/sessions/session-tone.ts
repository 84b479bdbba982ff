// Answers: in which colours is the state of a number shown?
import type { SessionView } from '@indoshopster/contracts/session/session.views'
import { isUnlinked } from './session-words.ts'

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
export const toneOf = (session: SessionView): SessionTone =>
  isUnlinked(session) ? 'danger' : tones[session.state]

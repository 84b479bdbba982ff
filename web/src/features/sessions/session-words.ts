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

/** A linked number sends now, or as soon as it is back. */
export const isLinked = (session: SessionView): boolean =>
  session.state === 'online' || session.state === 'reconnecting'

/** It was linked and is not: nothing comes in, also while somebody has only begun to link it again. */
export const isUnlinked = (session: SessionView): boolean =>
  session.state === 'logged_out' ||
  (session.phone !== null &&
    !isLinked(session) &&
    session.state !== 'starting' &&
    session.state !== 'linking')

/** The colour family of a state. */
export const toneOf = (session: SessionView): SessionTone =>
  isUnlinked(session) ? 'danger' : tones[session.state]

/** Why a number is not online, in plain words; empty when there is nothing to say. */
export function reasonText(session: SessionView): string {
  const key = `sessionReason.${session.reason ?? ''}`
  return hasText(key) ? t(key) : ''
}

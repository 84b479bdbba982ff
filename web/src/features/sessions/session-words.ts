// Answers: can a number send, is it cut off, and how is it said why?
import type { SessionView } from '@indoshopster/contracts/session/session.views'
import { hasText, t } from '../../i18n/text.ts'

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

/** Why a number is not online, in plain words; empty when there is nothing to say. */
export function reasonText(session: SessionView): string {
  const key = `sessionReason.${session.reason ?? ''}`
  return hasText(key) ? t(key) : ''
}

// Answers: what is to be done about a number that is not online? Apart from the reasons, which the first page says too.
import type { SessionView } from '@indoshopster/contracts/session/session.views'
import { hasText, t } from '../../i18n/text.ts'

/** What to do about it, or that it mends itself: by the reason where that says more than the state; may be empty. */
export function nextText(session: SessionView): string {
  const keys = [`sessionNext.${session.reason ?? ''}`, `sessionNext.${session.state}`]
  const key = keys.find(hasText)
  return key && hasText(key) ? t(key) : ''
}

/** Pairing stopped and waits for somebody here. */
export const pairingStopped = (session: SessionView): boolean =>
  session.state === 'qr_expired' || session.state === 'logged_out' || session.state === 'pairing_refused'

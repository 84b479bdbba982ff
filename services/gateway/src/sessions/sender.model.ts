// Answers: which of a workspace's numbers sends?
import type { SessionView } from '@indoshopster/contracts/session/session.views'

type Refused = { readonly refused: 'session_not_found' | 'session_unavailable' }

/**
 * | from            | sends                                                                     |
 * | --------------- | ------------------------------------------------------------------------- |
 * | id or phone     | that number                                                               |
 * | null            | the default; where it was never linked, the one that was added first      |
 *
 * A number that is linked but offline sends as soon as it is back. One that is logged out never does, and no other
 * takes its place: customers would hear from a stranger.
 */
export function senderOf(sessions: readonly SessionView[], from: string | null): SessionView | Refused {
  const chosen = from === null ? byDefault(sessions) : named(sessions, from)
  if (!chosen) return { refused: from === null ? 'session_unavailable' : 'session_not_found' }
  return canSend(chosen) ? chosen : { refused: 'session_unavailable' }
}

/** True for numbers that send now or as soon as they are back online. */
export const canSend = (session: SessionView) => session.phone !== null && session.state !== 'logged_out'

function byDefault(sessions: readonly SessionView[]): SessionView | undefined {
  const chosen = sessions.find((session) => session.isDefault && session.phone !== null)
  if (chosen) return chosen
  return sessions
    .filter((session) => canSend(session))
    .toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1))[0]
}

function named(sessions: readonly SessionView[], from: string): SessionView | undefined {
  const digits = from.replace(/^\+/, '')
  const same = sessions.filter((session) => session.id === from.toLowerCase() || session.phone === digits)
  // A phone that was linked twice: the link that still works.
  return same.find((session) => canSend(session)) ?? same[0]
}

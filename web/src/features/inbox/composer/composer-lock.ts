// Answers: may a reply be written over this number now, and what must the agent know?
import type { SessionView } from '@indoshopster/contracts/session/session.views'
import { t } from '../../../i18n/text.ts'
import { reasonText } from '../../sessions/session-words.ts'

/** `locked`: no reply possible, with the reason. `waits`: a reply is taken and goes out later. `open`: nothing to say. */
export type ComposerState = { kind: 'open' } | { kind: 'waits' | 'locked'; why: string }

/** A number that is gone or unlinked cannot send; one that reconnects sends as soon as it is back. */
export function composerState(session: SessionView | undefined): ComposerState {
  if (!session) return { kind: 'locked', why: t('composer.removed') }
  if (session.state === 'online') return { kind: 'open' }
  if (session.state === 'reconnecting')
    return { kind: 'waits', why: t('composer.waits', { number: session.name }) }
  const reason = reasonText(session) || t('composer.notLinked')
  return { kind: 'locked', why: t('composer.locked', { number: session.name, reason }) }
}

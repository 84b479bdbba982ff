// Answers: may a reply be written in this conversation now, and what must the agent know?
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import type { SessionView } from '@indoshopster/contracts/session/session.views'
import { dateAndTime } from '../../../i18n/format.ts'
import { t } from '../../../i18n/text.ts'
import { reasonText } from '../../sessions/session-words.ts'

/**
 * `locked`: no reply possible, with the reason; `pair` where linking the number again helps. `waits`: a reply is taken
 * and goes out later. `open`: nothing to say.
 */
export type ComposerState =
  { kind: 'open' } | { kind: 'waits'; why: string } | { kind: 'locked'; why: string; pair: boolean }

type Conversation = Pick<ConversationView, 'erased' | 'lastMessageAt'>

/** A number may be kept from writing to new people only, or from sending at all. */
function restrictionOf(session: SessionView, conversation: Conversation | undefined): string | null {
  const { restriction, name: number } = session
  if (!restriction) return null
  if (restriction.kind === 'new_chats' && conversation?.lastMessageAt !== null) return null
  const what = t(`composer.limit.${restriction.kind}`)
  return restriction.until
    ? t('composer.restrictedUntil', { number, what, time: dateAndTime(restriction.until) })
    : t('composer.restricted', { number, what })
}

/** A number that is gone or unlinked cannot send; one that reconnects sends as soon as it is back. */
export function composerState(session: SessionView | undefined, conversation?: Conversation): ComposerState {
  if (conversation?.erased) return { kind: 'locked', why: t('composer.erased'), pair: false }
  if (!session) return { kind: 'locked', why: t('composer.removed'), pair: false }
  const restricted = restrictionOf(session, conversation)
  if (restricted) return { kind: 'locked', why: restricted, pair: false }
  if (session.state === 'online') return { kind: 'open' }
  if (session.state === 'reconnecting')
    return { kind: 'waits', why: t('composer.waits', { number: session.name }) }
  const reason = reasonText(session) || t('composer.notLinked')
  return { kind: 'locked', why: t('composer.locked', { number: session.name, reason }), pair: true }
}

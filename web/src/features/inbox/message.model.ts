// Answers: which of two tellings of one message is right? Pure; used by every store that takes in messages.
import type { MessageStatus, MessageView } from '@indoshopster/contracts/inbox/message.views'

/**
 * How far a message has come. `failed` stands before `sent`: proof that WhatsApp has it beats an earlier
 * "failed", never the other way round.
 */
const ranks: Record<MessageStatus, number> = {
  received: 0,
  accepted: 1,
  queued: 2,
  failed: 3,
  sent: 4,
  delivered: 5,
  read: 6,
}

/** Whether a status is a step forward from another. */
export const isForward = (from: MessageStatus, to: MessageStatus): boolean => ranks[to] > ranks[from]

/** What changes about a message after it was told: an older telling must not take these back. */
function changesOf(message: MessageView) {
  const { content, missing, sender, quote, edits, revokedAt, mediaState, mediaFailure, reactions } = message
  return { content, missing, sender, quote, edits, revokedAt, mediaState, mediaFailure, reactions }
}

/** Whether what is known has come further than what arrived: replayed frames tell how a message once was. */
function isOlderTelling(known: MessageView, arrived: MessageView): boolean {
  if (arrived.missing === 'erased') return false
  return (
    (arrived.missing === 'undecryptable' && known.missing === null) ||
    known.missing === 'erased' ||
    arrived.edits.length < known.edits.length ||
    (known.revokedAt !== null && arrived.revokedAt === null) ||
    (arrived.mediaState === 'pending' && known.mediaState !== 'pending' && known.mediaState !== null)
  )
}

/**
 * One message out of what is known and what arrived: statuses only go forward, changes are not taken back,
 * and a message keeps its place, also when a placeholder becomes readable much later.
 */
export function mergeMessage(known: MessageView | undefined, arrived: MessageView): MessageView {
  if (!known) return arrived
  const keepsStatus = isForward(arrived.status, known.status)
  return {
    ...arrived,
    ...(known.sequence === arrived.sequence ? {} : { at: known.at, sequence: known.sequence }),
    ...(isOlderTelling(known, arrived) ? changesOf(known) : {}),
    ...(keepsStatus ? { status: known.status, failure: known.failure } : {}),
  }
}

/** A message with a status that arrived on its own; the same object when that is no step forward. */
export function withStatus(
  message: MessageView,
  status: MessageStatus,
  failure: MessageView['failure'],
): MessageView {
  return isForward(message.status, status) ? { ...message, status, failure } : message
}

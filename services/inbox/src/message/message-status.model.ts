// Owns the order of an outgoing message's statuses: they only move forwards.
import type { MessageStatus } from '@indoshopster/contracts/inbox/message.views'

/**
 * | from \ to      | queued | failed | sent, delivered, read |
 * | -------------- | ------ | ------ | --------------------- |
 * | accepted       | yes    | yes    | yes                   |
 * | queued         |        | yes    | yes                   |
 * | failed         | no     |        | yes: it arrived after all |
 * | sent and later | no     | no     | only forwards         |
 *
 * `received` is where incoming messages stay.
 */
const rank: Readonly<Record<MessageStatus, number>> = {
  accepted: 0,
  queued: 1,
  failed: 2,
  sent: 3,
  delivered: 4,
  read: 5,
  received: 6,
}

/** The later of two statuses. */
export function furthest(current: MessageStatus, next: MessageStatus): MessageStatus {
  return rank[next] > rank[current] ? next : current
}

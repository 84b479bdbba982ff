// Owns appending what became of a send; its events have ids made from the message, so telling twice changes nothing.
import { createHash } from 'node:crypto'
import type { NewMessageEvent } from '@indoshopster/contracts/session/message.events'
import type { EventLog } from '@indoshopster/event-log/event-log'
import { uuidFromHash } from '@indoshopster/service/uuid'
import type { Asked, Fence } from '../whatsapp/whatsapp.port.ts'
import type { Cause, OutboxEntry, SendFailureReason } from './outbox.model.ts'

type Told = Pick<OutboxEntry, 'messageId' | 'chatId' | 'contactId' | 'phone' | 'name'>
type Named = Pick<OutboxEntry, 'messageId' | 'chatId'>

export type SendOutcome = ReturnType<typeof createSendOutcome>

/** Times are ms since the epoch, by the network's clock. All throw LogUnavailableError. */
export function createSendOutcome(
  log: Pick<EventLog, 'append'>,
  { sessionId, workspace }: Pick<Fence, 'sessionId' | 'workspace'>,
) {
  async function tell(
    what: string,
    entry: Named,
    event: NewMessageEvent,
    cause: Cause | null = null,
  ): Promise<void> {
    const id = uuidFromHash(createHash('sha256').update(`${entry.messageId}|${what}`).digest())
    const to = { owner: 'session', lane: sessionId, entity: entry.chatId }
    const { traceparent } = cause ?? {}
    const of = { ...(cause ? { cause } : {}), ...(traceparent ? { traceparent } : {}) }
    await log.append(workspace, to, event, { id, ...of })
  }

  const idsOf = ({ chatId, messageId }: Named) => ({ sessionId, chatId, messageId })
  const iso = (at: number) => new Date(at).toISOString()

  /** A reaction or a revocation changes another message, once the network has it. */
  async function changed(entry: Told, { content }: Asked, at: number, cause: Cause | null): Promise<void> {
    if (content.kind !== 'reaction' && content.kind !== 'revocation') return
    const { contactId } = entry
    const target = { ...idsOf(entry), messageId: content.targetId, contactId, by: 'us' } as const
    const event: NewMessageEvent =
      content.kind === 'reaction'
        ? {
            type: 'session.message_reacted.v1',
            data: { ...target, reactedAt: iso(at) },
            sealed: { emoji: content.emoji || null },
            person: `contact:${contactId}`,
          }
        : { type: 'session.message_revoked.v1', data: { ...target, revokedAt: iso(at) } }
    await tell('changed', entry, event, cause)
  }

  return {
    /** Reactions and revocations stand in no thread, so nothing is told of them until the network has them. */
    async queued(entry: Told, { content, quote }: Asked, cause: Cause): Promise<void> {
      if (content.kind === 'reaction' || content.kind === 'revocation') return
      const correspondent = { phone: entry.phone, name: entry.name }
      const media = 'media' in content ? { mediaId: content.media.mediaId } : {}
      await tell(
        'queued',
        entry,
        {
          type: 'session.message_queued.v1',
          data: { ...idsOf(entry), contactId: entry.contactId, ...media },
          sealed: { content, correspondent, ...(quote ? { quote } : {}) },
          person: `contact:${entry.contactId}`,
        },
        cause,
      )
    },
    async sent(entry: OutboxEntry, at: number): Promise<void> {
      const event = {
        type: 'session.message_sent.v1',
        data: { ...idsOf(entry), sentAt: iso(at) },
      } as const
      await tell('sent', entry, event, entry.cause)
      if (entry.asked) await changed(entry, entry.asked, at, entry.cause)
    },
    delivered: (entry: Named, at: number) =>
      tell('delivered', entry, {
        type: 'session.message_delivered.v1',
        data: { ...idsOf(entry), deliveredAt: iso(at) },
      }),
    read: (entry: Named, at: number) =>
      tell('read', entry, { type: 'session.message_read.v1', data: { ...idsOf(entry), readAt: iso(at) } }),
    failed: (entry: Named, reason: SendFailureReason, cause: Cause | null) =>
      tell('failed', entry, { type: 'session.message_failed.v1', data: { ...idsOf(entry), reason } }, cause),
  }
}

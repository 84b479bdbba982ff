// Owns appending what became of a send; its events have ids made from the message, so telling twice changes nothing.
import { createHash } from 'node:crypto'
import type { MessageContent } from '@indoshopster/contracts/session/content'
import type { NewMessageEvent } from '@indoshopster/contracts/session/message.events'
import type { EventLog } from '@indoshopster/event-log/event-log'
import { uuidFromHash } from '@indoshopster/service/uuid'
import type { Fence } from '../whatsapp/whatsapp.port.ts'
import type { OutboxEntry, SendFailureReason } from './outbox.store.ts'

/** The event behind what is told now. */
export type Cause = { readonly id: string; readonly correlationid: string }

type Told = Pick<OutboxEntry, 'messageId' | 'chatId' | 'contactId' | 'phone' | 'name'>

export type SendOutcome = ReturnType<typeof createSendOutcome>

/** Times are ms since the epoch, by the network's clock. All throw LogUnavailableError. */
export function createSendOutcome(log: Pick<EventLog, 'append'>, fence: Fence) {
  const { sessionId, workspace } = fence

  async function tell(what: string, entry: Told, event: NewMessageEvent, cause?: Cause): Promise<void> {
    const id = uuidFromHash(createHash('sha256').update(`${entry.messageId}|${what}`).digest())
    const to = { owner: 'session', lane: sessionId, entity: entry.chatId }
    await log.append(workspace, to, event, cause ? { id, cause } : { id })
  }

  const idsOf = ({ chatId, messageId }: Told) => ({ sessionId, chatId, messageId })
  const iso = (at: number) => new Date(at).toISOString()

  return {
    queued(entry: Told, content: MessageContent, cause: Cause) {
      const correspondent = { phone: entry.phone, name: entry.name }
      const event = {
        type: 'session.message_queued.v1',
        data: { ...idsOf(entry), contactId: entry.contactId },
        sealed: { content, correspondent },
        person: `contact:${entry.contactId}`,
      } as const
      return tell('queued', entry, event, cause)
    },
    sent: (entry: Told, at: number, cause?: Cause) =>
      tell(
        'sent',
        entry,
        { type: 'session.message_sent.v1', data: { ...idsOf(entry), sentAt: iso(at) } },
        cause,
      ),
    delivered: (entry: Told, at: number) =>
      tell('delivered', entry, {
        type: 'session.message_delivered.v1',
        data: { ...idsOf(entry), deliveredAt: iso(at) },
      }),
    read: (entry: Told, at: number) =>
      tell('read', entry, { type: 'session.message_read.v1', data: { ...idsOf(entry), readAt: iso(at) } }),
    failed: (entry: Told, reason: SendFailureReason, cause: Cause) =>
      tell('failed', entry, { type: 'session.message_failed.v1', data: { ...idsOf(entry), reason } }, cause),
  }
}

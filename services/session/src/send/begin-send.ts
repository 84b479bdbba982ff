// Owns the first half of a send: its chat, its place in the outbox, and telling the log that it waits there.
import type pg from 'pg'
import type { SendRequested } from '@indoshopster/contracts/gateway/send.events'
import type { Asked, Fence } from '../whatsapp/whatsapp.port.ts'
import type { Cause, OutboxEntry, SendFailureReason } from './outbox.model.ts'
import type { Outbox } from './outbox.store.ts'
import { chatOf, chatOfNobody } from './recipient.ts'
import type { SendOutcome } from './send-outcome.ts'
import type { Standings } from './standing.store.ts'

export interface BeginDeps {
  readonly pool: pg.Pool
  readonly fence: Fence
  readonly outbox: Outbox
  readonly outcome: SendOutcome
  readonly standings: Pick<Standings, 'heard'>
  readonly newId: () => string
}

/** Stands where the person behind a request was erased before it was sent. */
const erased: Asked = { content: { kind: 'unsupported', what: 'erased' } }

/**
 * Gives a request its place in the outbox, or finds where a former run put it. Needs no network, so it holds up
 * nothing behind it. Null: the request names nobody and has failed. Throws where a later try may succeed.
 */
export async function beginSend(deps: BeginDeps, request: SendRequested): Promise<OutboxEntry | null> {
  const chat = await chatOf(deps, request)
  if (!chat) {
    await endUnbegun(deps, request, 'recipient_unknown')
    return null
  }
  const { messageId, wireId, sealed } = request.data
  const asked = sealed ? { content: sealed.content, quote: sealed.quote } : erased
  if (chat.heard) deps.standings.heard(chat.chatId)
  const { chatId, contactId, phone, name, address } = chat
  const entry = await deps.outbox.begin(deps.fence, {
    chatId,
    contactId,
    phone,
    name,
    messageId,
    wireId,
    address: address ?? '',
    asked,
    cause: causeOf(request),
    requestedAt: Date.parse(request.time),
    failure: sealed ? null : 'recipient_unknown',
  })
  // The log hears of a send before the network does.
  if (entry.state === 'queued') await deps.outcome.queued(entry, asked, causeOf(request))
  return entry
}

/** Tells that a request failed which cannot even stand in the outbox. Throws where a later try may succeed. */
export async function endUnbegun(
  deps: Pick<BeginDeps, 'fence' | 'outbox' | 'outcome'>,
  request: SendRequested,
  reason: SendFailureReason,
): Promise<void> {
  const begun = await deps.outbox.find(deps.fence.sessionId, request.data.messageId)
  const told = begun ?? { messageId: request.data.messageId, chatId: chatOfNobody(request) }
  await deps.outbox.assertOwned(deps.fence)
  await deps.outcome.failed(told, reason, causeOf(request))
  if (begun) await deps.outbox.markFailed(deps.fence, begun.messageId, reason)
}

const causeOf = ({ id, correlationid, traceparent }: SendRequested): Cause => ({
  id,
  correlationid,
  traceparent,
})

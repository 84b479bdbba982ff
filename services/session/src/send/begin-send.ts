// Owns the first half of a send: whom it means, its place in the outbox, and telling the log that it has begun.
import type pg from 'pg'
import type { SendRequested } from '@indoshopster/contracts/gateway/send.events'
import type { MessageContent } from '@indoshopster/contracts/session/content'
import type { Connection, Fence } from '../whatsapp/whatsapp.port.ts'
import type { Outbox, OutboxEntry, SendFailureReason } from './outbox.store.ts'
import { type ChatMaker, chatWithoutNetwork, recipientOf, wantedBy } from './recipient.ts'
import type { SendOutcome } from './send-outcome.ts'

/** Lookups of one recipient before the send fails: other sends of the session wait behind it. */
const MAX_LOOKUPS = 6

export interface BeginDeps {
  readonly pool: pg.Pool
  readonly fence: Fence
  readonly outbox: Outbox
  readonly outcome: SendOutcome
  readonly newId: () => string
}

/** Shown where the person behind a request was erased before it was sent. */
const nothing: MessageContent = { kind: 'unsupported', what: 'erased' }

/**
 * Begins a send, or finds where a former try left it. A failure that is known already stands in the entry. Null: the
 * request names nobody, so there is no chat to tell of. Throws where a later try may succeed; `tries` counts them.
 */
export async function beginSend(
  deps: BeginDeps,
  connection: Pick<Connection, 'lookUp' | 'compose'>,
  request: SendRequested,
  tries: number,
): Promise<OutboxEntry | null> {
  const begun = await deps.outbox.find(deps.fence.sessionId, request.data.messageId)
  if (begun) return queue(deps, begun, request)
  const content = request.data.sealed?.content ?? nothing
  const wanted = wantedBy(request)
  let chat: ChatMaker | null
  let address = ''
  let failure: SendFailureReason | null = null
  try {
    const meant = await recipientOf(deps, connection, wanted)
    chat = meant?.chat ?? null
    address = meant?.address ?? ''
    if (meant && meant.address === null) failure = 'recipient_not_on_whatsapp'
  } catch (error) {
    if (tries < MAX_LOOKUPS) throw error
    chat = await chatWithoutNetwork(deps, wanted)
    failure = 'no_server_ack'
  }
  const composed = failure ? null : connection.compose(content)
  if (!failure && !composed) failure = 'content_unsupported'
  return store(deps, request, chat, { address, composed: composed ?? new Uint8Array(), failure })
}

/** Begins a send that fails for a reason of the session's; one that may be on the wire already keeps its entry. */
export async function beginRefused(
  deps: BeginDeps,
  request: SendRequested,
  failure: SendFailureReason,
): Promise<OutboxEntry | null> {
  const begun = await deps.outbox.find(deps.fence.sessionId, request.data.messageId)
  if (begun) return queue(deps, { ...begun, failure: begun.failure ?? failure }, request)
  const chat = await chatWithoutNetwork(deps, wantedBy(request))
  return store(deps, request, chat, { address: '', composed: new Uint8Array(), failure })
}

async function store(
  deps: BeginDeps,
  request: SendRequested,
  makeChat: ChatMaker | null,
  entry: Pick<OutboxEntry, 'address' | 'composed' | 'failure'>,
): Promise<OutboxEntry | null> {
  if (!makeChat) return null
  const { messageId, wireId } = request.data
  const begun = await deps.outbox.begin(deps.fence, async (client) => {
    const { chatId, contactId } = await makeChat(client)
    return { ...entry, messageId, wireId, chatId, contactId }
  })
  return queue(deps, begun, request)
}

/** The log hears of a send before the network does. */
async function queue(deps: BeginDeps, entry: OutboxEntry, request: SendRequested): Promise<OutboxEntry> {
  if (entry.state === 'queued')
    await deps.outcome.queued(entry, request.data.sealed?.content ?? nothing, request)
  return entry
}

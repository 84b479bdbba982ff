// Owns the second half of a send: on the wire under its reserved id until the network's server has given its word.
import { SpanStatusCode, trace } from '@opentelemetry/api'
import { count, recordSeconds } from '@indoshopster/service/measure'
import type { Failpoint } from '../failpoint.ts'
import { type Connection, isNotConnected } from '../whatsapp/whatsapp.port.ts'
import type { Account } from './account.ts'
import type { Acknowledgements, Answer } from './acknowledgements.ts'
import { composeSend } from './compose-send.ts'
import type { OutboxEntry, SendFailureReason } from './outbox.model.ts'
import { pause } from './pause.ts'
import { CONNECTION_LOST, located, permitted, type PrepareDeps } from './prepare-send.ts'
import { recipientFrom } from './recipient.ts'
import type { SendOutcome } from './send-outcome.ts'
import type { InSlot } from './slots.ts'
import { isTooMuch, type Trouble, unablePauseMs } from './trouble.model.ts'

/** How long the server may be silent before the same message goes out again under the same id, ms. */
export const ACK_PATIENCE_MS = 20_000
/** Relays over all runs before a send fails: a message that ends every process must not come back for ever. */
const MAX_ATTEMPTS = 20
/** A connection on its way out is gone within moments, ms. */
const RECONNECT_PAUSE_MS = 500
/** The server restricts what the account may send; trying again by itself would make it worse. */
const RESTRICTED = '463'

export type DeliverDeps = PrepareDeps & {
  readonly outcome: SendOutcome
  readonly acknowledgements: Acknowledgements
  readonly failpoint: Failpoint
  readonly inSlot: InSlot
  readonly ackPatienceMs: number
}

/** One send's turn on one connection. */
export interface Turn {
  readonly connection: Pick<Connection, 'relay' | 'lookUp' | 'compose'>
  readonly account: Account
  readonly entry: OutboxEntry
  /** It has just been told that it waits. */
  readonly begun: boolean
  /** Aborts when the connection goes, with CONNECTION_LOST when the network ended it. */
  readonly gone: AbortSignal
  /** What this send has met so far, over all connections of this run. */
  readonly trouble: Trouble
}

/**
 * Relays until the outcome is known and in the log; answers `later` when the connection went first, so that the
 * send comes again on the next one. Throws LeaseLostError, or LogUnavailableError after the network's word.
 */
export async function deliver(deps: DeliverDeps, turn: Turn): Promise<'done' | 'later'> {
  const { entry, gone } = turn
  if (entry.state === 'sent' || entry.state === 'failed') return 'done'
  if (entry.failure) return endUnsent(deps, turn, entry.failure)
  const may = await permitted(deps, turn.account, entry, gone)
  if (may.kind === 'later') return 'later'
  if (may.kind === 'failed') return endUnsent(deps, turn, may.reason)
  return deps.inSlot(async () => {
    const where = await located(deps, turn.connection, entry, gone)
    if (where.kind === 'later') return 'later'
    if (where.kind === 'failed') return endUnsent(deps, turn, where.reason)
    const to = recipientFrom(where.entry)
    const form = await composeSend({ ...turn, to })
    if (form.kind === 'later') return 'later'
    if (form.kind === 'failed') return endUnsent(deps, turn, form.reason)
    await tellQueued(deps, turn)
    return relayed(deps, turn, { ...where.entry, composed: form.bytes }, may)
  })
}

/**
 * A run that was killed has given the send its place, and may not have told so. Told only now, because most of what
 * waits is met again by several connections; told twice it changes nothing.
 */
async function tellQueued({ outcome }: DeliverDeps, { entry, begun }: Turn): Promise<void> {
  const { asked, cause, state } = entry
  if (!begun && state === 'queued' && asked && cause) await outcome.queued(entry, asked, cause)
}

async function endUnsent(deps: DeliverDeps, turn: Turn, reason: SendFailureReason): Promise<'done'> {
  await tellQueued(deps, turn)
  return endFailed(deps, turn.entry, reason)
}

async function relayed(
  deps: DeliverDeps,
  { connection, account, gone, trouble }: Turn,
  entry: OutboxEntry & { readonly composed: Uint8Array },
  { opensChat, heard }: { readonly opensChat: boolean; readonly heard: boolean },
): Promise<'done' | 'later'> {
  const { fence, outbox, outcome, failpoint } = deps
  const waiting = deps.acknowledgements.listen(entry.wireId, gone)
  try {
    for (let attempts = entry.attempts + 1; ; attempts++) {
      if (gone.aborted) return 'later'
      if (isTooMuch(trouble) || attempts > MAX_ATTEMPTS) return await endFailed(deps, entry, 'no_server_ack')
      const stands = await outbox.markAttempted(fence, entry.messageId, entry.composed, opensChat)
      // Its person was erased meanwhile, and the erasure has told its end.
      if (!stands) return 'done'
      failpoint('send_after_mark')
      const answer = await relayOnce(deps, connection, entry, () => waiting.answer(deps.ackPatienceMs))
      failpoint('send_after_ack')
      switch (answer.kind) {
        case 'acknowledged':
          await outcome.sent(entry, answer.at)
          await outbox.markSent(fence, entry.messageId)
          countOutcome('sent')
          account.accepted(heard)
          return 'done'
        case 'refused':
          if (answer.code === RESTRICTED) account.refused(heard)
          return await endFailed(
            deps,
            entry,
            answer.code === RESTRICTED ? 'account_restricted' : 'refused_by_whatsapp',
          )
        case 'gone':
          if (gone.reason === CONNECTION_LOST) trouble.lost++
          return 'later'
        case 'silent':
          trouble.silences++
          break
        case 'unable':
          await pause(unablePauseMs(++trouble.unable), gone)
          break
        case 'not connected':
          await pause(RECONNECT_PAUSE_MS, gone)
      }
    }
  } finally {
    waiting.end()
  }
}

/** One relay and the word that follows, as one span of the sender's trace. */
function relayOnce(
  deps: DeliverDeps,
  connection: Pick<Connection, 'relay'>,
  entry: OutboxEntry & { readonly composed: Uint8Array },
  answer: () => Promise<Answer>,
): Promise<Answer | Unrelayed> {
  const attributes = { 'session.id': deps.fence.sessionId, 'message.id': entry.messageId }
  return trace.getTracer('session').startActiveSpan('whatsapp send', { attributes }, async (span) => {
    const began = performance.now()
    try {
      const sent = connection.relay(recipientFrom(entry), entry.wireId, entry.composed)
      const failed = sent.then(
        () => new Promise<never>(() => {}),
        (error: unknown) => error,
      )
      sent.then(
        () => deps.failpoint('send_after_relay'),
        () => {},
      )
      // A relay may hang on a dying connection, and the word may come before it has returned.
      const word = await Promise.race([answer(), failed.then(notRelayed)])
      span.setAttribute('send.answer', word.kind)
      recordSeconds('send_answer_seconds', "From the relay to the server's word", since(began), {
        answer: word.kind,
      })
      if (word.kind !== 'acknowledged') span.setStatus({ code: SpanStatusCode.ERROR })
      return word
    } finally {
      span.end()
    }
  })
}

/** A message that could not leave, for itself or because the connection is on its way out. */
type Unrelayed = { readonly kind: 'unable' | 'not connected' }

/** A lost lease ends everything. */
function notRelayed(error: unknown): Unrelayed {
  if (error instanceof Error && error.name === 'LeaseLostError') throw error
  return { kind: isNotConnected(error) ? 'not connected' : 'unable' }
}

/** Tells a failure and marks it. Only the owner may: an heir may have the server's word by now. */
export async function endFailed(
  deps: Pick<DeliverDeps, 'outbox' | 'fence' | 'outcome'>,
  entry: OutboxEntry,
  reason: SendFailureReason,
) {
  await deps.outbox.assertOwned(deps.fence)
  await deps.outcome.failed(entry, reason, entry.cause)
  await deps.outbox.markFailed(deps.fence, entry.messageId, reason)
  countOutcome(reason)
  return 'done' as const
}

const since = (began: number) => (performance.now() - began) / 1000

function countOutcome(outcome: 'sent' | SendFailureReason): void {
  count('sends_total', 'Sends that have ended', { outcome })
}

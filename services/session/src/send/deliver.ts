// Owns the second half of a send: on the wire under its reserved id until the network's server has given its word.
import { SpanStatusCode, trace } from '@opentelemetry/api'
import { count, recordSeconds } from '@indoshopster/service/measure'
import type { Failpoint } from '../failpoint.ts'
import type { Connection, Fence } from '../whatsapp/whatsapp.port.ts'
import type { Acknowledgements, Answer } from './acknowledgements.ts'
import type { Outbox, OutboxEntry, SendFailureReason } from './outbox.store.ts'
import { pause } from './pause.ts'
import { recipientFrom } from './recipient.ts'
import type { Cause, SendOutcome } from './send-outcome.ts'

/** How long the server may be silent before the same message goes out again under the same id, ms. */
export const ACK_PATIENCE_MS = 20_000
/** Silences of the server in one life of the connection before a send fails. */
const MAX_SILENCES = 3
/** Relays that could not leave before a send fails; a connection that has died is noticed long before. */
const MAX_UNABLE = 7
/** Relays over all runs before a send fails: a message that ends every connection must not come back for ever. */
const MAX_ATTEMPTS = 20
/** The server restricts what the account may send; trying again by itself would make it worse. */
const RESTRICTED = '463'

export interface DeliverDeps {
  readonly fence: Fence
  readonly outbox: Outbox
  readonly outcome: SendOutcome
  readonly acknowledgements: Acknowledgements
  readonly failpoint: Failpoint
  readonly ackPatienceMs: number
}

/**
 * Relays until the outcome is known and in the log; answers `later` when the connection went first, so that the
 * send comes again on the next one. Throws LeaseLostError, or LogUnavailableError after the network's word.
 */
export async function deliver(
  deps: DeliverDeps,
  connection: Pick<Connection, 'relay'>,
  entry: OutboxEntry,
  cause: Cause,
  gone: AbortSignal,
): Promise<'done' | 'later'> {
  const { fence, outbox, outcome, failpoint } = deps
  if (entry.state === 'sent' || entry.state === 'failed') return 'done'
  if (entry.failure) return fail(deps, entry, entry.failure, cause)
  const waiting = deps.acknowledgements.listen(entry.wireId, gone)
  try {
    let silences = 0
    let unable = 0
    for (let attempts = entry.attempts + 1; ; attempts++) {
      if (gone.aborted) return 'later'
      await outbox.markAttempted(fence, entry.messageId)
      failpoint('send_after_mark')
      const answer = await relayOnce(deps, connection, entry, () => waiting.answer(deps.ackPatienceMs))
      failpoint('send_after_ack')
      if (answer.kind === 'gone') return 'later'
      if (answer.kind === 'acknowledged') {
        await outcome.sent(entry, answer.at, cause)
        await outbox.markSent(fence, entry.messageId)
        countOutcome('sent')
        return 'done'
      }
      if (answer.kind === 'refused') {
        const reason = answer.code === RESTRICTED ? 'account_restricted' : 'refused_by_whatsapp'
        return await fail(deps, entry, reason, cause)
      }
      if (answer.kind === 'silent') silences++
      else await pause(unablePauseMs(++unable), gone)
      if (silences >= MAX_SILENCES || unable >= MAX_UNABLE || attempts >= MAX_ATTEMPTS)
        return await fail(deps, entry, 'no_server_ack', cause)
    }
  } finally {
    waiting.end()
  }
}

/** One relay and the word that follows, as one span of the sender's trace. */
function relayOnce(
  deps: DeliverDeps,
  connection: Pick<Connection, 'relay'>,
  entry: OutboxEntry,
  answer: () => Promise<Answer>,
): Promise<Answer | { kind: 'unable' }> {
  const attributes = { 'session.id': deps.fence.sessionId, 'message.id': entry.messageId }
  return trace.getTracer('session').startActiveSpan('whatsapp send', { attributes }, async (span) => {
    const began = performance.now()
    try {
      const relayed = connection.relay(recipientFrom(entry), entry.wireId, entry.composed)
      const failed = relayed.then(
        () => new Promise<never>(() => {}),
        (error: unknown) => error,
      )
      relayed.then(
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

/** A message that could not leave; a lost lease ends everything. */
function notRelayed(error: unknown): { kind: 'unable' } {
  if (error instanceof Error && error.name === 'LeaseLostError') throw error
  return { kind: 'unable' }
}

/** 1, 2, 4, then 5 s: long enough for a dead connection to be noticed, short enough for the chat behind it. */
const unablePauseMs = (unable: number) => Math.min(5000, 500 * 2 ** unable)

async function fail(deps: DeliverDeps, entry: OutboxEntry, reason: SendFailureReason, cause: Cause) {
  // Only the owner may say so: an heir may have the server's word by now, and a failure told later would be believed.
  await deps.outbox.assertOwned(deps.fence)
  await deps.outcome.failed(entry, reason, cause)
  await deps.outbox.markFailed(deps.fence, entry.messageId, reason)
  countOutcome(reason)
  return 'done' as const
}

const since = (began: number) => (performance.now() - began) / 1000

function countOutcome(outcome: 'sent' | SendFailureReason): void {
  count('sends_total', 'Sends that have ended', { outcome })
}

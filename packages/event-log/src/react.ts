// Owns reactions: side effects on events, at least once, in order per key, parked with a reason when they give up.
import type { NatsConnection } from '@nats-io/nats-core'
import type { JetStreamClient, JetStreamManager, JsMsg } from '@nats-io/jetstream'
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import { EVENTS } from '@indoshopster/contracts/streams'
import { parkedSubject } from '@indoshopster/contracts/subjects'
import type { Logger } from '@indoshopster/service/logger'
import { count } from '@indoshopster/service/measure'
import { inTraceparent } from '@indoshopster/service/trace-context'
import type { Codec } from './codec.ts'
import { prepareDurable } from './durable.ts'
import { pause } from './follow.ts'
import { matcher } from './subject-cover.ts'

export type ReactionOutcome = 'done' | { readonly retryInMs: number } | { readonly park: string }

export interface ReactOptions {
  /**
   * Name of the durable consumer; also the parked subject's last token. Letters, digits, _ and -. One process at a
   * time may react with it, for example the owner of a lease.
   */
  readonly durable: string
  readonly subjects: readonly string[]
  /** Events with the same key are handled one after the other, in log order. */
  readonly orderKey: (event: RecordedEvent) => string
  /** Must be idempotent: after a crash an event comes again. A throw counts as a retry. */
  readonly handle: (event: RecordedEvent, attempt: number) => Promise<ReactionOutcome>
  /** Where a durable that does not exist yet begins; `new` never reacts to the past. */
  readonly begin: 'all' | 'new'
  /** Attempts of one event before it is parked; `Infinity` for handlers that decide themselves. */
  readonly maxAttempts?: number
  readonly maxInFlight?: number
  readonly signal: AbortSignal
}

/** Reacts until the signal aborts. What is unfinished then comes again at the next start, in order. */
export type React = (options: ReactOptions) => Promise<void>

const ACK_WAIT_MS = 10_000
const RETRY_MS = 250
/** A pull is renewed this often, ms; twice without a sign of the server and the consumer is looked up anew. */
const PULL_MS = 4000

interface Deps {
  client: JetStreamClient
  manager: JetStreamManager
  codec: Codec
  logger: Logger
  nats: NatsConnection
}

/** Makes `react`. */
export function createReact(deps: Deps): React {
  const interrupted = interruptions(deps.nats)
  return async (options) => {
    while (!options.signal.aborted) {
      try {
        await reactOnce(deps, options, interrupted)
      } catch (error) {
        if (options.signal.aborted) return
        deps.logger.warn({ err: error, durable: options.durable }, 'reaction starts over')
      }
      await pause(RETRY_MS, options.signal)
    }
  }
}

/** Aborts what is registered whenever the connection broke: messages may have been lost on the way to us. */
function interruptions(nats: NatsConnection): Set<AbortController> {
  const registered = new Set<AbortController>()
  void (async () => {
    for await (const status of nats.status()) {
      if (status.type === 'disconnect') for (const controller of registered) controller.abort()
    }
  })()
  return registered
}

async function reactOnce(
  deps: Deps,
  options: ReactOptions,
  interrupted: Set<AbortController>,
): Promise<void> {
  const maxInFlight = options.maxInFlight ?? 64
  const { durable: name, subjects, begin } = options
  await prepareDurable(deps.manager, { name, subjects, begin, maxInFlight, ackWaitMs: ACK_WAIT_MS })
  const wanted = matcher(subjects)
  const consumer = await deps.client.consumers.get(EVENTS.name, name)
  const messages = await consumer.consume({ max_messages: maxInFlight, expires: PULL_MS })
  // A round that fails must not wait for lanes that retry for hours.
  const failing = new AbortController()
  interrupted.add(failing)
  const round = { ...options, signal: AbortSignal.any([options.signal, failing.signal]) }
  const stop = () => messages.stop()
  round.signal.addEventListener('abort', stop, { once: true })
  // An abort while the consumer was being looked up has told nobody.
  if (round.signal.aborted) stop()
  const lanes = new Map<string, Promise<void>>()
  try {
    for await (const message of messages) {
      if (round.signal.aborted) break
      if (!wanted(message.subject)) {
        message.ack()
        continue
      }
      const stored = { subject: message.subject, sequence: message.seq, body: message.data }
      const { events } = await deps.codec.decode([stored])
      const event = events[0]
      if (!event) {
        await park(deps, options, message, 'unreadable')
        continue
      }
      const key = options.orderKey(event)
      const before = lanes.get(key) ?? Promise.resolve()
      // From now on, not from its turn: what waits long in its lane would be delivered, and handled, a second time.
      const keepAlive = setInterval(() => message.working(), ACK_WAIT_MS / 3)
      const mine: Promise<void> = before
        .then(() => finish(deps, round, message, event))
        .catch((error: unknown) => {
          deps.logger.error({ err: error, durable: name }, 'reaction lane failed')
          // What comes after it on its lane must not overtake it.
          failing.abort()
        })
        .finally(() => {
          clearInterval(keepAlive)
          if (lanes.get(key) === mine) lanes.delete(key)
        })
      lanes.set(key, mine)
    }
  } finally {
    interrupted.delete(failing)
    failing.abort()
    messages.stop()
    await Promise.all(lanes.values())
  }
}

/** Tries one event until it is done, parked, or the reaction stops (then it is left unacknowledged). */
async function finish(
  deps: Deps,
  options: ReactOptions,
  message: JsMsg,
  event: RecordedEvent,
): Promise<void> {
  for (let attempt = 1; !options.signal.aborted; attempt++) {
    const outcome = await attemptOnce(deps, options, event, attempt)
    if (outcome === 'done') {
      count('reactions_total', 'Events a reaction has finished', { outcome: 'done', type: event.type })
      message.ack()
      return
    }
    if ('park' in outcome) return await park(deps, options, message, outcome.park)
    if (attempt >= (options.maxAttempts ?? 10))
      return await park(deps, options, message, 'attempts exhausted')
    await pause(outcome.retryInMs, options.signal)
  }
}

async function attemptOnce(deps: Deps, options: ReactOptions, event: RecordedEvent, attempt: number) {
  try {
    return await inTraceparent(event.traceparent, `react ${event.type}`, () => options.handle(event, attempt))
  } catch (error) {
    deps.logger.warn({ err: error, durable: options.durable, eventId: event.id, attempt }, 'reaction failed')
    return { retryInMs: Math.min(30_000, 200 * 2 ** Math.min(attempt, 8)) }
  }
}

async function park(deps: Deps, options: ReactOptions, message: JsMsg, reason: string): Promise<void> {
  const workspace = message.subject.split('.')[1] ?? 'unknown'
  const body = JSON.stringify({
    subject: message.subject,
    sequence: message.seq,
    durable: options.durable,
    reason,
  })
  await deps.client.publish(parkedSubject(workspace, options.durable), body, {
    msgID: `${options.durable}-${message.seq}`,
  })
  count('reactions_total', 'Events a reaction has finished', { outcome: 'parked', type: 'any' })
  deps.logger.error({ durable: options.durable, sequence: message.seq, reason }, 'event parked')
  message.ack()
}

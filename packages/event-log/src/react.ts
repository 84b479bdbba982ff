// Owns reactions: side effects on events, at least once, in order per key, parked with a reason when they give up.
import type { NatsConnection } from '@nats-io/nats-core'
import {
  AckPolicy,
  type ConsumerConfig,
  DeliverPolicy,
  JetStreamApiError,
  type JetStreamClient,
  type JetStreamManager,
  type JsMsg,
} from '@nats-io/jetstream'
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import { EVENTS } from '@indoshopster/contracts/streams'
import { parkedSubject } from '@indoshopster/contracts/subjects'
import type { Logger } from '@indoshopster/service/logger'
import { count } from '@indoshopster/service/measure'
import { inTraceparent } from '@indoshopster/service/trace-context'
import type { Codec } from './codec.ts'

export type ReactionOutcome = 'done' | { readonly retryInMs: number } | { readonly park: string }

export interface ReactOptions {
  /** Name of the durable consumer; also the parked subject's last token. Letters, digits, _ and -. */
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

interface Deps {
  client: JetStreamClient
  manager: JetStreamManager
  codec: Codec
  logger: Logger
  nats: NatsConnection
}

/** Makes `react`. */
export function createReact(deps: Deps): React {
  return async (options) => {
    while (!options.signal.aborted) {
      try {
        await reactOnce(deps, options)
      } catch (error) {
        if (options.signal.aborted) return
        deps.logger.warn({ err: error, durable: options.durable }, 'reaction starts over')
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
      }
    }
  }
}

/**
 * Makes the durable, or re-makes it from its ack floor when a killed run left unacknowledged messages behind:
 * waiting for their redelivery would let newer messages of the same key overtake them.
 */
async function prepareDurable(manager: JetStreamManager, options: ReactOptions): Promise<void> {
  const config: Partial<ConsumerConfig> = {
    durable_name: options.durable,
    filter_subjects: [...options.subjects],
    ack_policy: AckPolicy.Explicit,
    ack_wait: ACK_WAIT_MS * 1_000_000,
    max_ack_pending: options.maxInFlight ?? 64,
    max_deliver: -1,
  }
  try {
    const info = await manager.consumers.info(EVENTS.name, options.durable)
    if (info.num_ack_pending === 0) return
    await manager.consumers.delete(EVENTS.name, options.durable)
    await manager.consumers.add(EVENTS.name, {
      ...config,
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: info.ack_floor.stream_seq + 1,
    })
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.status !== 404) throw error
    const deliver_policy = options.begin === 'all' ? DeliverPolicy.All : DeliverPolicy.New
    await manager.consumers.add(EVENTS.name, { ...config, deliver_policy })
  }
}

async function reactOnce(deps: Deps, options: ReactOptions): Promise<void> {
  await prepareDurable(deps.manager, options)
  const consumer = await deps.client.consumers.get(EVENTS.name, options.durable)
  const messages = await consumer.consume({ max_messages: options.maxInFlight ?? 64 })
  const stop = () => messages.stop()
  options.signal.addEventListener('abort', stop, { once: true })
  const lanes = new Map<string, Promise<void>>()
  try {
    for await (const message of messages) {
      const { events } = await deps.codec.decode([{ sequence: message.seq, body: message.data }])
      const event = events[0]
      if (!event) {
        await park(deps, options, message, 'unreadable')
        continue
      }
      const key = options.orderKey(event)
      const before = lanes.get(key) ?? Promise.resolve()
      const mine: Promise<void> = before
        .then(() => finish(deps, options, message, event))
        .catch((error: unknown) =>
          deps.logger.error({ err: error, durable: options.durable }, 'reaction lane failed'),
        )
        .finally(() => {
          if (lanes.get(key) === mine) lanes.delete(key)
        })
      lanes.set(key, mine)
    }
  } finally {
    options.signal.removeEventListener('abort', stop)
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
  const keepAlive = setInterval(() => message.working(), ACK_WAIT_MS / 3)
  try {
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
  } finally {
    clearInterval(keepAlive)
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

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done, { once: true })
  })
}

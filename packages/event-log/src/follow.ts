// Owns following the log: batches in order from a sequence on, for projections and live views. Has no side effects.
import { setImmediate } from 'node:timers/promises'
import type { JetStreamClient, JsMsg } from '@nats-io/jetstream'
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import { EVENTS } from '@indoshopster/contracts/streams'
import type { Logger } from '@indoshopster/service/logger'
import { count } from '@indoshopster/service/measure'
import { createBatches } from './batches.ts'
import type { Codec } from './codec.ts'
import { cover, matcher } from './subject-cover.ts'

export interface FollowOptions {
  /** Subject filters (`eventFilter`). */
  readonly subjects: readonly string[]
  /** First sequence wanted; asked again after every failure, so that a checkpoint decides. */
  readonly from: () => Promise<number>
  /** Handles a batch in order. A throw starts over from `from()`. */
  readonly onBatch: (events: readonly RecordedEvent[], lastSequence: number) => Promise<void>
  /** Called when everything that was in the log has been handled; again after each start-over. */
  readonly onCaughtUp?: () => void
  readonly maxBatch?: number
  readonly signal: AbortSignal
}

/** Follows until the signal aborts; survives a server that is away. Resolves when it has stopped. */
export type Follow = (options: FollowOptions) => Promise<void>

/** Thrown by a handler that wants to start over from `from()` though nothing is broken. */
export class StartOver extends Error {
  override readonly name: string = 'StartOver'
}

/** Waits before starting over, ms; the last one repeats until a batch is handled. */
const pauses = [250, 500, 1000, 2000, 5000]
/** A pull is renewed this often, ms; twice without a sign of the server and the consumer is made anew. */
const PULL_MS = 4000
/** Messages unsealed in one go: while a batch is handled, whoever waits for the database gets his turn in between. */
const SLICE = 64

interface Deps {
  readonly client: JetStreamClient
  readonly codec: Codec
  readonly logger: Logger
}

/** Makes `follow`. */
export function createFollow(deps: Deps): Follow {
  return async (options) => {
    let failures = 0
    const onBatch: FollowOptions['onBatch'] = async (events, lastSequence) => {
      await options.onBatch(events, lastSequence)
      failures = 0
    }
    while (!options.signal.aborted) {
      try {
        await followOnce(deps, { ...options, onBatch })
      } catch (error) {
        if (options.signal.aborted) return
        const level = error instanceof StartOver ? 'debug' : 'warn'
        deps.logger[level]({ err: error }, 'following the log starts over')
        await pause(pauses[Math.min(failures++, pauses.length - 1)] ?? 0, options.signal)
      }
    }
  }
}

async function followOnce(deps: Deps, options: FollowOptions) {
  const maxBatch = options.maxBatch ?? 500
  const wanted = matcher(options.subjects)
  const from = await options.from()
  // An ordered consumer from a sequence must not name a deliver policy: `all` would start at 1.
  const consumer = await deps.client.consumers.get(EVENTS.name, {
    filter_subjects: cover(options.subjects),
    opt_start_seq: Math.max(1, from),
  })
  const messages = await consumer.consume({ max_messages: maxBatch * 2, expires: PULL_MS })
  const stop = () => messages.stop()
  options.signal.addEventListener('abort', stop, { once: true })
  // An abort while the consumer was being made has told nobody.
  if (options.signal.aborted) stop()
  const batches = createBatches(maxBatch, options.onBatch)
  try {
    if ((await consumer.info(true)).num_pending === 0) options.onCaughtUp?.()
    let slice: JsMsg[] = []
    for await (const message of messages) {
      slice.push(message)
      const due = message.info.pending === 0
      if (!due && slice.length < SLICE) continue
      const events = await decoded(deps, slice, wanted)
      await batches.add({ events, messages: slice.length, lastSequence: message.seq, due })
      slice = []
      if (due) {
        await batches.settled()
        options.onCaughtUp?.()
      } else await setImmediate()
    }
    await batches.settled()
  } finally {
    await batches.settled().catch(() => {})
    options.signal.removeEventListener('abort', stop)
    messages.stop()
    // The server would keep an abandoned consumer for minutes.
    await consumer.delete().catch(() => {})
  }
}

async function decoded(
  deps: Deps,
  batch: readonly JsMsg[],
  wanted: (subject: string) => boolean,
): Promise<RecordedEvent[]> {
  const stored = batch
    .filter((message) => wanted(message.subject))
    .map(({ subject, seq, data }) => ({ subject, sequence: seq, body: data }))
  const { events, unreadable } = await deps.codec.decode(stored)
  if (unreadable.length > 0) {
    deps.logger.error({ sequences: unreadable }, 'messages in the log are no readable events; skipped')
    count('events_unreadable_total', 'Messages in the log that are no readable events', {}, unreadable.length)
  }
  return events
}

/** Resolves after `ms`, or when the signal aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
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

// Owns following the log: batches in order from a sequence on, for projections and live views. Has no side effects.
import type { JetStreamClient, JsMsg } from '@nats-io/jetstream'
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import { EVENTS } from '@indoshopster/contracts/streams'
import type { Logger } from '@indoshopster/service/logger'
import type { Codec } from './codec.ts'

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

const RETRY_MS = 250

/** Makes `follow`. */
export function createFollow(deps: { client: JetStreamClient; codec: Codec; logger: Logger }): Follow {
  return async (options) => {
    while (!options.signal.aborted) {
      try {
        await followOnce(deps, options)
      } catch (error) {
        if (options.signal.aborted) return
        deps.logger.warn({ err: error }, 'following the log starts over')
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
      }
    }
  }
}

async function followOnce(deps: { client: JetStreamClient; codec: Codec }, options: FollowOptions) {
  const maxBatch = options.maxBatch ?? 500
  const from = await options.from()
  // An ordered consumer from a sequence must not name a deliver policy: `all` would start at 1.
  const consumer = await deps.client.consumers.get(EVENTS.name, {
    filter_subjects: [...options.subjects],
    opt_start_seq: Math.max(1, from),
  })
  const messages = await consumer.consume({ max_messages: maxBatch * 2 })
  const stop = () => messages.stop()
  options.signal.addEventListener('abort', stop, { once: true })
  try {
    if ((await consumer.info(true)).num_pending === 0) options.onCaughtUp?.()
    let batch: JsMsg[] = []
    for await (const message of messages) {
      batch.push(message)
      const pending = message.info.pending
      if (pending > 0 && batch.length < maxBatch) continue
      const { events } = await deps.codec.decode(batch.map((m) => ({ sequence: m.seq, body: m.data })))
      await options.onBatch(events, message.seq)
      batch = []
      if (pending === 0) options.onCaughtUp?.()
    }
  } finally {
    options.signal.removeEventListener('abort', stop)
    messages.stop()
  }
}

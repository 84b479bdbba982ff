// Owns handing a message to the log's stream and hearing that it is stored; one inbox hears it for all of them.
//
// The client's own request makes a timer and two errors for every message, which is more work than the message itself.
import { createInbox, type Msg, type MsgHdrs, type NatsConnection } from '@nats-io/nats-core'
import { JetStreamApiError } from '@nats-io/jetstream'

/** What the stream says of a message. */
export interface Stored {
  readonly sequence: number
  /** It had a message of this id already; `sequence` is that one's. */
  readonly duplicate: boolean
}

/**
 * Publishes once. Throws JetStreamApiError when the stream refuses; other errors when it is not known whether the message
 * is stored: no answer within `timeoutMs`, nobody there, connection closed.
 */
export type Publish = (
  subject: string,
  body: Uint8Array,
  header: MsgHdrs,
  timeoutMs: number,
) => Promise<Stored>

interface Waiting {
  readonly resolve: (stored: Stored) => void
  readonly reject: (error: Error) => void
  readonly deadline: number
}

/** How often it is looked for answers that are late, ms: a publish waits up to so much longer than it must. */
const LOOK_MS = 25
const NO_RESPONDERS = 503

/** Makes `publish` for one connection. */
export function createPublish(nats: NatsConnection): Publish {
  const inbox = createInbox()
  const waiting = new Map<string, Waiting>()
  let last = 0
  let looking: NodeJS.Timeout | null = null

  nats.subscribe(`${inbox}.*`, {
    callback: (error, message) => {
      const key = error ? '' : message.subject.slice(inbox.length + 1)
      const one = waiting.get(key)
      if (!one) return
      waiting.delete(key)
      try {
        one.resolve(storedOf(message))
      } catch (refusal) {
        one.reject(refusal instanceof Error ? refusal : new Error('The log refused.'))
      }
    },
  })

  function look() {
    const now = performance.now()
    for (const [key, { deadline, reject }] of waiting) {
      if (deadline > now) continue
      waiting.delete(key)
      reject(new Error('The log did not answer in time.'))
    }
    if (waiting.size > 0 || !looking) return
    clearInterval(looking)
    looking = null
  }

  return (subject, body, header, timeoutMs) =>
    new Promise((resolve, reject) => {
      const key = String(++last)
      // A closed connection throws here, before anything waits.
      nats.publish(subject, body, { reply: `${inbox}.${key}`, headers: header })
      waiting.set(key, { resolve, reject, deadline: performance.now() + timeoutMs })
      looking ??= setInterval(look, LOOK_MS)
    })
}

/** The acknowledgement as JetStream writes it. Throws what it says instead. */
function storedOf(message: Msg): Stored {
  if (message.headers?.code === NO_RESPONDERS) throw new Error('No stream takes this subject.')
  // JetStream answers this shape.
  const ack = message.json() as {
    error?: { code: number; err_code: number; description: string }
    seq: number
    duplicate?: boolean
  }
  if (ack.error) throw new JetStreamApiError(ack.error)
  return { sequence: ack.seq, duplicate: ack.duplicate === true }
}

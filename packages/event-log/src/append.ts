// Owns appending: one event, one subject, retried with the same id until the server acknowledges it.
import { headers } from '@nats-io/nats-core'
import { JetStreamApiCodes, JetStreamApiError, PubHeaders } from '@nats-io/jetstream'
import { eventSubject, type EventSubject } from '@indoshopster/contracts/subjects'
import { MAX_EVENT_BYTES } from '@indoshopster/contracts/streams'
import { recordSeconds } from '@indoshopster/service/measure'
import { currentTraceparent, inSpan, messageHeaders } from '@indoshopster/service/trace-context'
import type { Codec, EventParts } from './codec.ts'
import { CannotSealError } from './keyring.ts'
import type { LogPorts } from './event-log.ts'
import type { Publish } from './publish.ts'

/** Somebody else appended to the entity first; fold again and decide again. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError'
}

/** The log did not acknowledge in time. The event may or may not be stored: retry with the same id. */
export class LogUnavailableError extends Error {
  override readonly name = 'LogUnavailableError'
}

/** The event can never be stored as it is (too large); retrying is useless. */
export class EventTooLargeError extends Error {
  override readonly name = 'EventTooLargeError'
}

export interface AppendOptions {
  /** Given by callers whose event has an id of its own (journal, idempotency); else a fresh one. */
  readonly id?: string
  /** ISO time of the fact; now by default. */
  readonly time?: string
  /** Last sequence the caller has seen on this entity; 0: the entity must be new. Left out: no check. */
  readonly expectedSequence?: number
  /** The event that caused this one. */
  readonly cause?: { readonly id: string; readonly correlationid: string }
  /** The trace this fact belongs to; the current one by default. */
  readonly traceparent?: string
  /** How long to keep trying, in ms; 10,000 by default, `Infinity` for facts that must not be dropped. */
  readonly patienceMs?: number
}

export type Append = (
  workspace: string,
  to: Omit<EventSubject, 'workspace'>,
  event: EventParts & { readonly type: string },
  options?: AppendOptions,
) => Promise<{ sequence: number; id: string; duplicate: boolean }>

/** Waits between retries, ms; the last one repeats. */
const pauses = [50, 100, 200, 400, 800, 1500]
/** How long one attempt may take, ms: what was sent into a dying connection must not cost the full patience. */
const timeouts = [1000, 2000, 5000]

/** Makes `append`. Throws ConflictError, LogUnavailableError, EventTooLargeError or CannotSealError. */
export function createAppend(deps: {
  publish: Publish
  codec: Codec
  source: string
  ports: LogPorts
  /** False while nothing may be published (see `watchConnection`). */
  connected: () => boolean
}): Append {
  const { publish, codec, source, ports, connected } = deps
  const store = async (
    workspace: string,
    to: Omit<EventSubject, 'workspace'>,
    event: EventParts & { readonly type: string },
    options: AppendOptions,
  ) => {
    const id = options.id ?? ports.newId()
    const traceparent = options.traceparent ?? currentTraceparent()
    const envelope = {
      specversion: '1.0' as const,
      id,
      source,
      type: event.type,
      subject: to.entity,
      time: options.time ?? new Date(ports.now()).toISOString(),
      workspace,
      correlationid: options.cause?.correlationid ?? id,
      causationid: options.cause?.id ?? id,
      ...(traceparent ? { traceparent } : {}),
    }
    const header = messageHeaders(headers())
    header.set('Event-Type', event.type)
    header.set(PubHeaders.MsgIdHdr, id)
    if (options.expectedSequence !== undefined) {
      header.set(PubHeaders.ExpectedLastSubjectSequenceHdr, String(options.expectedSequence))
    }
    const subject = eventSubject({ workspace, ...to })
    const deadline = ports.now() + (options.patienceMs ?? 10_000)
    const body = await untilDone(() => codec.encode(envelope, event), deadline, ports)
    if (body.length > MAX_EVENT_BYTES) throw new EventTooLargeError('The event is larger than the log takes.')
    const publishOnce = async (timeout: number) => {
      if (!connected()) throw new Error('The connection to the log is down.')
      return publish(subject, body, header, timeout)
    }
    const ack = await untilDone(publishOnce, deadline, ports)
    return { sequence: ack.sequence, id, duplicate: ack.duplicate }
  }

  return (workspace, to, event, options = {}) =>
    inSpan(`append ${event.type}`, async () => {
      const started = performance.now()
      let outcome = 'failed'
      try {
        const appended = await store(workspace, to, event, options)
        outcome = appended.duplicate ? 'duplicate' : 'stored'
        return appended
      } catch (error) {
        if (error instanceof ConflictError) outcome = 'conflict'
        throw error
      } finally {
        const seconds = (performance.now() - started) / 1000
        recordSeconds('append_seconds', 'Time until the log has an event', seconds, {
          type: event.type,
          outcome,
        })
      }
    })
}

/** Tries again what failed because the log or the keyring is away. */
async function untilDone<Result>(
  work: (timeoutMs: number) => Promise<Result>,
  deadline: number,
  ports: LogPorts,
): Promise<Result> {
  for (let attempt = 0; ; attempt++) {
    try {
      const patience = timeouts[Math.min(attempt, timeouts.length - 1)] ?? 5000
      return await work(Math.max(50, Math.min(patience, deadline - ports.now())))
    } catch (error) {
      if (error instanceof CannotSealError) throw error
      if (error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamWrongLastSequence) {
        throw new ConflictError('The entity has moved on.', { cause: error })
      }
      const pause = pauses[Math.min(attempt, pauses.length - 1)] ?? 1500
      if (ports.now() + pause > deadline) {
        throw new LogUnavailableError('The log did not acknowledge the event in time.', { cause: error })
      }
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
}

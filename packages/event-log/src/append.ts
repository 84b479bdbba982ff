// Owns appending: one event, one subject, retried with the same id until the server acknowledges it.
import { headers } from '@nats-io/nats-core'
import { JetStreamApiCodes, JetStreamApiError, type JetStreamClient } from '@nats-io/jetstream'
import { eventSubject, type EventSubject } from '@indoshopster/contracts/subjects'
import { MAX_EVENT_BYTES } from '@indoshopster/contracts/streams'
import { currentTraceparent, messageHeaders } from '@indoshopster/service/trace-context'
import type { Codec, EventParts } from './codec.ts'
import type { LogPorts } from './event-log.ts'

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

/** Makes `append`. Throws ConflictError, LogUnavailableError or EventTooLargeError. */
export function createAppend(deps: {
  client: JetStreamClient
  codec: Codec
  source: string
  ports: LogPorts
}): Append {
  return async (workspace, to, event, options = {}) => {
    const { client, codec, source, ports } = deps
    const id = options.id ?? ports.newId()
    const traceparent = options.traceparent ?? currentTraceparent()
    const body = await codec.encode(
      {
        specversion: '1.0',
        id,
        source,
        type: event.type,
        subject: to.entity,
        time: options.time ?? new Date(ports.now()).toISOString(),
        workspace,
        correlationid: options.cause?.correlationid ?? id,
        causationid: options.cause?.id ?? id,
        ...(traceparent ? { traceparent } : {}),
      },
      event,
    )
    if (body.length > MAX_EVENT_BYTES) throw new EventTooLargeError('The event is larger than the log takes.')
    const subject = eventSubject({ workspace, ...to })
    const header = messageHeaders(headers())
    header.set('Event-Type', event.type)
    const deadline = ports.now() + (options.patienceMs ?? 10_000)
    for (let attempt = 0; ; attempt++) {
      try {
        const ack = await client.publish(subject, body, {
          msgID: id,
          headers: header,
          timeout: 5000,
          retries: 0,
          ...(options.expectedSequence === undefined
            ? {}
            : { expect: { lastSubjectSequence: options.expectedSequence } }),
        })
        return { sequence: ack.seq, id, duplicate: ack.duplicate }
      } catch (error) {
        if (error instanceof JetStreamApiError) {
          if (error.code === JetStreamApiCodes.StreamWrongLastSequence) {
            throw new ConflictError('The entity has moved on.', { cause: error })
          }
        }
        const pause = pauses[Math.min(attempt, pauses.length - 1)] ?? 1500
        if (ports.now() + pause > deadline) {
          throw new LogUnavailableError('The log did not acknowledge the event in time.', { cause: error })
        }
        await new Promise((resolve) => setTimeout(resolve, pause))
      }
    }
  }
}

// Owns accepting a send: one append, at most once for each message id, durable before anyone is answered.
import {
  sendRequested,
  type NewSendRequested,
  type SendRequested,
} from '@indoshopster/contracts/gateway/send.events'
import type { Quote } from '@indoshopster/contracts/session/content'
import { ConflictError } from '@indoshopster/event-log/append'
import type { EventLog } from '@indoshopster/event-log/event-log'
import { Problem } from '../http/problem.ts'
import { eventIdOf, wireIdOf } from './idempotency.ts'

/** What is to be sent; the rest of the event follows from it. */
export type Sendable = Omit<NewSendRequested['data'], 'wireId' | 'mediaId' | 'targetId'> & {
  readonly workspace: string
  readonly phone: string | null
  readonly content: NewSendRequested['sealed']['content']
  /** The message it answers. */
  readonly quote?: Quote
  /** Whose key seals the content. */
  readonly person: string
  /** True when the message id comes from an Idempotency-Key, so that it may be in the log already. */
  readonly repeatable: boolean
}

export interface Accepted {
  readonly request: Pick<SendRequested, 'time' | 'sequence'>
  /** True when an earlier request was accepted and this one is its repetition. */
  readonly replayed: boolean
}

export interface SendLog {
  /** The accepted request with this message id, from whichever number; null when there is none. */
  find(workspace: string, messageId: string): Promise<SendRequested | null>
  /** Throws Problem `log_unavailable` or `idempotency_key_reused`. */
  accept(send: Sendable): Promise<Accepted>
}

/** How long a caller waits for the log, ms. */
const PATIENCE_MS = 4000

/** Send requests over the log. `now` is milliseconds since the epoch. */
export function createSendLog(log: Pick<EventLog, 'append' | 'readEntity'>, now: () => number): SendLog {
  const find: SendLog['find'] = async (workspace, messageId) => {
    // Any lane: the default number may have changed between a request and its repetition.
    const place = { workspace, owner: 'gateway', lane: '*', entity: messageId }
    const { events } = await log.readEntity(place).catch(unavailable)
    return events.find(isRequest) ?? null
  }

  /** The request that is there already; refused when it meant something else. */
  async function earlier(send: Sendable): Promise<Accepted> {
    const request = await find(send.workspace, send.messageId)
    if (!request) throw new Problem('log_unavailable')
    return { request: sameMeaning(request, send.fingerprint), replayed: true }
  }

  return {
    find,
    async accept(send) {
      const time = new Date(now()).toISOString()
      try {
        const { workspace, sessionId, messageId } = send
        const options = { id: eventIdOf(messageId), time, expectedSequence: 0, patienceMs: PATIENCE_MS }
        const to = { owner: 'gateway', lane: sessionId, entity: messageId }
        const { sequence, duplicate } = await log.append(workspace, to, eventOf(send), options)
        // A repetition, or our own second try after a lost acknowledgement: the log tells which.
        if (duplicate && send.repeatable) return await earlier(send)
        return { request: { time, sequence }, replayed: false }
      } catch (error) {
        if (error instanceof Problem) throw error
        if (error instanceof ConflictError) return earlier(send)
        return unavailable(error)
      }
    },
  }
}

/** Answers the request when it meant the same; throws Problem `idempotency_key_reused` when not. */
export function sameMeaning(request: SendRequested, fingerprint: string): SendRequested {
  if (request.data.fingerprint !== fingerprint) throw new Problem('idempotency_key_reused')
  return request
}

function eventOf(send: Sendable): NewSendRequested {
  const { sessionId, messageId, chatId, origin, fingerprint, phone, content, quote, person } = send
  return {
    type: sendRequested.type,
    data: {
      sessionId,
      messageId,
      wireId: wireIdOf(messageId),
      chatId,
      origin,
      fingerprint,
      ...inClear(content),
    },
    sealed: { phone, content, ...(quote ? { quote } : {}) },
    person,
  }
}

/** The ids that stay readable when the content is erased. */
function inClear(content: Sendable['content']): { mediaId?: string; targetId?: string } {
  if ('media' in content) return { mediaId: content.media.mediaId }
  return 'targetId' in content ? { targetId: content.targetId } : {}
}

/** Whatever kept the event from being sealed and stored, the caller may try again. */
function unavailable(cause: unknown): never {
  throw new Problem('log_unavailable', { cause })
}

// The type names the shape; the gateway alone writes these events.
const isRequest = (event: { type: string }): event is SendRequested => event.type === sendRequested.type

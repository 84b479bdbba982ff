// Answers: what has happened to one entity so far?
import type { NatsConnection } from '@nats-io/nats-core'
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import { EVENTS } from '@indoshopster/contracts/streams'
import { eventSubject, type EventSubject } from '@indoshopster/contracts/subjects'
import type { Codec, StoredMessage } from './codec.ts'
import { LogUnavailableError } from './append.ts'

/** All events of one entity in order, and the sequence to expect when appending to it (0: none yet). */
export type ReadEntity = (
  subject: EventSubject,
) => Promise<{ events: readonly RecordedEvent[]; lastSequence: number }>

/** The server's answer to a get; `message.data` is base64. */
interface GetReply {
  message?: { seq: number; data: string }
  error?: { code: number; description: string }
}

const NOT_FOUND = 404

/** Makes `readEntity`. It asks the stream's leader, never a replica, so a read after an append sees it. */
export function createReadEntity(deps: { nats: NatsConnection; codec: Codec }): ReadEntity {
  async function next(subject: string, from: number): Promise<StoredMessage | null> {
    const request = JSON.stringify({ seq: from, next_by_subj: subject })
    const answer = await deps.nats
      .request(`$JS.API.STREAM.MSG.GET.${EVENTS.name}`, request, { timeout: 5000 })
      .catch((error: unknown) => {
        throw new LogUnavailableError('The log does not answer.', { cause: error })
      })
    // The JetStream API answers this shape.
    const reply = answer.json() as GetReply
    if (reply.error?.code === NOT_FOUND) return null
    if (!reply.message) throw new LogUnavailableError('The log refused to answer.')
    return { sequence: reply.message.seq, body: Buffer.from(reply.message.data, 'base64') }
  }

  return async (parts) => {
    const subject = eventSubject(parts)
    const messages: StoredMessage[] = []
    for (let message = await next(subject, 1); message; message = await next(subject, message.sequence + 1)) {
      messages.push(message)
    }
    const { events } = await deps.codec.decode(messages)
    return { events, lastSequence: messages.at(-1)?.sequence ?? 0 }
  }
}

// Answers: which stored message is the first on a subject from a sequence on?
import type { NatsConnection } from '@nats-io/nats-core'
import { EVENTS } from '@indoshopster/contracts/streams'
import { LogUnavailableError } from './append.ts'
import type { StoredMessage } from './codec.ts'

/** The server's answer to a get; `message.data` is base64. */
interface GetReply {
  message?: { subject: string; seq: number; data: string }
  error?: { code: number; description: string }
}

const NOT_FOUND = 404

/**
 * Asks the stream's leader, never a replica, so that a read after an append sees it. `subject` may have wildcards.
 * Null: there is none. Throws LogUnavailableError.
 */
export async function firstStored(
  nats: NatsConnection,
  subject: string,
  from: number,
): Promise<StoredMessage | null> {
  const request = JSON.stringify({ seq: Math.max(1, from), next_by_subj: subject })
  const answer = await nats
    .request(`$JS.API.STREAM.MSG.GET.${EVENTS.name}`, request, { timeout: 5000 })
    .catch((error: unknown) => {
      throw new LogUnavailableError('The log does not answer.', { cause: error })
    })
  // The JetStream API answers this shape.
  const reply = answer.json() as GetReply
  if (reply.error?.code === NOT_FOUND) return null
  if (!reply.message) throw new LogUnavailableError('The log refused to answer.')
  const { subject: stored, seq, data } = reply.message
  return { subject: stored, sequence: seq, body: Buffer.from(data, 'base64') }
}

/** The sequence of the first message from `from` on that matches one of the filters; null: there is none. */
export async function firstMatching(
  nats: NatsConnection,
  subjects: readonly string[],
  from: number,
): Promise<number | null> {
  const found = await Promise.all(subjects.map((subject) => firstStored(nats, subject, from)))
  const sequences = found.flatMap((message) => (message ? [message.sequence] : []))
  return sequences.length === 0 ? null : Math.min(...sequences)
}

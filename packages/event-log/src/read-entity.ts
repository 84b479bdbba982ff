// Answers: what has happened to one entity, from the beginning or after a sequence?
import type { NatsConnection } from '@nats-io/nats-core'
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import { eventFilter, eventSubject, type EventSubject } from '@indoshopster/contracts/subjects'
import type { Codec, StoredMessage } from './codec.ts'
import { LogUnavailableError } from './append.ts'
import { untilConnected } from './watch-connection.ts'
import { firstStored } from './stored-message.ts'

/**
 * All events of one entity in order, or those after a sequence, and the sequence to expect when appending to it: that of
 * the last event, `after` when there is none. Lane `*` finds an entity whose lane the caller does not know.
 */
export type ReadEntity = (
  subject: EventSubject,
  after?: number,
) => Promise<{ events: readonly RecordedEvent[]; lastSequence: number }>

/** How long a read waits for a connection that is down, ms. */
const PATIENCE_MS = 2000

/** Makes `readEntity`. Throws LogUnavailableError. One round trip per event: entities are small. */
export function createReadEntity(deps: {
  nats: NatsConnection
  codec: Codec
  connected: () => boolean
}): ReadEntity {
  return async (parts, after = 0) => {
    if (!(await untilConnected(deps.connected, PATIENCE_MS))) {
      throw new LogUnavailableError('The connection to the log is down.')
    }
    const subject = parts.lane === '*' ? inAnyLane(parts) : eventSubject(parts)
    const messages: StoredMessage[] = []
    let message = await firstStored(deps.nats, subject, after + 1)
    while (message) {
      messages.push(message)
      message = await firstStored(deps.nats, subject, message.sequence + 1)
    }
    const { events } = await deps.codec.decode(messages)
    return { events, lastSequence: messages.at(-1)?.sequence ?? after }
  }
}

function inAnyLane({ workspace, owner, entity }: EventSubject): string {
  // Throws when one of the parts is no plain token, so that nothing else can become a wildcard.
  eventSubject({ workspace, owner, lane: 'any', entity })
  return eventFilter({ workspace, owner, entity })
}

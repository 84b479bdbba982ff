// Owns the log as services use it: append, read one entity, follow, react.
import type { NatsConnection } from '@nats-io/nats-core'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { EVENTS } from '@indoshopster/contracts/streams'
import type { Logger } from '@indoshopster/service/logger'
import { createAppend, type Append } from './append.ts'
import { watchConnection } from './watch-connection.ts'
import { createPublish } from './publish.ts'
import { createReadEntity, type ReadEntity } from './read-entity.ts'
import { createFollow, type Follow } from './follow.ts'
import { createReact, type React } from './react.ts'
import { createCodec } from './codec.ts'
import type { Keyring } from './keyring.ts'
import { firstMatching } from './stored-message.ts'

export interface EventLog {
  readonly append: Append
  readonly readEntity: ReadEntity
  readonly follow: Follow
  readonly react: React
  /** The stream's last sequence now. */
  lastSequence(): Promise<number>
  /** The first sequence from `from` on that matches one of the filters; null: none is stored. */
  firstMatching(subjects: readonly string[], from: number): Promise<number | null>
}

/** Where time and ids come from, so that tests can say. */
export interface LogPorts {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** A fresh UUID (version 7 in production). */
  readonly newId: () => string
}

/** Opens the log for one service; `source` is the service's name and becomes each event's `source`. */
export async function openEventLog(options: {
  nats: NatsConnection
  keyring: Keyring
  source: string
  logger: Logger
  ports: LogPorts
}): Promise<EventLog> {
  const client = jetstream(options.nats, { timeout: 5000 })
  const manager = await jetstreamManager(options.nats, { checkAPI: false, timeout: 5000 })
  const codec = createCodec(options.keyring)
  const { logger, ports, source, nats } = options
  const connected = watchConnection(nats)
  return {
    append: createAppend({ publish: createPublish(nats), codec, source, ports, connected }),
    readEntity: createReadEntity({ nats, codec, connected }),
    follow: createFollow({ client, codec, logger }),
    react: createReact({ client, manager, codec, logger, nats }),
    lastSequence: async () => (await manager.streams.info(EVENTS.name)).state.last_seq,
    firstMatching: (subjects, from) => firstMatching(nats, subjects, from),
  }
}

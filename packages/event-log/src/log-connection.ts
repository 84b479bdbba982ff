// Owns the connection to NATS and the promises the streams must keep before anyone uses the log.
import { connect } from '@nats-io/transport-node'
import type { NatsConnection } from '@nats-io/nats-core'
import {
  DiscardPolicy,
  jetstreamManager,
  JetStreamApiError,
  type JetStreamManager,
  RetentionPolicy,
  StorageType,
  StoreCompression,
} from '@nats-io/jetstream'
import { EVENTS, MAX_EVENT_BYTES, MINIMUM_SERVER, PARKED } from '@indoshopster/contracts/streams'

/** The server or the stream does not keep what the log promises; the message says which and what to do. */
export class LogUnsafeError extends Error {
  override readonly name = 'LogUnsafeError'
}

/** Connects and keeps reconnecting for ever; requests fail while it is away. `name` shows in the server's monitoring. */
export function connectNats(url: string, name: string): Promise<NatsConnection> {
  return connect({
    servers: url.split(','),
    name,
    maxReconnectAttempts: -1,
    waitOnFirstConnect: true,
    reconnectTimeWait: 200,
    reconnectJitter: 100,
    pingInterval: 10_000,
    maxPingOut: 3,
  })
}

/** Asserts the server's version, makes the streams where they are missing and asserts what the server echoes. */
export async function prepareStreams(nats: NatsConnection, replicas: number): Promise<void> {
  assertServer(nats)
  const manager = await jetstreamManager(nats)
  await ensureStream(manager, EVENTS.name, [...EVENTS.subjects], replicas)
  await ensureStream(manager, PARKED.name, [...PARKED.subjects], replicas)
}

function assertServer(nats: NatsConnection): void {
  const version = nats.info?.version ?? '0.0.0'
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major < MINIMUM_SERVER.major || (major === MINIMUM_SERVER.major && minor < MINIMUM_SERVER.minor)) {
    throw new LogUnsafeError(
      `nats-server ${version} is too old: it ignores settings the log relies on. Use ${MINIMUM_SERVER.major}.${MINIMUM_SERVER.minor} or newer.`,
    )
  }
  if ((nats.info?.max_payload ?? 0) < MAX_EVENT_BYTES) {
    throw new LogUnsafeError(
      `nats-server takes messages of ${nats.info?.max_payload} bytes; set max_payload to 8MB.`,
    )
  }
}

async function ensureStream(manager: JetStreamManager, name: string, subjects: string[], replicas: number) {
  const wanted = {
    name,
    subjects,
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    compression: StoreCompression.S2,
    discard: DiscardPolicy.New,
    deny_purge: true,
    deny_delete: true,
    allow_direct: true,
    num_replicas: replicas,
    duplicate_window: EVENTS.duplicateWindowSeconds * 1_000_000_000,
  }
  let info
  try {
    info = await manager.streams.info(name)
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.status !== 404) throw error
    info = await manager.streams.add(wanted)
  }
  const config = info.config
  const broken = [
    subjects.every((subject) => config.subjects.includes(subject)) || `subjects lack ${subjects.join(', ')}`,
    config.storage === StorageType.File || 'storage is not file',
    config.retention === RetentionPolicy.Limits || 'retention is not limits',
    config.num_replicas >= replicas || `num_replicas is below ${replicas}`,
    config.duplicate_window >= wanted.duplicate_window || 'duplicate_window is too short',
    config.discard === DiscardPolicy.New || 'discard is not new',
    config.deny_purge || 'deny_purge is off',
    config.deny_delete || 'deny_delete is off',
    config.max_age === 0 || 'max_age is set',
    config.max_msgs === -1 || 'max_msgs is set',
    config.max_msgs_per_subject === -1 || 'max_msgs_per_subject is set',
    config.compression === StoreCompression.S2 || 'compression is not s2',
  ].filter((rule) => rule !== true)
  if (broken.length > 0) throw new LogUnsafeError(`Stream ${name} is unsafe: ${broken.join(', ')}.`)
}

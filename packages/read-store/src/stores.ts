// Owns what a service with read models stands on: NATS, two pools, the log; opened, watched and closed as one.
import type { NatsConnection } from '@nats-io/nats-core'
import type pg from 'pg'
import { type EventLog, openEventLog } from '@indoshopster/event-log/event-log'
import { postgresKeyring } from '@indoshopster/event-log/keyring'
import { connectNats, prepareStreams } from '@indoshopster/event-log/log-connection'
import { away } from '@indoshopster/service/away'
import type { Logger } from '@indoshopster/service/logger'
import { uuidv7 } from '@indoshopster/service/uuid'
import { assertSafeRole, createPool } from './pool.ts'
import type { RunningProjection } from './projection-runner.ts'
import type { StoresConfig } from './stores.config.ts'

export interface Stores {
  readonly nats: NatsConnection
  readonly log: EventLog
  /** Sees every workspace: for projections and look-ups before a workspace is known. */
  readonly machinery: pg.Pool
  /** Sees the workspace a query names, and nothing without one. */
  readonly readers: pg.Pool
  /** What is away or behind, by name; empty when the service may get work. */
  waitingFor(projections: readonly RunningProjection[]): Promise<string[]>
  /** Lets what is in hand finish and closes. */
  close(): Promise<void>
}

/** Connections per pool. */
const MACHINERY = 6
const READERS = 8

/** Opens and checks them: an unsafe stream, an old server or a role that bypasses row-level security is refused. */
export async function openStores(config: StoresConfig, service: string, logger: Logger): Promise<Stores> {
  const nats = await connectNats(config.natsUrl, service)
  const machinery = createPool(config.databaseUrl, `${service}-machinery`, MACHINERY, {
    allWorkspaces: true,
    pipelined: true,
  })
  const readers = createPool(config.databaseUrl, service, READERS)
  await prepareStreams(nats, config.natsReplicas)
  await assertSafeRole(readers)
  const keyring = postgresKeyring(machinery, Buffer.from(config.masterKey, 'hex'))
  const ports = { now: Date.now, newId: uuidv7 }
  return {
    nats,
    machinery,
    readers,
    log: await openEventLog({ nats, keyring, source: service, logger, ports }),
    waitingFor: async (projections) => [
      ...projections.filter((one) => !one.caughtUp()).map((one) => one.problem() ?? one.name),
      ...(await away('nats', nats.rtt())),
      ...(await away('postgres', readers.query('SELECT'))),
    ],
    close: async () => {
      await nats.drain()
      await Promise.all([readers.end(), machinery.end()])
    },
  }
}

// Owns what the service and the command make-owner both stand on: connections, the log, passwords, sign-up.
import { createHmac, randomBytes } from 'node:crypto'
import { type EventLog, openEventLog } from '@indoshopster/event-log/event-log'
import { postgresKeyring } from '@indoshopster/event-log/keyring'
import { connectNats, prepareStreams } from '@indoshopster/event-log/log-connection'
import { assertSafeRole, createPool } from '@indoshopster/read-store/pool'
import { createDatabase } from '@indoshopster/read-store/workspace-scope'
import type { Logger } from '@indoshopster/service/logger'
import { uuidv7 } from '@indoshopster/service/uuid'
import { createPasswords } from './sign-in/passwords.ts'
import { createSignUp } from './sign-up/sign-up.ts'
import type { StaffConfig } from './staff.config.ts'
import type { StaffTables } from './staff.database.ts'

export type OpenStaff = Awaited<ReturnType<typeof openStaff>>

/** Connects. `wrapLog` lets a test put a failing log in between. */
export async function openStaff(
  config: StaffConfig,
  logger: Logger,
  wrapLog: (log: EventLog) => EventLog = (log) => log,
) {
  const nats = await connectNats(config.natsUrl, 'staff')
  const machinery = createPool(config.databaseUrl, 'staff-machinery', 8, { allWorkspaces: true })
  const readers = createPool(config.databaseUrl, 'staff', 6)
  await prepareStreams(nats, config.natsReplicas)
  await assertSafeRole(readers)
  const masterKey = Buffer.from(config.masterKey, 'hex')
  const keyring = postgresKeyring(machinery, masterKey)
  const ports = { now: Date.now, newId: uuidv7 }
  const log = wrapLog(await openEventLog({ nats, keyring, source: 'staff', logger, ports }))
  const everyone = createDatabase<StaffTables>(machinery)
  const passwords = await createPasswords(randomBytes(16).toString('hex'))
  return {
    nats,
    machinery,
    readers,
    log,
    everyone,
    database: createDatabase<StaffTables>(readers),
    passwords,
    makeAccount: createSignUp({ everyone, log, passwords, ...ports }),
    attemptsKey: createHmac('sha256', masterKey).update('sign-in attempts').digest('hex'),
    now: ports.now,
    close: async () => {
      await nats.drain()
      await Promise.all([readers.end(), machinery.end()])
    },
  }
}

// Owns what the service and the command make-owner both stand on: connections, the log, passwords, sign-up.
import { createHmac, randomBytes } from 'node:crypto'
import type { EventLog } from '@indoshopster/event-log/event-log'
import { openStores } from '@indoshopster/read-store/stores'
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
  const stores = await openStores(config, 'staff', logger)
  const { machinery, readers } = stores
  const log = wrapLog(stores.log)
  const ports = { now: Date.now, newId: uuidv7 }
  const everyone = createDatabase<StaffTables>(machinery)
  const passwords = await createPasswords(randomBytes(16).toString('hex'))
  return {
    ...stores,
    log,
    everyone,
    database: createDatabase<StaffTables>(readers),
    passwords,
    makeAccount: createSignUp({ everyone, log, passwords, ...ports }),
    attemptsKey: createHmac('sha256', Buffer.from(config.masterKey, 'hex'))
      .update('sign-in attempts')
      .digest('hex'),
    invitationsKey: createHmac('sha256', Buffer.from(config.masterKey, 'hex'))
      .update('invitations')
      .digest('hex'),
    ...ports,
  }
}

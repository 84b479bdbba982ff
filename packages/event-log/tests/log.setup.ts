// Owns a log on real servers for the tests of this package.
import path from 'node:path'
import { type EventLog, openEventLog } from '@indoshopster/event-log/event-log'
import { postgresKeyring } from '@indoshopster/event-log/keyring'
import { connectNats, prepareStreams } from '@indoshopster/event-log/log-connection'
import { createLogger, type Logger } from '@indoshopster/service/logger'
import { uuidv7 } from '@indoshopster/service/uuid'
import type { NatsConnection } from '@nats-io/nats-core'
import pg from 'pg'
import { readdir, readFile } from 'node:fs/promises'
import { createTestDatabase, type TestDatabase } from '../../../scripts/testing/database.ts'
import { startTestNats, type TestNats } from '../../../scripts/testing/nats.ts'

export const workspace = '00000000-0000-7000-8000-0000000000aa'
export const entity = '00000000-0000-7000-8000-000000000001'
export const to = { owner: 'test', lane: 'thing', entity }
export const quiet = createLogger('event-log-test', 'silent')
export const masterKey = Buffer.alloc(32, 7)

/** A fact of the tests' own. */
export const happened = (number: number) => ({ type: 'test.happened.v1', data: { number } })

export interface TestLog extends AsyncDisposable {
  readonly servers: TestNats
  readonly database: TestDatabase
  readonly pool: pg.Pool
  readonly nats: NatsConnection
  readonly log: EventLog
  /** Another process' view of the same log: a connection and key caches of its own. */
  /** Another process; `clock` is what its keyring forgets by. */
  open(logger?: Logger, clock?: () => number): Promise<{ log: EventLog; nats: NatsConnection }>
}

/** The role belongs to the cluster: made by anybody else, the migrations of other tests may not grant it. */
async function makeRole(url: string): Promise<void> {
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  await owner.query(
    'DO $$ BEGIN CREATE ROLE indoshopster_app NOLOGIN; EXCEPTION WHEN OTHERS THEN NULL; END $$',
  )
  await owner.end()
}

/** An empty log with its keyring. */
export async function startTestLog(): Promise<TestLog> {
  const [database, servers] = await Promise.all([createTestDatabase(), startTestNats()])
  const pool = new pg.Pool({ connectionString: database.adminUrl, max: 3 })
  pool.on('error', () => {})
  await makeRole(database.url)
  const migrations = path.join(import.meta.dirname, '../migrations')
  for (const file of (await readdir(migrations)).sort()) {
    await pool.query(await readFile(path.join(migrations, file), 'utf8'))
  }
  const connections: NatsConnection[] = []
  const open = async (logger: Logger = quiet, clock?: () => number) => {
    const nats = await connectNats(servers.url, 'test')
    connections.push(nats)
    await prepareStreams(nats, 1)
    const keyring = postgresKeyring(pool, masterKey, clock)
    const ports = { now: Date.now, newId: uuidv7 }
    return { nats, log: await openEventLog({ nats, keyring, source: 'test', logger, ports }) }
  }
  return {
    servers,
    database,
    pool,
    open,
    ...(await open()),
    async [Symbol.asyncDispose]() {
      await Promise.all(connections.map((connection) => connection.close()))
      await pool.end()
      await Promise.all([database.drop(), servers.stop()])
    },
  }
}

/** Resolves when the condition holds; fails after 10 s. */
export async function until(condition: () => boolean | Promise<boolean>, patienceMs = 10_000): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('It did not come true in time.')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

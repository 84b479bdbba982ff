// Owns an inbox on real servers for integration tests, and appending to its log as other services do.
import type { EndpointDefinition, RequestOf, ResponseOf } from '@indoshopster/contracts/endpoint'
import { findPerson } from '@indoshopster/contracts/session/session.endpoints'
import type { InboxEvent } from '../src/inbox-event.model.ts'
import { type EventLog, openEventLog } from '@indoshopster/event-log/event-log'
import { postgresKeyring } from '@indoshopster/event-log/keyring'
import { connectNats, prepareStreams } from '@indoshopster/event-log/log-connection'
import { migrate } from '@indoshopster/read-store/migrate'
import { createPool } from '@indoshopster/read-store/pool'
import { ask, serveEndpoint } from '@indoshopster/service/endpoint'
import { createLogger } from '@indoshopster/service/logger'
import { uuidv7 } from '@indoshopster/service/uuid'
import path from 'node:path'
import { createTestDatabase, type TestDatabase } from '../../../scripts/testing/database.ts'
import { startTestNats, type TestNats } from '../../../scripts/testing/nats.ts'
import { onceFolded } from '../../../scripts/testing/once-folded.ts'
import { schema } from '../src/schema.ts'
import { buildInbox } from '../src/service.ts'

const keyringMigrations = path.join(import.meta.dirname, '../../../packages/event-log/migrations')
export const masterKey = 'ab'.repeat(32)
export const quiet = createLogger('inbox-test', 'silent')

export const noS3 = {
  mediaStore: 'nats',
  mediaS3Endpoint: '',
  mediaS3Region: '',
  mediaS3Bucket: '',
  mediaS3AccessKey: '',
  mediaS3SecretKey: '',
} as const

/** Brings a database to what the inbox needs. */
export async function migrateInbox(url: string): Promise<void> {
  await migrate(url, [{ name: 'keyring', migrations: keyringMigrations, projections: [] }, schema])
}

/** Appends an example event as its owner would; answers its sequence. */
export type Tell = (event: InboxEvent, options?: { id?: string }) => Promise<number>

export interface TestInbox extends AsyncDisposable {
  readonly database: TestDatabase
  readonly nats: TestNats
  readonly log: EventLog
  readonly tell: Tell
  readonly waitingFor: () => readonly string[] | Promise<readonly string[]>
  /** What the session service knows: the chats of each person. */
  readonly people: ResponseOf<typeof findPerson>['chats'][]
  /** From now on the session service answers nobody. */
  sessionGoes(): Promise<void>
  ask<E extends EndpointDefinition>(endpoint: E, request: RequestOf<E>): Promise<ResponseOf<E>>
  /** As `ask`, but a read model that is behind is not waited for. */
  askOnce<E extends EndpointDefinition>(endpoint: E, request: RequestOf<E>): Promise<ResponseOf<E>>
}

/** A log of its own, seen as by the services that write to it. */
export async function openTestLog(natsUrl: string, databaseUrl: string) {
  const nats = await connectNats(natsUrl, 'test')
  await prepareStreams(nats, 1)
  const pool = createPool(databaseUrl, 'test', 3, { allWorkspaces: true })
  const keyring = postgresKeyring(pool, Buffer.from(masterKey, 'hex'))
  const ports = { now: Date.now, newId: uuidv7 }
  const log = await openEventLog({ nats, keyring, source: 'test', logger: quiet, ports })
  const close = async () => {
    await nats.close()
    await pool.end()
  }
  return { nats, log, pool, tell: teller(log), close }
}

/** The subject each owner uses, and the person each event is about. */
function teller(log: EventLog): Tell {
  return async (event, options) => {
    const { sealed, ...data } = { sealed: undefined, ...event.data }
    const [owner = ''] = event.type.split('.')
    const lane = 'sessionId' in data ? data.sessionId : 'conversation'
    const person = 'contactId' in data ? `contact:${data.contactId}` : `session:${lane}`
    const parts = { type: event.type, data, ...(sealed ? { sealed, person } : {}) }
    const to = { owner, lane, entity: event.subject }
    return (await log.append(event.workspace, to, parts, { time: event.time, ...options })).sequence
  }
}

/** An inbox service with a database and a NATS server of its own. */
export async function startTestInbox(looksMs?: readonly number[]): Promise<TestInbox> {
  const [database, nats] = await Promise.all([createTestDatabase(), startTestNats()])
  await migrateInbox(database.url)
  const { log, tell, nats: connection, close } = await openTestLog(nats.url, database.url)
  const people: TestInbox['people'] = []
  const session = serveEndpoint(connection, quiet, findPerson, ({ chatIds }) =>
    Promise.resolve({
      chats: people.filter((chats) => chats.some(({ chatId }) => chatIds.includes(chatId))).flat(),
    }),
  )
  const service = await buildInbox(
    {
      databaseUrl: database.url,
      natsUrl: nats.url,
      natsReplicas: 1,
      masterKey,
      ...noS3,
    },
    quiet,
    looksMs,
  )
  const askOnce: TestInbox['askOnce'] = (endpoint, request) =>
    ask(connection, endpoint, request) as Promise<ResponseOf<typeof endpoint>>
  // A round trip: the server now knows what the service answers.
  await service.waitingFor()
  return {
    database,
    nats,
    log,
    tell,
    people,
    sessionGoes: () => session.drain(),
    waitingFor: service.waitingFor,
    ask: (endpoint, request) => onceFolded(() => askOnce(endpoint, request)),
    askOnce,
    async [Symbol.asyncDispose]() {
      await service.stop()
      await close()
      await Promise.all([database.drop(), nats.stop()])
    },
  }
}

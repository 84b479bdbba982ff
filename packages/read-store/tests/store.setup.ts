// Owns a small projection and real servers for the tests of this package.
import path from 'node:path'
import { eventFilter } from '@indoshopster/contracts/subjects'
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import { type EventLog, openEventLog } from '@indoshopster/event-log/event-log'
import { postgresKeyring } from '@indoshopster/event-log/keyring'
import { connectNats, prepareStreams } from '@indoshopster/event-log/log-connection'
import { defineProjection, type Projection } from '@indoshopster/event-sourcing/projection'
import { defineTable } from '@indoshopster/event-sourcing/table'
import { migrate, type ServiceSchema } from '@indoshopster/read-store/migrate'
import { createPool } from '@indoshopster/read-store/pool'
import { runProjection } from '@indoshopster/read-store/projection-runner'
import { createLogger, type Logger } from '@indoshopster/service/logger'
import { uuidv7 } from '@indoshopster/service/uuid'
import type pg from 'pg'
import type { TestDatabase } from '../../../scripts/testing/database.ts'
import { createTestDatabase } from '../../../scripts/testing/database.ts'
import { startTestNats, type TestNats } from '../../../scripts/testing/nats.ts'

export const workspace = '00000000-0000-7000-8000-0000000000aa'
export const stranger = '00000000-0000-7000-8000-0000000000bb'
export const quiet = createLogger('read-store-test', 'silent')
const keyringMigrations = path.join(import.meta.dirname, '../../event-log/migrations')
export const masterKey = Buffer.alloc(32, 7)

export interface Counted extends RecordedEvent<'test.counted.v1', unknown> {
  readonly data: { readonly counter: string; readonly amount: number; readonly note?: unknown }
}

export interface CounterRow {
  readonly id: string
  readonly workspace: string
  readonly total: number
  readonly events: number
  readonly note: string | null
  readonly trail: readonly unknown[]
  readonly changed_at: string
  readonly last_sequence: number
}

/** Sums amounts per counter; an amount of 0 removes the row. */
export const counters = defineProjection<Counted, CounterRow>({
  name: 'counters',
  version: 1,
  subjects: [eventFilter({ owner: 'test' })],
  types: ['test.counted.v1'],
  table: defineTable<CounterRow>({
    columns: {
      id: { type: 'uuid' },
      workspace: { type: 'uuid' },
      total: { type: 'integer' },
      events: { type: 'bigint' },
      note: { type: 'text', nullable: true },
      trail: { type: 'jsonb' },
      changed_at: { type: 'timestamptz' },
      last_sequence: { type: 'bigint' },
    },
    indexes: ['workspace, last_sequence DESC'],
  }),
  key: (event) => event.data.counter,
  fold(row, event) {
    const { counter, amount, note } = event.data
    if (amount === 0) return null
    return {
      id: counter,
      workspace: event.workspace,
      total: (row?.total ?? 0) + amount,
      events: (row?.events ?? 0) + 1,
      note: typeof note === 'string' ? note : null,
      trail: [...(row?.trail ?? []).slice(-4), [amount, note ?? null]],
      changed_at: event.time,
      last_sequence: event.sequence,
    }
  },
})

export const schema: ServiceSchema = { name: 'testing', migrations: null, projections: [counters] }

export interface TestStore extends AsyncDisposable {
  readonly database: Pick<TestDatabase, 'url' | 'adminUrl' | 'drop'>
  readonly nats: TestNats
  readonly log: EventLog
  readonly pool: pg.Pool
  /** Appends an amount to a counter; answers its sequence. */
  add(
    counter: string,
    amount: number,
    more?: { note?: unknown; id?: string; workspace?: string },
  ): Promise<number>
  run(options?: {
    projection?: Projection<Counted, CounterRow>
    logger?: Logger
    pool?: pg.Pool
    maxBatch?: number
  }): ReturnType<typeof runProjection>
  rows(): Promise<CounterRow[]>
}

/** A migrated database and an empty log. */
export async function startTestStore(
  given?: Pick<TestDatabase, 'url' | 'adminUrl' | 'drop'>,
): Promise<TestStore> {
  const [database, nats] = await Promise.all([given ?? createTestDatabase(), startTestNats()])
  const keys = { name: 'keyring', migrations: keyringMigrations, projections: [] }
  await migrate(database.url, [keys, schema])
  const connection = await connectNats(nats.url, 'test')
  await prepareStreams(connection, 1)
  const pool = createPool(database.url, 'test', 4, { allWorkspaces: true, pipelined: true })
  const keyring = postgresKeyring(pool, masterKey)
  const ports = { now: Date.now, newId: uuidv7 }
  const log = await openEventLog({ nats: connection, keyring, source: 'test', logger: quiet, ports })
  return {
    database,
    nats,
    log,
    pool,
    async add(counter, amount, { note, id, workspace: of = workspace } = {}) {
      const event = {
        type: 'test.counted.v1',
        data: { counter, amount, ...(note === undefined ? {} : { note }) },
      }
      const to = { owner: 'test', lane: 'counter', entity: counter }
      const options = { patienceMs: Infinity, ...(id ? { id } : {}) }
      return (await log.append(of, to, event, options)).sequence
    },
    run: (options = {}) =>
      runProjection({ log, pool, schema: 'testing', projection: counters, logger: quiet, ...options }),
    async rows() {
      const { rows } = await pool.query<CounterRow>(
        'SELECT *, events::float8, last_sequence::float8 FROM testing.counters_v1 ORDER BY id',
      )
      return rows
    },
    async [Symbol.asyncDispose]() {
      await connection.close()
      await pool.end()
      await Promise.all([database.drop(), nats.stop()])
    },
  }
}

/** Resolves when the condition holds; fails after `patienceMs`. */
export async function until(condition: () => boolean | Promise<boolean>, patienceMs = 10_000): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('It did not come true in time.')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

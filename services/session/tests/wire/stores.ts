// The database of the wire side alone, for tests that need no network.
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { migrate } from '@indoshopster/read-store/migrate'
import { createPool } from '@indoshopster/read-store/pool'
import { uuidv7 } from '@indoshopster/service/uuid'
import { createTestDatabase } from '../../../../scripts/testing/database.ts'
import type { Fence } from '../../src/whatsapp/whatsapp.port.ts'

export const ports = { now: () => Date.now(), newId: () => uuidv7() }

export interface Stores extends AsyncDisposable {
  readonly pool: pg.Pool
  readonly databaseUrl: string
  /** A session of its own, held by this test. */
  addSession(): Promise<Fence>
}

const keyringMigrations = fileURLToPath(new URL('../../../../packages/event-log/migrations', import.meta.url))
const sessionMigrations = path.join(import.meta.dirname, '../../migrations')

/** A migrated database of its own; every session in it belongs to one workspace. */
export async function createStores(): Promise<Stores> {
  const database = await createTestDatabase()
  await migrate(database.url, [
    { name: 'keyring', migrations: keyringMigrations, projections: [] },
    { name: 'session', migrations: sessionMigrations, projections: [] },
  ])
  const pool = createPool(database.url, 'wire-tests', 10, { allWorkspaces: true })
  const workspace = randomUUID()
  return {
    pool,
    databaseUrl: database.url,
    async addSession() {
      const fence: Fence = { sessionId: randomUUID(), workspace, epoch: 1 }
      await pool.query(
        `INSERT INTO session.leases (session_id, workspace, network, owner, epoch, expires_at)
         VALUES ($1, $2, 'simulator', 'test', 1, now() + interval '1 hour')`,
        [fence.sessionId, workspace],
      )
      return fence
    },
    async [Symbol.asyncDispose]() {
      await pool.end()
      await database.drop()
    },
  }
}

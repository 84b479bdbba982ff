// Owns the Signal keys of one session in Postgres: sealed values, one transaction per write, the fence in each.
import { AsyncLocalStorage } from 'node:async_hooks'
import type pg from 'pg'
import { IntakeFailedError } from '../../../intake/intake.errors.ts'
import type { Sealing } from '../../../intake/sealing.ts'
import type { Fence } from '../../whatsapp.port.ts'
import type { SignalDataSet, SignalKeyStore } from '../library.ts'
import { decodeKey, type KeyType } from './key-codec.ts'
import { placeOfKey, rowsOf } from './key-rows.ts'
import { asOwner } from './transaction.ts'

/** What must be committed together with the ratchet of one arrival. */
export interface Companion {
  /** Keys that Baileys itself would store only after the receipt. */
  keys: SignalDataSet
  /** Writes the journal row, credentials…; called once per attempt, in the transaction, under the lock of the chats. */
  write(client: pg.ClientBase): Promise<void>
  /** Set once the commit is done. */
  committed: boolean
}

export interface KeyStore extends SignalKeyStore {
  /** Runs work whose next write takes the companion along in its transaction. */
  withCompanion<T>(companion: Companion, work: () => Promise<T>): Promise<T>
  /** One transaction: fence, keys, companion. Throws IntakeFailedError or LeaseLostError; nothing is kept then. */
  commit(data: SignalDataSet, companion: Companion | null): Promise<void>
  /** Tells every write when it has ended, also one that failed. */
  onWrite(listener: (data: SignalDataSet) => void): void
  /** Refuses everything from now on; resolves when the last running write has ended. */
  close(): Promise<void>
}

const RETRY_MS = [50, 100, 250, 500, 1000]

/** The key store of one connection of a session. */
export function createKeyStore(deps: { pool: pg.Pool; fence: Fence; sealing: Sealing }): KeyStore {
  const { pool, fence, sealing } = deps
  const companions = new AsyncLocalStorage<Companion>()
  const running = new Set<Promise<void>>()
  const listeners: ((data: SignalDataSet) => void)[] = []
  let closed = false

  async function commit(data: SignalDataSet, companion: Companion | null): Promise<void> {
    if (closed) throw new IntakeFailedError('The connection has ended; its keys are not written any more.')
    const mine = asOwner(
      pool,
      fence,
      async (client) => {
        await companion?.write(client)
        await writeKeys(client, { ...data, ...companion?.keys })
      },
      { chatsLocked: companion !== null },
    )
    const ended = mine.catch(() => undefined)
    running.add(ended)
    try {
      await mine
      if (companion) companion.committed = true
    } finally {
      running.delete(ended)
      for (const tell of listeners) tell(data)
    }
  }

  async function writeKeys(client: pg.ClientBase, data: SignalDataSet): Promise<void> {
    const { kept, dropped } = rowsOf(data, fence.sessionId, sealing)
    if (kept.length > 0) {
      await client.query({
        name: 'keys-keep',
        text: `INSERT INTO session.signal_keys (session_id, workspace, type, id, sealed)
         SELECT $1, $2, unnest($3::text[]), unnest($4::text[]), unnest($5::bytea[])
         ON CONFLICT (session_id, type, id) DO UPDATE SET sealed = excluded.sealed`,
        values: [
          fence.sessionId,
          fence.workspace,
          kept.map((row) => row.type),
          kept.map((row) => row.id),
          kept.map((row) => row.sealed),
        ],
      })
    }
    if (dropped.length > 0) {
      await client.query(
        `DELETE FROM session.signal_keys WHERE session_id = $1
         AND (type, id) IN (SELECT unnest($2::text[]), unnest($3::text[]))`,
        [fence.sessionId, dropped.map((row) => row.type), dropped.map((row) => row.id)],
      )
    }
  }

  /** Baileys reads a failed look-up as "no key" and makes new sessions, so this waits until the database answers. */
  async function rowsFor(type: KeyType, ids: readonly string[]): Promise<{ id: string; sealed: Buffer }[]> {
    for (let attempt = 0; ; attempt++) {
      if (closed) throw new IntakeFailedError('The connection has ended; its keys are not read any more.')
      try {
        const { rows } = await pool.query<{ id: string; sealed: Buffer }>({
          name: 'keys-read',
          text: 'SELECT id, sealed FROM session.signal_keys WHERE session_id = $1 AND type = $2 AND id = ANY($3)',
          values: [fence.sessionId, type, ids],
        })
        return rows
      } catch {
        const pause = RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)]
        await new Promise((resolve) => setTimeout(resolve, pause))
      }
    }
  }

  return {
    async get(type, ids) {
      if (ids.length === 0) return {}
      const rows = await rowsFor(type, ids)
      return Object.fromEntries(
        rows.map((row) => [
          row.id,
          decodeKey(type, sealing.open(row.sealed, placeOfKey(fence.sessionId, type, row.id))),
        ]),
      )
    },
    set: (data) => commit(data, companions.getStore() ?? null),
    withCompanion: (companion, work) => companions.run(companion, work),
    commit,
    onWrite: (listener) => void listeners.push(listener),
    async close() {
      closed = true
      await Promise.all(running)
    },
  }
}

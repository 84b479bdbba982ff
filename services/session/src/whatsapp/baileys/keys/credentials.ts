// Owns the credentials of one session in Postgres: one sealed row, written before anything that depends on it leaves.
import type pg from 'pg'
import type { Sealing } from '../../../intake/sealing.ts'
import type { Fence } from '../../whatsapp.port.ts'
import { type AuthenticationCreds, initAuthCreds } from '../library.ts'
import { decodeJson, encodeJson } from './key-codec.ts'
import { asOwner } from './transaction.ts'

export interface Credentials {
  /** The live object that Baileys changes in place. */
  readonly creds: AuthenticationCreds
  /** Begins to store the credentials as they are when their turn comes; `onFailure` when they cannot be stored. */
  save(onFailure: (error: unknown) => void): void
  /** Resolves when everything saved so far is stored; null when nothing is waiting. */
  readonly pending: () => Promise<void> | null
  /** Stores them in the caller's transaction, with changes that the live object gets afterwards. */
  write(client: pg.ClientBase, changes: Partial<AuthenticationCreds>): Promise<void>
}

const placeOf = (sessionId: string) => `credentials|${sessionId}`

/** The stored credentials, or fresh ones for a pairing. */
export async function loadCredentials(deps: {
  pool: pg.Pool
  fence: Fence
  sealing: Sealing
}): Promise<Credentials> {
  const { pool, fence, sealing } = deps
  const { rows } = await pool.query<{ sealed: Buffer }>(
    'SELECT sealed FROM session.credentials WHERE session_id = $1',
    [fence.sessionId],
  )
  const stored = rows[0] && decodeJson(sealing.open(rows[0].sealed, placeOf(fence.sessionId)))
  // Written by `write` below, sealed since.
  const creds = stored ? (stored as AuthenticationCreds) : initAuthCreds()

  let queue: Promise<void> | null = null

  async function write(client: pg.ClientBase, changes: Partial<AuthenticationCreds>): Promise<void> {
    const sealed = sealing.seal(encodeJson({ ...creds, ...changes }), placeOf(fence.sessionId))
    await client.query(
      `INSERT INTO session.credentials (session_id, workspace, sealed) VALUES ($1, $2, $3)
       ON CONFLICT (session_id) DO UPDATE SET sealed = excluded.sealed`,
      [fence.sessionId, fence.workspace, sealed],
    )
  }

  async function store(): Promise<void> {
    // Before the phone has confirmed the pairing there is no account to remember; the next try takes fresh keys. A
    // pairing by code names its account from the beginning, so `me` says nothing yet.
    if (!creds.account) return
    await asOwner(pool, fence, (client) => write(client, {}))
  }

  return {
    creds,
    write,
    pending: () => queue,
    save(onFailure) {
      const mine: Promise<void> = (queue ?? Promise.resolve()).then(store)
      queue = mine
      mine
        .finally(() => {
          if (queue === mine) queue = null
        })
        .catch(onFailure)
    },
  }
}

/** Forgets credentials and keys of a session, so that the next pairing begins in a fresh namespace. */
export async function forgetSession(pool: pg.Pool, fence: Fence): Promise<void> {
  await asOwner(pool, fence, async (client) => {
    await client.query('DELETE FROM session.credentials WHERE session_id = $1', [fence.sessionId])
    await client.query('DELETE FROM session.signal_keys WHERE session_id = $1', [fence.sessionId])
  })
}

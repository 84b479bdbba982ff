// Owns the lease rows: who may act for a session, until when, under which epoch.
import type pg from 'pg'
import type { Fence } from '../whatsapp/whatsapp.port.ts'
import { assertFence } from './lease.fence.ts'
import { inTransaction } from './transaction.ts'

export interface Claim {
  readonly fence: Fence
  /** The last log-out or removal whose credentials were forgotten. */
  readonly unlinkedSequence: number
}

export interface LeaseStore {
  /**
   * Takes a session that nobody holds. `takeOwn`: also one held under our own name, by a run of ours that is gone; it
   * is then fenced off by the new epoch. Null: somebody else holds it. Throws when its row stays locked for 2 s.
   */
  claim(session: { sessionId: string; workspace: string }, takeOwn: boolean): Promise<Claim | null>
  /** Which of these sessions `claim` would get now, as far as can be told without trying. */
  free(sessionIds: readonly string[], takeOwn: boolean): Promise<Set<string>>
  /** Prolongs leases; answers the sessions that are still ours. */
  renew(fences: readonly Fence[]): Promise<Set<string>>
  /**
   * Does our lease surely still last, by our own clock? It is counted from before the database was asked, so the answer
   * turns to no before anybody else may claim. For what cannot be fenced by a transaction: bytes to the network.
   */
  lasts(fence: Fence): boolean
  /** Throws LeaseLostError when another owner took over. */
  assertOwned(fence: Fence): Promise<void>
  /** Gives a session up, so that others may claim it at once. */
  release(fence: Fence): Promise<void>
  /** Remembers that credentials were forgotten up to this log-out. Throws LeaseLostError. */
  markUnlinked(fence: Fence, sequence: number): Promise<void>
}

/** The leases of one owner on one network; one lasts `leaseMs` without renewal. `clock`: ms that never jump back. */
export function createLeaseStore(
  pool: pg.Pool,
  network: string,
  owner: string,
  leaseMs: number,
  clock: () => number,
): LeaseStore {
  const held = `now() + interval '${leaseMs} milliseconds'`
  /** Until when each of ours surely lasts. */
  const ends = new Map<string, { readonly epoch: number; readonly at: number }>()
  const lastsFrom = (asked: number, { sessionId, epoch }: Fence) =>
    ends.set(sessionId, { epoch, at: asked + leaseMs })
  function over({ sessionId, epoch }: Fence): void {
    if (ends.get(sessionId)?.epoch === epoch) ends.delete(sessionId)
  }
  return {
    async claim({ sessionId, workspace }, takeOwn) {
      const asked = clock()
      const claimed = await inTransaction(pool, async (client) => {
        await client.query(
          'INSERT INTO session.leases (session_id, workspace, network) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
          [sessionId, workspace, network],
        )
        // FOR UPDATE waits for writes under the old epoch and makes later ones fail; a stuck writer fails the claim.
        await client.query(`SET LOCAL lock_timeout = '2s'`)
        const free = await client.query<{ epoch: string; unlinked_sequence: string }>(
          `SELECT epoch, unlinked_sequence FROM session.leases
           WHERE session_id = $1 AND network = $2
             AND (owner IS NULL OR expires_at < now() OR (owner = $3 AND $4)) FOR UPDATE`,
          [sessionId, network, owner, takeOwn],
        )
        const row = free.rows[0]
        if (!row) return null
        const epoch = Number(row.epoch) + 1
        await client.query(
          `UPDATE session.leases SET owner = $2, epoch = $3, expires_at = ${held} WHERE session_id = $1`,
          [sessionId, owner, epoch],
        )
        return { fence: { sessionId, workspace, epoch }, unlinkedSequence: Number(row.unlinked_sequence) }
      })
      if (claimed) lastsFrom(asked, claimed.fence)
      return claimed
    },

    async free(sessionIds, takeOwn) {
      const { rows } = await pool.query<{ id: string }>(
        `SELECT wanted.id FROM unnest($1::uuid[]) AS wanted (id)
         LEFT JOIN session.leases l ON l.session_id = wanted.id
         WHERE l.owner IS NULL OR l.expires_at < now() OR (l.owner = $2 AND $3)`,
        [sessionIds, owner, takeOwn],
      )
      return new Set(rows.map((row) => row.id))
    },

    async renew(fences) {
      const asked = clock()
      const { rows } = await pool.query<{ session_id: string }>(
        `UPDATE session.leases l SET expires_at = ${held}
         FROM unnest($1::uuid[], $2::bigint[]) AS ours (session_id, epoch)
         WHERE l.session_id = ours.session_id AND l.epoch = ours.epoch AND l.owner = $3
         RETURNING l.session_id`,
        [fences.map((fence) => fence.sessionId), fences.map((fence) => fence.epoch), owner],
      )
      const ours = new Set(rows.map((row) => row.session_id))
      for (const fence of fences) {
        if (ours.has(fence.sessionId)) lastsFrom(asked, fence)
        else over(fence)
      }
      return ours
    },

    lasts({ sessionId, epoch }) {
      const end = ends.get(sessionId)
      return end !== undefined && end.epoch === epoch && clock() < end.at
    },

    assertOwned: (fence) => inTransaction(pool, (client) => assertFence(client, fence)),

    async release(fence) {
      over(fence)
      await pool.query(
        `UPDATE session.leases SET owner = NULL, expires_at = '-infinity' WHERE session_id = $1 AND epoch = $2`,
        [fence.sessionId, fence.epoch],
      )
    },

    markUnlinked: (fence, sequence) =>
      inTransaction(pool, async (client) => {
        await assertFence(client, fence)
        await client.query('UPDATE session.leases SET unlinked_sequence = $2 WHERE session_id = $1', [
          fence.sessionId,
          sequence,
        ])
      }),
  }
}

// Owns which processes hold the numbers of a network: each says that it is there, as often as it renews its leases.
import type pg from 'pg'

interface Holders {
  /** How many are there, this one too; at least 1. */
  readonly count: number
  /** How long the youngest of them has been there, ms. */
  readonly settledMs: number
}

export interface HolderStore {
  /** Says that this process is there. `begins`: it has just started. */
  appear(begins: boolean): Promise<Holders>
  /** Says that it goes; the others then take what it gives up. */
  leave(): Promise<void>
}

/** Holders that were not seen for so many lifetimes of a lease are forgotten. */
const FORGOTTEN_AFTER = 20

/** The presence of one owner on one network; it lasts `leaseMs`, as its leases do. */
export function createHolderStore(
  pool: pg.Pool,
  network: string,
  owner: string,
  leaseMs: number,
): HolderStore {
  return {
    async appear(begins) {
      const { rows } = await pool.query<{ count: number; settled_ms: number }>(
        `WITH me AS (
           INSERT INTO session.holders (network, owner, since, seen_at) VALUES ($1, $2, now(), now())
           ON CONFLICT (network, owner) DO UPDATE SET seen_at = now(),
             since = CASE WHEN $3 THEN now() ELSE holders.since END
           RETURNING since
         ), gone AS (
           DELETE FROM session.holders
           WHERE network = $1 AND owner <> $2 AND seen_at < now() - make_interval(secs => $4::float8 * ${FORGOTTEN_AFTER})
         ), others AS (
           SELECT since FROM session.holders
           WHERE network = $1 AND owner <> $2 AND seen_at > now() - make_interval(secs => $4::float8)
         )
         SELECT count(*)::integer AS count,
           coalesce(extract(epoch FROM now() - max(since)) * 1000, 0)::float8 AS settled_ms
         FROM (SELECT since FROM me UNION ALL SELECT since FROM others) AS present`,
        [network, owner, begins, leaseMs / 1000],
      )
      const row = rows[0]
      return { count: Math.max(1, row?.count ?? 1), settledMs: Math.max(0, row?.settled_ms ?? 0) }
    },
    async leave() {
      await pool.query('DELETE FROM session.holders WHERE network = $1 AND owner = $2', [network, owner])
    },
  }
}

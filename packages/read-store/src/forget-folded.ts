// Owns how long a projection remembers which events it has folded.
import type pg from 'pg'
import type { ProjectionShape } from '@indoshopster/event-sourcing/table'
import { foldedTable } from './projection-ddl.ts'

/**
 * An event that stands twice in the log is folded once when the second copy is folded within so many days of the
 * first. The longest journal of ours that may publish again is that old too; nothing repeats later than that.
 */
export const REMEMBERED_DAYS = 30

/** Few enough that no batch waits for them. */
const AT_ONCE = 5000

/** Forgets what was folded longer ago; answers how many ids went. Several processes may do it at once. */
export async function forgetFolded(
  pool: pg.Pool,
  schema: string,
  projection: ProjectionShape,
): Promise<number> {
  const table = `${schema}.${foldedTable(projection)}`
  for (let forgotten = 0; ;) {
    const { rowCount } = await pool.query(
      `DELETE FROM ${table} WHERE event_id IN (
         SELECT event_id FROM ${table} WHERE folded_at < now() - interval '${REMEMBERED_DAYS} days'
         LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)`,
    )
    forgotten += rowCount ?? 0
    if ((rowCount ?? 0) < AT_ONCE) return forgotten
  }
}

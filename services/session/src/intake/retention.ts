// Owns how long the journal remembers what it has published.
import type pg from 'pg'

/** WhatsApp drops what a device did not fetch for 14 days; nothing older comes again. */
const KEPT_DAYS = 30
/** Few enough to pass unnoticed; the rest goes within the next hours. */
const AT_ONCE = 5000

/** Forgets published rows whose message cannot come again. Their event is in the log; unpublished rows stay. */
export async function forgetOldArrivals(pool: pg.Pool, sessionId: string, now: number): Promise<void> {
  await pool.query(
    `DELETE FROM session.intake WHERE (session_id, identity) IN (
       SELECT session_id, identity FROM session.intake
       WHERE session_id = $1 AND published_at < $2 LIMIT ${AT_ONCE})`,
    [sessionId, new Date(now - KEPT_DAYS * 86_400_000)],
  )
}

// Owns how long the outbox remembers what has ended.
import type pg from 'pg'

/** A peer may ask for the wire form again for a day; an hour more, so that nothing goes while it is asked for. */
const BYTES_HOURS = 25
/** Receipts, reactions and quotes name a send by its wire id; later than this none come. */
const ROW_DAYS = 30
/** Few enough to pass unnoticed. */
const AT_ONCE = 2000

/** Forgets the bytes of sends that ended a day ago, and sends that ended long ago. What has no outcome yet stays. */
export async function forgetOldSends(pool: pg.Pool, sessionId: string, now: number): Promise<void> {
  const before = (ms: number) => new Date(now - ms)
  await repeat(
    pool,
    `UPDATE session.outbox SET content = NULL, composed = NULL WHERE message_id IN (
       SELECT message_id FROM session.outbox
       WHERE session_id = $1 AND queued_at < $2 AND coalesce(attempted_at, queued_at) < $2
         AND state IN ('sent', 'failed') AND (content IS NOT NULL OR composed IS NOT NULL) LIMIT ${AT_ONCE})`,
    [sessionId, before(BYTES_HOURS * 3_600_000)],
  )
  await repeat(
    pool,
    `DELETE FROM session.outbox WHERE message_id IN (
       SELECT message_id FROM session.outbox
       WHERE session_id = $1 AND queued_at < $2 AND coalesce(attempted_at, queued_at) < $2
         AND state IN ('sent', 'failed') LIMIT ${AT_ONCE})`,
    [sessionId, before(ROW_DAYS * 86_400_000)],
  )
}

async function repeat(pool: pg.Pool, statement: string, values: unknown[]): Promise<void> {
  for (;;) {
    const { rowCount } = await pool.query(statement, values)
    if ((rowCount ?? 0) < AT_ONCE) return
  }
}

// Owns the notices of history that are still to be read.
import type pg from 'pg'
import type { Sealing } from '../intake/sealing.ts'
import type { Fence } from '../whatsapp/whatsapp.port.ts'

export interface HistoryNotice {
  readonly position: string
  readonly sessionId: string
  readonly notice: Uint8Array
  readonly attempts: number
}

const placeOf = (sessionId: string) => `history|${sessionId}`

/** Keeps a notice in the transaction that keeps the message which brought it. */
export async function keepNotice(
  client: pg.ClientBase,
  fence: Fence,
  sealing: Sealing,
  notice: Uint8Array,
): Promise<void> {
  await client.query(
    'INSERT INTO session.history_notices (workspace, session_id, notice) VALUES ($1, $2, $3)',
    [fence.workspace, fence.sessionId, sealing.seal(notice, placeOf(fence.sessionId))],
  )
}

/** The oldest notice of each of some sessions, where it is due. */
export async function dueNotices(
  pool: pg.Pool,
  sealing: Sealing,
  sessionIds: readonly string[],
): Promise<HistoryNotice[]> {
  const { rows } = await pool.query<HistoryNotice & { notice: Buffer }>(
    `SELECT position, session_id AS "sessionId", notice, attempts FROM (
       SELECT DISTINCT ON (session_id) * FROM session.history_notices
       WHERE session_id = ANY($1) ORDER BY session_id, position) oldest
     WHERE due_at <= now()`,
    [sessionIds],
  )
  return rows.map((row) => ({ ...row, notice: sealing.open(row.notice, placeOf(row.sessionId)) }))
}

/** A part that is in the log, or was given up, is forgotten. */
export async function forgetNotice(pool: pg.Pool, position: string): Promise<void> {
  await pool.query('DELETE FROM session.history_notices WHERE position = $1', [position])
}

/** Another try, later. */
export async function putOffNotice(pool: pg.Pool, position: string, pauseMs: number): Promise<void> {
  await pool.query(
    `UPDATE session.history_notices SET attempts = attempts + 1, due_at = now() + $2 * interval '1 millisecond'
     WHERE position = $1`,
    [position, pauseMs],
  )
}

// Owns connections to Postgres: every one acts as the non-owner role, so that row-level security holds.
import pg from 'pg'

/** The role services act as: owns nothing, may not bypass row-level security. */
export const APP_ROLE = 'indoshopster_app'

/** Longest a query may take before it counts as failed, ms. */
const QUERY_MS = 30_000

/** A stopped process must not hold rows locked in an open transaction for ever: others wait for them. */
const IDLE_IN_TRANSACTION = '10s'

/**
 * A pool for one service. `max` connections; `name` shows in pg_stat_activity. `allWorkspaces` is for machinery
 * (projector, lease, intake); without it a query sees no row until `inWorkspace` names one. `pipelined`: statements of one
 * connection are sent without waiting for the answers to those before, as projections do.
 */
export function createPool(
  url: string,
  name: string,
  max = 10,
  { allWorkspaces = false, pipelined = false }: { allWorkspaces?: boolean; pipelined?: boolean } = {},
): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: name,
    max,
    options: [
      `-c role=${APP_ROLE}`,
      `-c idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION}`,
      ...(allWorkspaces ? ['-c app.workspace=*'] : []),
    ].join(' '),
    connectionTimeoutMillis: 5000,
    // A database that vanished without a word must not hold a query until TCP gives up.
    query_timeout: QUERY_MS,
    pipeline: pipelined,
    keepAlive: true,
  })
  // A connection that breaks while idle is replaced at the next use, and one that breaks in somebody's hands fails his
  // next query; without listeners either would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** Refuses roles that row-level security does not bind. Throws with what to do. */
export async function assertSafeRole(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ unsafe: boolean }>(
    'SELECT rolsuper OR rolbypassrls AS unsafe FROM pg_roles WHERE rolname = current_user',
  )
  if (rows[0]?.unsafe !== false) {
    throw new Error(
      `The database role bypasses row-level security: run the migrations, they make ${APP_ROLE}.`,
    )
  }
}

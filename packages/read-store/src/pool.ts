// Owns connections to Postgres: every one acts as the non-owner role, so that row-level security holds.
import pg from 'pg'

/** The role services act as: owns nothing, may not bypass row-level security. */
export const APP_ROLE = 'indoshopster_app'

/**
 * A pool for one service. `max` connections; `name` shows in pg_stat_activity. `allWorkspaces` is for machinery
 * (projector, lease, intake); without it a query sees no row until `inWorkspace` names one.
 */
export function createPool(
  url: string,
  name: string,
  max = 10,
  { allWorkspaces = false }: { allWorkspaces?: boolean } = {},
): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: name,
    max,
    options: `-c role=${APP_ROLE}${allWorkspaces ? ' -c app.workspace=*' : ''}`,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
  })
  // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => {})
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

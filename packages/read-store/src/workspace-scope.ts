// Owns how a query is bound to one workspace: row-level security sees it for the length of one transaction.
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import type pg from 'pg'

/** Typed queries over a service's tables. */
export function createDatabase<Tables>(pool: pg.Pool): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}

/** Runs queries that see only the rows of one workspace. */
export function inWorkspace<Tables, Result>(
  database: Kysely<Tables>,
  workspace: string,
  work: (transaction: Transaction<Tables>) => Promise<Result>,
): Promise<Result> {
  return database.transaction().execute(async (transaction) => {
    await sql`SELECT set_config('app.workspace', ${workspace}, true)`.execute(transaction)
    return work(transaction)
  })
}

/** For a service's own machinery (projector, lease, intake) that works across workspaces. */
export const ALL_WORKSPACES = '*'

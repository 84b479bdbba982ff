// Owns the SQL that makes a projection's table, its indexes and its row-level security. Pure.
import type { ProjectionShape, TableIndex } from '@indoshopster/event-sourcing/table'
import { APP_ROLE } from './pool.ts'
import { searchSql } from './search-ddl.ts'

/** The physical table of a projection's version. */
export function physicalTable(projection: { name: string; version: number }): string {
  return `${projection.name}_v${projection.version}`
}

/** Where the ids of the events stand that this version has folded. */
export function foldedTable(projection: { name: string; version: number }): string {
  return `${physicalTable(projection)}_folded`
}

/** The workspace a session is bound to, or nothing. Compared as uuid, so that the planner knows how many rows that is. */
const boundTo = "nullif(nullif(current_setting('app.workspace', true), ''), '*')::uuid"
const mine = `workspace = ${boundTo} OR current_setting('app.workspace', true) = '*'`

/** Row-level security for a table with a `workspace` column: one workspace at a time, or all for machinery. */
export function rowSecuritySql(schema: string, table: string): string {
  return `
    ALTER TABLE ${schema}.${table} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE ${schema}.${table} FORCE ROW LEVEL SECURITY;
    DROP POLICY IF EXISTS one_workspace ON ${schema}.${table};
    CREATE POLICY one_workspace ON ${schema}.${table} USING (${mine}) WITH CHECK (${mine});
    GRANT SELECT, INSERT, UPDATE, DELETE ON ${schema}.${table} TO ${APP_ROLE};`
}

/** What every service schema holds for its projections: their checkpoints. */
export function runnerTablesSql(schema: string): string {
  return `
    CREATE SCHEMA IF NOT EXISTS ${schema};
    GRANT USAGE ON SCHEMA ${schema} TO ${APP_ROLE};
    CREATE TABLE IF NOT EXISTS ${schema}.checkpoints (
      projection text PRIMARY KEY, sequence bigint NOT NULL
    );
    GRANT SELECT, INSERT, UPDATE ON ${schema}.checkpoints TO ${APP_ROLE};`
}

/** Makes the table of this version, and the ids it has folded, where they are missing. */
export function projectionTableSql(schema: string, projection: ProjectionShape): string {
  const table = physicalTable(projection)
  const folded = foldedTable(projection)
  const columns = Object.entries(projection.table.columns).map(
    ([name, { type, nullable }]) =>
      `${name} ${type}${name === 'id' ? ' PRIMARY KEY' : nullable ? '' : ' NOT NULL'}`,
  )
  const indexes = projection.table.indexes.map(
    (on, index) => `CREATE INDEX IF NOT EXISTS ${table}_i${index + 1} ON ${schema}.${table} ${indexed(on)};`,
  )
  return `
    CREATE TABLE IF NOT EXISTS ${schema}.${table} (${columns.join(', ')});
    ${indexes.join('\n')}
    ${rowSecuritySql(schema, table)}
    ${projection.table.searched ? searchSql(schema, table, projection.table.searched) : ''}
    CREATE TABLE IF NOT EXISTS ${schema}.${folded} (event_id uuid PRIMARY KEY);
    ALTER TABLE ${schema}.${folded} ADD COLUMN IF NOT EXISTS folded_at timestamptz NOT NULL DEFAULT now();
    CREATE INDEX IF NOT EXISTS ${folded}_age ON ${schema}.${folded} USING brin (folded_at);
    GRANT SELECT, INSERT, UPDATE, DELETE ON ${schema}.${folded} TO ${APP_ROLE};
    INSERT INTO ${schema}.checkpoints (projection, sequence) VALUES ('${table}', 0) ON CONFLICT DO NOTHING;`
}

function indexed(on: TableIndex): string {
  if (typeof on === 'string') return `(${on})`
  return `USING ${on.using}${on.where === undefined ? '' : ` WHERE ${on.where}`}`
}

// Answers: would this row fit into its table? A row that does not would stop every row behind it. Pure.
import type { ColumnType, ProjectionRow, TableDefinition } from '@indoshopster/event-sourcing/table'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const fits: Readonly<Record<ColumnType, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  uuid: (value) => typeof value === 'string' && uuid.test(value),
  integer: (value) => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31,
  bigint: (value) => Number.isSafeInteger(value),
  boolean: (value) => typeof value === 'boolean',
  timestamptz: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  jsonb: (value) => value !== undefined,
}

/** Can a row have this key? */
export function keyFits<Row extends ProjectionRow>(table: TableDefinition<Row>, key: unknown): key is string {
  return fits[table.columns.id.type](key)
}

/** What is wrong with a row; null when it fits. Names columns, never values. */
export function misfitOf<Row extends ProjectionRow>(
  table: TableDefinition<Row>,
  row: Row,
  expected: { readonly key: string; readonly workspace: string },
): string | null {
  if (row.id !== expected.key) return 'its id is not the key'
  if (row.workspace !== expected.workspace) return 'it belongs to another workspace'
  // Every column is declared, so the keys are the row's.
  for (const column of Object.keys(table.columns) as (keyof Row)[]) {
    const value: unknown = row[column]
    const { type, nullable } = table.columns[column]
    if (value === null && nullable) continue
    if (value === null || !fits[type](value)) return `column ${String(column)} does not fit`
  }
  return null
}

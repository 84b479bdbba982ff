// Owns the SQL of one projection batch: checkpoint, dedupe, load, upsert, all in the caller's transaction. Each is sent
// before the first `await`, so that callers can have several under way on one connection.
import type pg from 'pg'
import { StartOver } from '@indoshopster/event-log/follow'
import type { Found } from '@indoshopster/event-sourcing/projection'
import type { ProjectionRow, ProjectionShape } from '@indoshopster/event-sourcing/table'
import { carrier, columnArray } from './column-array.ts'
import { foldedTable, physicalTable } from './projection-ddl.ts'
import { ALL_WORKSPACES } from './workspace-scope.ts'

/** Another runner moved the checkpoint: this one must start over from there. */
export class CheckpointMovedError extends StartOver {
  override readonly name = 'CheckpointMovedError'
}

export interface ProjectionStore<Row extends ProjectionRow> {
  checkpoint(client: pg.ClientBase | pg.Pool): Promise<number>
  /**
   * Lets the transaction see all workspaces, and moves the checkpoint or throws CheckpointMovedError. Its commit waits for
   * no disk: should Postgres fall, rows and checkpoint go back together and the log is folded from there.
   */
  begin(client: pg.ClientBase, from: number, to: number): Promise<void>
  /** Remembers event ids; answers those that are new. */
  remember(client: pg.ClientBase, ids: readonly string[]): Promise<Set<string>>
  load(client: pg.ClientBase, keys: readonly string[]): Promise<Map<string, Row>>
  /** The keys of the rows of a workspace that one of the sweeps finds. */
  swept(client: pg.ClientBase, workspace: string, sweeps: readonly Found<Row>[]): Promise<string[]>
  /** `made` must not be in the table: that is not looked for, which is faster. */
  save(
    client: pg.ClientBase,
    rows: {
      readonly made: readonly Row[]
      readonly changed: readonly Row[]
      readonly removed: readonly string[]
    },
  ): Promise<void>
}

/** The store of one projection in a schema. All names in the SQL come from code, never from input. */
export function createProjectionStore<Row extends ProjectionRow>(
  schema: string,
  projection: ProjectionShape,
): ProjectionStore<Row> {
  const name = physicalTable(projection)
  const table = `${schema}.${name}`
  const columns = Object.entries(projection.table.columns)
  const names = columns.map(([column]) => column)
  const selected = columns.map(([column, { type }]) => `${readable(column, type)} AS ${column}`)
  const select = `SELECT ${selected.join(', ')} FROM ${table} WHERE id = ANY($1)`
  const insert = `
    INSERT INTO ${table} (${names.join(', ')})
    SELECT ${columns.map(([column, { type }]) => `${column}::${type}`).join(', ')}
    FROM unnest(${columns.map(([, { type }], i) => `$${i + 1}::${carrier(type)}[]`).join(', ')})
      AS given (${names.join(', ')})`
  const upsert = `${insert}
    ON CONFLICT (id) DO UPDATE SET ${names
      .filter((column) => column !== 'id')
      .map((column) => `${column} = excluded.${column}`)
      .join(', ')}`

  const remember = `
    INSERT INTO ${schema}.${foldedTable(projection)} (event_id)
    SELECT unnest($1::uuid[]) ON CONFLICT DO NOTHING RETURNING event_id`

  /** Under a name, so that a connection plans it once; what finds rows is planned anew, since tables begin empty. */
  const named = (what: string, text: string) => ({ name: `${table} ${what}`, text })
  const put = (client: pg.ClientBase, statement: ReturnType<typeof named>, rows: readonly Row[]) =>
    client.query(
      statement,
      columns.map(([column, { type }]) =>
        columnArray(
          type,
          // Rows have exactly the declared columns.
          rows.map((row) => (row as unknown as Record<string, unknown>)[column]),
        ),
      ),
    )

  return {
    async checkpoint(client) {
      const { rows } = await client.query<{ sequence: string }>(
        `SELECT sequence FROM ${schema}.checkpoints WHERE projection = $1`,
        [name],
      )
      if (!rows[0]) throw new Error(`The table of ${name} is missing: run the migrations first.`)
      return Number(rows[0].sequence)
    },
    async begin(client, from, to) {
      const [, moved] = await Promise.all([
        client.query(
          `SELECT set_config('app.workspace', $1, true), set_config('synchronous_commit', 'off', true)`,
          [ALL_WORKSPACES],
        ),
        client.query(
          `UPDATE ${schema}.checkpoints SET sequence = $3 WHERE projection = $1 AND sequence = $2`,
          [name, from, to],
        ),
      ])
      if (moved.rowCount !== 1)
        throw new CheckpointMovedError(`Another runner moved the checkpoint of ${name}.`)
    },
    async remember(client, ids) {
      const { rows } = await client.query<{ event_id: string }>(named('remember', remember), [ids])
      return new Set(rows.map((row) => row.event_id))
    },
    async load(client, keys) {
      const { rows } = await client.query<Row>(select, [keys])
      return new Map(rows.map((row) => [row.id, row]))
    },
    async swept(client, workspace, sweeps) {
      const values: string[] = []
      // Names are by code; a column that is no uuid is compared as what it is.
      const condition = (found: Found<Row>): string => {
        if ('idOf' in found) {
          const named = `SELECT id FROM ${table} WHERE workspace = $1 AND ${condition(found.idOf)}`
          return `${found.column} IN (${named})`
        }
        const { column, value, part } = found
        values.push(part === undefined ? value : JSON.stringify({ [part]: value }))
        const place = `$${values.length + 1}`
        if (part === undefined) return `${column} = ${place}`
        const object = `${place}::jsonb`
        return `(${column} @> ${object} OR ${column} @> jsonb_build_array(${object}))`
      }
      const conditions = sweeps.map(condition)
      const { rows } = await client.query<{ id: string }>(
        `SELECT id FROM ${table} WHERE workspace = $1 AND (${conditions.join(' OR ')})`,
        [workspace, ...values],
      )
      return rows.map((row) => row.id)
    },
    async save(client, { made, changed, removed }) {
      const sent: Promise<unknown>[] = []
      if (made.length > 0) sent.push(put(client, named('insert', insert), made))
      if (changed.length > 0) sent.push(put(client, named('upsert', upsert), changed))
      if (removed.length > 0) sent.push(client.query(`DELETE FROM ${table} WHERE id = ANY($1)`, [removed]))
      await Promise.all(sent)
    },
  }
}

/** Rows hold numbers and ISO times, never driver objects, so that folds stay pure. */
function readable(column: string, type: string): string {
  if (type === 'bigint') return `${column}::float8`
  if (type === 'timestamptz') return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
  return column
}

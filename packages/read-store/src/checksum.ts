// Answers: does a read model hold exactly what folding the log gives? For one workspace at a time.
import type pg from 'pg'
import type { EventLog } from '@indoshopster/event-log/event-log'
import type { FoldableEvent, Projection } from '@indoshopster/event-sourcing/projection'
import type { ProjectionRow } from '@indoshopster/event-sourcing/table'
import { foldInto } from './fold.ts'
import { createProjectionStore } from './projection-store.ts'
import { physicalTable } from './projection-ddl.ts'

export interface ChecksumResult {
  readonly projection: string
  readonly workspace: string
  /** The sequence both sides were compared at. */
  readonly sequence: number
  readonly rows: number
  /** Keys of rows that differ, are missing or are too many; empty when all is well. */
  readonly differing: readonly string[]
}

/** The workspaces a projection holds rows of. */
export async function workspacesOf(
  pool: pg.Pool,
  schema: string,
  projection: { name: string; version: number },
): Promise<string[]> {
  const { rows } = await pool.query<{ workspace: string }>(
    `SELECT DISTINCT workspace FROM ${schema}.${physicalTable(projection)} ORDER BY workspace`,
  )
  return rows.map((row) => row.workspace)
}

/** Compares the rows of one workspace with fold(log) up to the checkpoint. `pool` must see all workspaces. */
export async function compareWithLog<Event extends FoldableEvent, Row extends ProjectionRow>(options: {
  log: Pick<EventLog, 'follow'>
  pool: pg.Pool
  schema: string
  projection: Projection<Event, Row>
  workspace: string
}): Promise<ChecksumResult> {
  const { log, pool, schema, projection, workspace } = options
  const stored = await storedRows(pool, schema, projection, workspace)
  const folded = await foldLog(log, projection, workspace, stored.sequence)
  const differing = new Set<string>()
  for (const [key, row] of stored.rows)
    if (canonical(projection, folded.get(key)) !== canonical(projection, row)) differing.add(key)
  for (const key of folded.keys()) if (!stored.rows.has(key)) differing.add(key)
  return {
    projection: physicalTable(projection),
    workspace,
    sequence: stored.sequence,
    rows: stored.rows.size,
    differing: [...differing],
  }
}

/** Rows and checkpoint of one moment. */
async function storedRows<Event extends FoldableEvent, Row extends ProjectionRow>(
  pool: pg.Pool,
  schema: string,
  projection: Projection<Event, Row>,
  workspace: string,
) {
  const store = createProjectionStore<Row>(schema, projection)
  const client = await pool.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const sequence = await store.checkpoint(client)
    const { rows } = await client.query<{ id: string }>(
      `SELECT id FROM ${schema}.${physicalTable(projection)} WHERE workspace = $1`,
      [workspace],
    )
    const ids = rows.map((row) => row.id)
    return { sequence, rows: await store.load(client, ids) }
  } finally {
    await client.query('ROLLBACK').catch(() => {})
    client.release()
  }
}

async function foldLog<Event extends FoldableEvent, Row extends ProjectionRow>(
  log: Pick<EventLog, 'follow'>,
  projection: Projection<Event, Row>,
  workspace: string,
  upTo: number,
): Promise<Map<string, Row>> {
  const rows = new Map<string, Row | null>()
  const seen = new Set<string>()
  const types = new Set<string>(projection.types)
  const finished = new AbortController()
  let next = 1
  await log.follow({
    // The second token of an event's subject is its workspace.
    subjects: projection.subjects.map((subject) => subject.replace(/^evt\.\*/, `evt.${workspace}`)),
    signal: finished.signal,
    from: () => Promise.resolve(next),
    onBatch: (events, lastSequence) => {
      // The subjects and types of a projection cover exactly its events.
      const wanted = events.filter(
        (event) => types.has(event.type) && event.sequence <= upTo,
      ) as unknown as Event[]
      const fresh = new Set(wanted.map((event) => event.id).filter((id) => !seen.has(id)))
      for (const id of fresh) seen.add(id)
      foldInto(projection, wanted, rows, fresh)
      next = lastSequence + 1
      if (lastSequence >= upTo) finished.abort()
      return Promise.resolve()
    },
    onCaughtUp: () => finished.abort(),
  })
  const present = new Map<string, Row>()
  for (const [key, row] of rows) if (row) present.set(key, row)
  return present
}

/** A row as text; what Postgres rounds or cleans is rounded and cleaned on both sides. */
function canonical<Event extends FoldableEvent, Row extends ProjectionRow>(
  projection: Projection<Event, Row>,
  row: Row | undefined,
): string {
  if (!row) return ''
  // Every column is declared, so the keys are the row's.
  const columns = Object.keys(projection.table.columns).sort() as (keyof Row)[]
  return JSON.stringify(
    columns.map((column) => {
      const value: unknown = row[column]
      const time = projection.table.columns[column].type === 'timestamptz' && typeof value === 'string'
      return time ? Math.floor(Date.parse(value)) : sorted(value)
    }),
  )
}

/** jsonb keeps no order of keys, and no NUL or half surrogate. */
function sorted(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed()
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  )
}

// Owns one batch of a projection: its events folded, rows and checkpoint written in one transaction.
import type pg from 'pg'
import type { FoldableEvent, Projection } from '@indoshopster/event-sourcing/projection'
import type { ProjectionRow } from '@indoshopster/event-sourcing/table'
import { type Folded, foldInto, keyOf, keysOf, type Misfit, sweepRows, sweepsOf } from './fold.ts'
import type { ProjectionStore } from './projection-store.ts'

/** Rows of a sweep in memory at a time. */
const SWEPT_AT_ONCE = 500

/** Moves the checkpoint from `from` to `to` with everything the events change; answers what did not fit. */
export async function foldBatch<Event extends FoldableEvent, Row extends ProjectionRow>(
  pool: pg.Pool,
  store: ProjectionStore<Row>,
  projection: Projection<Event, Row>,
  events: readonly Event[],
  from: number,
  to: number,
): Promise<Misfit[]> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('BEGIN')
    await store.begin(client, from, to)
    const misfits = events.length > 0 ? await foldAll(client, store, projection, events) : []
    await client.query('COMMIT')
    return misfits
  } catch (error) {
    broken = error instanceof Error ? error : new Error('The batch failed.')
    await client.query('ROLLBACK').catch(() => {})
    throw broken
  } finally {
    client.release(broken)
  }
}

async function foldAll<Event extends FoldableEvent, Row extends ProjectionRow>(
  client: pg.ClientBase,
  store: ProjectionStore<Row>,
  projection: Projection<Event, Row>,
  events: readonly Event[],
): Promise<Misfit[]> {
  const fresh = await store.remember(
    client,
    events.map((event) => event.id),
  )
  const misfits: Misfit[] = []
  // A sweep must find in the table what the events before it made.
  let before: Event[] = []
  for (const event of events) {
    const sweeping = fresh.has(event.id) && sweepsOf(projection, event).rounds.length > 0
    if (sweeping) {
      misfits.push(...(await foldRows(client, store, projection, before, fresh)))
      misfits.push(...(await sweep(client, store, projection, event)))
      // Alone: rows that later events concern have been swept and must not be again.
      misfits.push(...(await foldRows(client, store, projection, [event], fresh)))
      before = []
    } else before.push(event)
  }
  misfits.push(...(await foldRows(client, store, projection, before, fresh)))
  return misfits
}

async function foldRows<Event extends FoldableEvent, Row extends ProjectionRow>(
  client: pg.ClientBase,
  store: ProjectionStore<Row>,
  projection: Projection<Event, Row>,
  events: readonly Event[],
  fresh: Set<string>,
): Promise<Misfit[]> {
  if (events.length === 0) return []
  const rows: Map<string, Row | null> = await store.load(client, keysOf(projection, events))
  const folded = foldInto(projection, events, rows, fresh)
  await saveTouched(client, store, rows, folded)
  return folded.misfits
}

/** Folds the event into the rows it sweeps, some at a time; its own row only takes what it takes. */
async function sweep<Event extends FoldableEvent, Row extends ProjectionRow>(
  client: pg.ClientBase,
  store: ProjectionStore<Row>,
  projection: Projection<Event, Row>,
  event: Event,
): Promise<Misfit[]> {
  const own = keyOf(projection, event)
  const misfits: Misfit[] = []
  for (const round of sweepsOf(projection, event).rounds) {
    const ids = await store.swept(client, event.workspace, round.sweeps)
    for (let at = 0; at < ids.length; at += SWEPT_AT_ONCE) {
      const keys = ids.slice(at, at + SWEPT_AT_ONCE)
      const known = await store.load(client, own === null ? keys : [...new Set([...keys, own])])
      const found = keys.flatMap((key) => known.get(key) ?? [])
      const rows: Map<string, Row | null> = known
      const folded: Folded = { touched: new Set(), misfits: [] }
      sweepRows(projection, event, { round, found }, rows, folded)
      await saveTouched(client, store, rows, folded)
      misfits.push(...folded.misfits)
    }
  }
  return misfits
}

async function saveTouched<Row extends ProjectionRow>(
  client: pg.ClientBase,
  store: ProjectionStore<Row>,
  rows: ReadonlyMap<string, Row | null>,
  { touched }: Folded,
): Promise<void> {
  const changed = [...touched].map((key) => ({ key, row: rows.get(key) ?? null }))
  await store.save(
    client,
    changed.flatMap(({ row }) => (row ? [row] : [])),
    changed.flatMap(({ key, row }) => (row ? [] : [key])),
  )
}

// Owns one batch of a projection: its events folded, rows and checkpoint written in one transaction.
import type pg from 'pg'
import type { FoldableEvent, Projection } from '@indoshopster/event-sourcing/projection'
import type { ProjectionRow } from '@indoshopster/event-sourcing/table'
import { type Folded, foldInto, keyOf, keysOf, type Misfit, sweepRows, sweepsOf } from './fold.ts'
import type { ProjectionStore } from './projection-store.ts'

/** Rows of a sweep in memory at a time. */
const SWEPT_AT_ONCE = 500

/** Events folded before their rows are sent: fewer keep the database waiting less, more write a row less often. */
const FOLDED_AT_ONCE = 500

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
    // Sent without waiting for the answers in between; nothing else is before all have come.
    const [, , fresh, rows] = await Promise.all([
      client.query('BEGIN'),
      store.begin(client, from, to),
      store.remember(
        client,
        events.map((event) => event.id),
      ),
      store.load(client, keysOf(projection, events)),
    ])
    const known = { fresh, rows }
    const misfits = await foldAll(client, store, projection, events, known)
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

/** What the database knew of a batch at its beginning: the ids of events not folded before, and the rows by key. */
interface Known<Row extends ProjectionRow> {
  readonly fresh: Set<string>
  readonly rows: ReadonlyMap<string, Row>
}

async function foldAll<Event extends FoldableEvent, Row extends ProjectionRow>(
  client: pg.ClientBase,
  store: ProjectionStore<Row>,
  projection: Projection<Event, Row>,
  events: readonly Event[],
  { fresh, rows }: Known<Row>,
): Promise<Misfit[]> {
  const misfits: Misfit[] = []
  // A sweep must find in the table what the events before it made.
  let before: Event[] = []
  let known: ReadonlyMap<string, Row> | null = rows
  const foldBefore = async () => {
    if (before.length === 0) return
    const current = known ?? (await store.load(client, keysOf(projection, before)))
    misfits.push(...(await foldRows(client, store, projection, before, { fresh, rows: current })))
    before = []
  }
  for (const event of events) {
    const sweeping = fresh.has(event.id) && sweepsOf(projection, event).rounds.length > 0
    before.push(event)
    if (!sweeping) continue
    before.pop()
    await foldBefore()
    misfits.push(...(await sweep(client, store, projection, event)))
    // Alone: rows that later events concern have been swept and must not be again.
    known = null
    before = [event]
    await foldBefore()
  }
  await foldBefore()
  return misfits
}

/** While the database writes some of the rows the next ones are folded. */
async function foldRows<Event extends FoldableEvent, Row extends ProjectionRow>(
  client: pg.ClientBase,
  store: ProjectionStore<Row>,
  projection: Projection<Event, Row>,
  events: readonly Event[],
  known: Known<Row>,
): Promise<Misfit[]> {
  const rows = new Map<string, Row | null>(known.rows)
  const misfits: Misfit[] = []
  const saved: Promise<void>[] = []
  const stored = new Set(known.rows.keys())
  for (let at = 0; at < events.length; at += FOLDED_AT_ONCE) {
    const folded = foldInto(projection, events.slice(at, at + FOLDED_AT_ONCE), rows, known.fresh)
    misfits.push(...folded.misfits)
    saved.push(saveTouched(client, store, rows, folded, stored))
  }
  await Promise.all(saved)
  return misfits
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
      await saveTouched(client, store, rows, folded, new Set(rows.keys()))
      misfits.push(...folded.misfits)
    }
  }
  return misfits
}

/** Saves what a fold changed. `stored` are the keys the table may hold; those that are saved join them. */
async function saveTouched<Row extends ProjectionRow>(
  client: pg.ClientBase,
  store: ProjectionStore<Row>,
  rows: ReadonlyMap<string, Row | null>,
  { touched }: Folded,
  stored: Set<string>,
): Promise<void> {
  const made: Row[] = []
  const changed: Row[] = []
  const removed: string[] = []
  for (const key of touched) {
    const row = rows.get(key)
    if (!row) removed.push(key)
    else if (stored.has(key)) changed.push(row)
    else made.push(row)
    stored.add(key)
  }
  await store.save(client, { made, changed, removed })
}

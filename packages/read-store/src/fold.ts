// Owns folding a batch of events into rows, in memory and once per event id. Pure.
import type { FoldableEvent, Projection } from '@indoshopster/event-sourcing/projection'
import { sweptBy } from '@indoshopster/event-sourcing/sweep'
import type { ProjectionRow } from '@indoshopster/event-sourcing/table'
import { keyFits, misfitOf } from './row-check.ts'

/** An event that could not be folded; `reason` holds no personal data. */
export interface Misfit {
  readonly event: FoldableEvent
  readonly reason: string
}

/** The keys of the rows a batch concerns. */
export function keysOf<Event extends FoldableEvent, Row extends ProjectionRow>(
  projection: Projection<Event, Row>,
  events: readonly Event[],
): string[] {
  const keys = new Set<string>()
  for (const event of events) {
    const key = keyOf(projection, event)
    if (key !== null) keys.add(key)
  }
  return [...keys]
}

/** What a fold changed: the keys of the rows, and what could not be folded. */
export interface Folded {
  readonly touched: Set<string>
  readonly misfits: Misfit[]
}

/**
 * Folds `events` into `rows` (null: there is none) and answers the keys that changed. An event whose id is not in
 * `fresh` was folded before, and so was a second copy in one batch. An event that cannot be folded is left out and
 * told: it must not stop all those behind it. An event that sweeps finds those of its rows that are in `rows`.
 */
export function foldInto<Event extends FoldableEvent, Row extends ProjectionRow>(
  projection: Projection<Event, Row>,
  events: readonly Event[],
  rows: Map<string, Row | null>,
  fresh: Set<string>,
): Folded {
  const folded: Folded = { touched: new Set(), misfits: [] }
  for (const event of events) {
    if (!fresh.delete(event.id)) continue
    if (projection.sweeps) sweepInto(projection, event, rows, folded)
    const key = keyOf(projection, event)
    if (key === null) continue
    put(projection, event, rows, folded, key, () => {
      const row = rows.get(key) ?? undefined
      if (row && row.workspace !== event.workspace) throw new Error('its row belongs to another workspace')
      return projection.fold(row, event)
    })
  }
  return folded
}

/** Folds an event into those of `rows` that it sweeps, except that of its key, which takes over what it takes. */
export function sweepInto<Event extends FoldableEvent, Row extends ProjectionRow>(
  projection: Projection<Event, Row>,
  event: Event,
  rows: Map<string, Row | null>,
  folded: Folded,
): void {
  const key = keyOf(projection, event)
  for (const from of swept(projection, event, rows.values(), folded)) {
    if (from.id === key) continue
    if (key !== null && projection.take) {
      put(projection, event, rows, folded, key, () =>
        projection.take?.(rows.get(key) ?? undefined, from, event),
      )
    }
    put(projection, event, rows, folded, from.id, () => projection.fold(from, event))
  }
}

function swept<Event extends FoldableEvent, Row extends ProjectionRow>(
  projection: Projection<Event, Row>,
  event: Event,
  rows: Iterable<Row | null>,
  folded: Folded,
): Row[] {
  try {
    return sweptBy(projection, event, rows)
  } catch (error) {
    folded.misfits.push({ event, reason: reasonOf(error) })
    return []
  }
}

/** Puts what `next` answers into `rows` when it fits. */
function put<Event extends FoldableEvent, Row extends ProjectionRow>(
  projection: Projection<Event, Row>,
  event: Event,
  rows: Map<string, Row | null>,
  folded: Folded,
  key: string,
  next: () => Row | null | undefined,
): void {
  try {
    const row = next()
    if (row === undefined || row === rows.get(key)) return
    const misfit = row && misfitOf(projection.table, row, { key, workspace: event.workspace })
    if (misfit) throw new Error(misfit)
    rows.set(key, row)
    folded.touched.add(key)
  } catch (error) {
    folded.misfits.push({ event, reason: reasonOf(error) })
  }
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : 'the fold failed')

/** The key of the row an event concerns, when a row can have it. */
export function keyOf<Event extends FoldableEvent, Row extends ProjectionRow>(
  projection: Projection<Event, Row>,
  event: Event,
): string | null {
  try {
    const key = projection.key(event)
    return keyFits(projection.table, key) ? key : null
  } catch {
    return null
  }
}

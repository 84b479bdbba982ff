// Owns folding a batch of events into rows, in memory and once per event id. Pure.
import type { FoldableEvent, Projection } from '@indoshopster/event-sourcing/projection'
import { type Round, roundsOf, sweptBy } from '@indoshopster/event-sourcing/sweep'
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

/** Folds an event into those of `rows`, which must be all there are, that it sweeps. */
function sweepInto<Event extends FoldableEvent, Row extends ProjectionRow>(
  projection: Projection<Event, Row>,
  event: Event,
  rows: Map<string, Row | null>,
  folded: Folded,
): void {
  const { rounds, reason } = sweepsOf(projection, event)
  if (reason !== null) folded.misfits.push({ event, reason })
  for (const round of rounds) {
    const found = sweptBy(round.sweeps, event.workspace, rows.values())
    sweepRows(projection, event, { round, found }, rows, folded)
  }
}

/** The rounds of an event's sweeps; none, and why, where they cannot be told: it is folded into its own row only. */
export function sweepsOf<Event extends FoldableEvent, Row extends ProjectionRow>(
  projection: Projection<Event, Row>,
  event: Event,
): { readonly rounds: readonly Round<Row>[]; readonly reason: string | null } {
  try {
    return { rounds: roundsOf(projection, event), reason: null }
  } catch (error) {
    return { rounds: [], reason: reasonOf(error) }
  }
}

/** Folds an event into the rows a round found, except that of its key, which takes over what it takes. */
export function sweepRows<Event extends FoldableEvent, Row extends ProjectionRow>(
  projection: Projection<Event, Row>,
  event: Event,
  { round, found }: { readonly round: Round<Row>; readonly found: readonly Row[] },
  rows: Map<string, Row | null>,
  folded: Folded,
): void {
  const key = keyOf(projection, event)
  const { fold } = round
  for (const from of found) {
    if (from.id === key) continue
    if (key !== null && projection.take && !fold) {
      put(projection, event, rows, folded, key, () =>
        projection.take?.(rows.get(key) ?? undefined, from, event),
      )
    }
    put(projection, event, rows, folded, from.id, () => (fold ? fold(from) : projection.fold(from, event)))
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

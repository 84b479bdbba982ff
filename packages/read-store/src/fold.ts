// Owns folding a batch of events into rows, in memory and once per event id. Pure.
import type { FoldableEvent, Projection } from '@indoshopster/event-sourcing/projection'
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

/**
 * Folds `events` into `rows` (null: there is none) and answers the keys that changed. An event whose id is not in
 * `fresh` was folded before, and so was a second copy in one batch. An event that cannot be folded is left out and
 * told: it must not stop all those behind it.
 */
export function foldInto<Event extends FoldableEvent, Row extends ProjectionRow>(
  projection: Projection<Event, Row>,
  events: readonly Event[],
  rows: Map<string, Row | null>,
  fresh: Set<string>,
): { touched: Set<string>; misfits: Misfit[] } {
  const touched = new Set<string>()
  const misfits: Misfit[] = []
  for (const event of events) {
    if (!fresh.delete(event.id)) continue
    try {
      const key = keyOf(projection, event)
      if (key === null) continue
      const row = rows.get(key) ?? undefined
      if (row && row.workspace !== event.workspace) throw new Error('its row belongs to another workspace')
      const next = projection.fold(row, event)
      if (next === undefined || next === row) continue
      const misfit = next && misfitOf(projection.table, next, { key, workspace: event.workspace })
      if (misfit) throw new Error(misfit)
      rows.set(key, next)
      touched.add(key)
    } catch (error) {
      misfits.push({ event, reason: error instanceof Error ? error.message : 'the fold failed' })
    }
  }
  return { touched, misfits }
}

function keyOf<Event extends FoldableEvent, Row extends ProjectionRow>(
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

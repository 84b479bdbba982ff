// Answers: which rows does an event sweep? Pure.
import type { FoldableEvent, Projection } from './projection.ts'
import type { ProjectionRow } from './table.ts'

/** Those of `rows` that the event sweeps: of its workspace, each once. */
export function sweptBy<Event extends FoldableEvent, Row extends ProjectionRow>(
  projection: Projection<Event, Row>,
  event: Event,
  rows: Iterable<Row | null>,
): Row[] {
  const sweeps = projection.sweeps?.(event) ?? []
  if (sweeps.length === 0) return []
  const swept: Row[] = []
  for (const row of rows) {
    if (row?.workspace !== event.workspace) continue
    if (sweeps.some(({ column, value }) => row[column] === value)) swept.push(row)
  }
  return swept
}

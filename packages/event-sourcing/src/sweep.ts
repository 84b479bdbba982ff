// Answers: which rows does an event sweep, and what becomes of them? Pure.
import type { FoldableEvent, Found, Projection, Sweep } from './projection.ts'
import type { ProjectionRow } from './table.ts'

/** Sweeps whose rows are found together and folded once. `fold` null: by the projection's own. */
export interface Round<Row extends ProjectionRow> {
  readonly sweeps: readonly Sweep<Row>[]
  readonly fold: ((row: Row) => Row) | null
}

/** What an event sweeps, round after round: each finds its rows as the one before left them. */
export function roundsOf<Event extends FoldableEvent, Row extends ProjectionRow>(
  projection: Projection<Event, Row>,
  event: Event,
): Round<Row>[] {
  const sweeps = projection.sweeps?.(event) ?? []
  const plain = sweeps.filter((sweep) => sweep.fold === undefined)
  return [
    ...(plain.length > 0 ? [{ sweeps: plain, fold: null }] : []),
    ...sweeps.flatMap((sweep) => (sweep.fold ? [{ sweeps: [sweep], fold: sweep.fold }] : [])),
  ]
}

/** Those of `rows`, which must be all there are, that one of the sweeps finds in a workspace: each once. */
export function sweptBy<Row extends ProjectionRow>(
  sweeps: readonly Sweep<Row>[],
  workspace: string,
  rows: Iterable<Row | null>,
): Row[] {
  const own: Row[] = []
  for (const row of rows) if (row?.workspace === workspace) own.push(row)
  const finders = sweeps.map((sweep) => finderOf(sweep, own))
  return own.filter((row) => finders.some((finds) => finds(row)))
}

function finderOf<Row extends ProjectionRow>(found: Found<Row>, rows: readonly Row[]): (row: Row) => boolean {
  if ('idOf' in found) {
    const ids = new Set(rows.filter(finderOf(found.idOf, rows)).map(({ id }) => id))
    return (row) => ids.has(String(row[found.column]))
  }
  const { column, value, part } = found
  if (part === undefined) return (row) => row[column] === value
  return (row) => {
    const held: unknown = row[column]
    return (Array.isArray(held) ? held : [held]).some((one: unknown) => partOf(one, part) === value)
  }
}

/** What an object holds under a name. */
function partOf(held: unknown, part: string): unknown {
  // Any object may be looked into by any name.
  return typeof held === 'object' && held !== null ? (held as Record<string, unknown>)[part] : undefined
}

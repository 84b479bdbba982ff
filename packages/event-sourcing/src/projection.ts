// Owns the shape of a projection: a pure fold of events into rows, one row per key.
import type { ProjectionRow, TableDefinition } from './table.ts'

/** What a projection needs to know of an event. `sequence` is its place in the log. */
export interface FoldableEvent {
  readonly id: string
  readonly type: string
  readonly workspace: string
  readonly sequence: number
}

/**
 * Law: folding an event twice equals folding it once; the runner drops ids it has folded before.
 * A projection never rejects an event: it does its best with what is there.
 */
export interface Projection<Event extends FoldableEvent, Row extends ProjectionRow> {
  /** Also the table's name, in snake case. */
  readonly name: string
  /** A bump builds a new table from sequence 1 beside the old one; the new code serves when it has caught up. */
  readonly version: number
  /** Subject filters (`eventFilter`) that cover `types`. */
  readonly subjects: readonly string[]
  readonly types: readonly Event['type'][]
  readonly table: TableDefinition<Row>
  /** The row an event concerns; null: none. */
  key(event: Event): string | null
  /** The row after the event: null removes it, `undefined` where there is none and none is made. */
  fold(row: Row | undefined, event: Event): Row | null | undefined
}

/** Declares a projection. */
export function defineProjection<Event extends FoldableEvent, Row extends ProjectionRow>(
  projection: Projection<Event, Row>,
): Projection<Event, Row> {
  return projection
}

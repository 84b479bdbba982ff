// Owns the shape of a projection: a pure fold of events into rows, one row per key.
import type { ProjectionRow, TableDefinition } from './table.ts'

/** What a projection needs to know of an event. `sequence` is its place in the log. */
export interface FoldableEvent {
  readonly id: string
  readonly type: string
  readonly workspace: string
  readonly sequence: number
}

type Column<Row extends ProjectionRow> = Extract<keyof Row, string>

/**
 * Rows of the event's workspace: in which a column has a value; in which the object in a jsonb column, or one of the
 * objects of its list, has it under the name `part`; or in which a column holds the id of one of the rows of `idOf`.
 */
export type Found<Row extends ProjectionRow> =
  | { readonly column: Column<Row>; readonly value: string; readonly part?: string }
  | { readonly column: Column<Row>; readonly idOf: { readonly column: Column<Row>; readonly value: string } }

/** The rows it finds, and what becomes of each; without a `fold` of its own, what the projection's `fold` says. */
export type Sweep<Row extends ProjectionRow> = Found<Row> & { readonly fold?: (row: Row) => Row }

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
  /**
   * The rows an event concerns beside that of its key, however many: each is folded with the event, once, as it is after
   * all earlier events. Those with a fold of their own come after the others, in their order. The columns need an index
   * that begins with `workspace`. Left out or empty: none.
   */
  sweeps?(event: Event): readonly Sweep<Row>[]
  /** What the key's row takes over from a swept row, before either is folded. `undefined`: there is no row still. */
  take?(row: Row | undefined, from: Row, event: Event): Row | undefined
}

/** Declares a projection. */
export function defineProjection<Event extends FoldableEvent, Row extends ProjectionRow>(
  projection: Projection<Event, Row>,
): Projection<Event, Row> {
  return projection
}

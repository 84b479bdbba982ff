// Owns the given/when/then kit for deciders and projections.
import { deepStrictEqual, throws } from 'node:assert/strict'
import { type Decider, Refusal, stateOf } from './decider.ts'
import type { FoldableEvent, Projection } from './projection.ts'
import { roundsOf, sweptBy } from './sweep.ts'
import type { ProjectionRow } from './table.ts'

/** `given(decider, history).when(command).then(events)`, `.thenNothing()` or `.thenRefuses(code)`. */
export function given<Command, Event, Recorded, State>(
  decider: Decider<Command, Event, Recorded, State>,
  history: readonly Recorded[] = [],
) {
  const state = stateOf(decider, history)
  return {
    when(command: Command) {
      const decide = () => decider.decide(command, state)
      return {
        then: (expected: readonly Event[]) => deepStrictEqual(decide(), expected),
        thenNothing: () => deepStrictEqual(decide(), []),
        thenRefuses: (code: string) =>
          throws(decide, (error: unknown) => error instanceof Refusal && error.code === code),
      }
    },
  }
}

/** Folds events as the runner does (duplicates by id dropped, sweeps done) and answers the rows by key. */
export function rowsOf<Event extends FoldableEvent, Row extends ProjectionRow>(
  projection: Projection<Event, Row>,
  events: readonly Event[],
): Map<string, Row> {
  const rows = new Map<string, Row>()
  const folded = new Set<string>()
  for (const event of events) {
    if (folded.has(event.id) || !projection.types.includes(event.type)) continue
    folded.add(event.id)
    const key = projection.key(event)
    for (const { sweeps, fold } of roundsOf(projection, event)) {
      for (const from of sweptBy(sweeps, event.workspace, rows.values())) {
        if (from.id === key) continue
        const taken = key === null || fold ? undefined : projection.take?.(rows.get(key), from, event)
        if (taken) rows.set(taken.id, taken)
        put(rows, from.id, fold ? fold(from) : projection.fold(from, event))
      }
    }
    if (key !== null) put(rows, key, projection.fold(rows.get(key), event))
  }
  return rows
}

function put<Row extends ProjectionRow>(
  rows: Map<string, Row>,
  key: string,
  row: Row | null | undefined,
): void {
  if (row === null) rows.delete(key)
  else if (row !== undefined) rows.set(key, row)
}

// Does the kit for folds do sweeps as the law says?
import { describe, expect, test } from 'vitest'
import { defineProjection, type FoldableEvent } from './projection.ts'
import { defineTable, type ProjectionRow } from './table.ts'
import { rowsOf } from './testing.ts'

interface Row extends ProjectionRow {
  readonly colour: string
  readonly seen: readonly number[]
}
interface Event extends FoldableEvent {
  readonly about: string | null
  readonly colour: string
  readonly sweep?: string
  readonly takes?: boolean
}

const projection = defineProjection<Event, Row>({
  name: 'colours',
  version: 1,
  subjects: [],
  types: ['told'],
  table: defineTable<Row>({
    columns: {
      id: { type: 'text' },
      workspace: { type: 'text' },
      colour: { type: 'text' },
      seen: { type: 'jsonb' },
    },
    indexes: [],
  }),
  key: (event) => event.about,
  sweeps: ({ sweep }) =>
    sweep === undefined
      ? []
      : [
          { column: 'colour', value: sweep },
          { column: 'workspace', value: 'a' },
        ],
  take: (row, from, event) => (row && event.takes ? { ...row, seen: [...row.seen, ...from.seen] } : row),
  fold: (row, { about, colour, sequence, workspace }) => {
    if (!row) return about === null ? undefined : { id: about, workspace, colour, seen: [sequence] }
    return { ...row, seen: [...row.seen, sequence] }
  },
})

const told = (sequence: number, about: string | null, more: Partial<Event> = {}): Event => ({
  id: String(sequence),
  type: 'told',
  workspace: 'a',
  sequence,
  about,
  colour: 'red',
  ...more,
})
const seen = (...events: Event[]) =>
  Object.fromEntries([...rowsOf(projection, events)].map(([id, row]) => [id, row.seen]))

describe('sweep', () => {
  test('folds an event into each row once, even one that two sweeps find', () => {
    expect(seen(told(1, 'x'), told(2, 'y'), told(3, null, { sweep: 'red' }))).toEqual({
      x: [1, 3],
      y: [2, 3],
    })
  })

  test('leaves the rows of other workspaces alone', () => {
    const theirs = told(1, 'x', { workspace: 'b' })
    expect(seen(theirs, told(2, null, { sweep: 'red' }))).toEqual({ x: [1] })
  })

  test('folds the row of its key once, after what it takes from the others', () => {
    const story = [told(1, 'x'), told(2, 'y'), told(3, 'x', { sweep: 'red', takes: true })]
    expect(seen(...story)).toEqual({ x: [1, 2, 3], y: [2, 3] })
  })

  test('does nothing again when its event is told again', () => {
    const sweep = told(2, null, { sweep: 'red' })
    expect(seen(told(1, 'x'), sweep, sweep)).toEqual({ x: [1, 2] })
  })
})

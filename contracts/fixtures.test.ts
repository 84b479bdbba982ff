// Owns the promise that every event ever published stays readable: each version has a frozen fixture that still fits its
// definition and folds through every projection. Together, by sequence, the fixtures are a small shop's first day.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { FoldableEvent, Projection } from '@indoshopster/event-sourcing/projection'
import type { ProjectionRow } from '@indoshopster/event-sourcing/table'
import { rowsOf } from '@indoshopster/event-sourcing/testing'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { IsoTime, type EventDefinition, type RecordedEvent, Uuid } from './envelope.ts'

type AnyProjection = Projection<FoldableEvent, ProjectionRow>

const root = path.join(import.meta.dirname, '..')
const filesIn = (folder: string, ending: string) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending) && !file.includes('node_modules'))
    .map((file) => path.join(root, folder, file))

const isDefinition = (value: unknown): value is EventDefinition =>
  typeof value === 'object' && value !== null && 'type' in value && 'data' in value && 'sealed' in value

/** Every event type the contracts declare. */
async function definitions(): Promise<Map<string, EventDefinition>> {
  const found = new Map<string, EventDefinition>()
  for (const file of filesIn('contracts', '.events.ts')) {
    const module = (await import(file)) as Record<string, unknown>
    for (const value of Object.values(module)) if (isDefinition(value)) found.set(value.type, value)
  }
  return found
}

/** Every projection a service declares. */
async function projections(): Promise<AnyProjection[]> {
  const schemas = filesIn('services', `src${path.sep}schema.ts`)
  const modules = await Promise.all(schemas.map((file) => import(file)))
  // The contract of every services/*/src/schema.ts.
  return (modules as { schema: { projections: AnyProjection[] } }[]).flatMap(
    ({ schema }) => schema.projections,
  )
}

const fixtures = new Map(
  filesIn('contracts/fixtures', '.json').map((file) => [
    path.basename(file, '.json'),
    // Proven event by event below.
    JSON.parse(readFileSync(file, 'utf8')) as RecordedEvent<string, { sealed?: unknown }>,
  ]),
)
const inOrder = [...fixtures.values()].sort((a, b) => a.sequence - b.sequence)
const declared = await definitions()
const folds = await projections()

describe('event fixtures', () => {
  test('every event the contracts declare has one', () => {
    expect([...declared.keys()].filter((type) => !fixtures.has(type))).toEqual([])
    expect(declared.size).toBeGreaterThan(20)
  })

  test.each([...fixtures.keys()])('%s still fits its definition', (type) => {
    const event = fixtures.get(type)
    const definition = declared.get(type)
    if (!event || !definition)
      throw new Error(`${type} is not declared any more; published events stay declared.`)
    expect(event.type).toBe(type)
    for (const id of [event.id, event.workspace, event.correlationid])
      expect(Value.Check(Uuid, id)).toBe(true)
    expect(Value.Check(IsoTime, event.time)).toBe(true)
    expect([...Value.Errors(definition.data, event.data)]).toEqual([])
    const sealed = definition.sealed ?? Type.Undefined()
    expect([...Value.Errors(sealed, event.data.sealed)]).toEqual([])
  })

  test.each(folds.map((projection) => [projection.name, projection] as const))(
    '%s folds the whole day into rows of exactly its columns',
    (_, projection) => {
      const rows = [...rowsOf(projection, inOrder).values()]
      for (const row of rows) {
        expect(Object.keys(row).sort()).toEqual(Object.keys(projection.table.columns).sort())
      }
      expect(projection.types.filter((type) => !fixtures.has(type))).toEqual([])
    },
  )

  test.each(folds.map((projection) => [projection.name, projection] as const))(
    '%s folds every event also when its person was erased, and when it stands alone',
    (_, projection) => {
      const erased = inOrder.map((event) =>
        'sealed' in event.data ? { ...event, data: { ...event.data, sealed: null } } : event,
      )
      rowsOf(projection, erased)
      for (const event of [...inOrder, ...erased]) rowsOf(projection, [event])
    },
  )
})

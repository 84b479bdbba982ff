// Does docs/events.md tell the truth, and do rows made of anything ever published fit their tables?
import { readFile } from 'node:fs/promises'
import type { Projection } from '@indoshopster/event-sourcing/projection'
import type { ProjectionRow } from '@indoshopster/event-sourcing/table'
import { foldInto } from '@indoshopster/read-store/fold'
import { Value } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { schema as apiKeys } from '../../services/api-keys/src/schema.ts'
import { schema as inbox } from '../../services/inbox/src/schema.ts'
import { schema as session } from '../../services/session/src/schema.ts'
import { schema as staff } from '../../services/staff/src/schema.ts'
import { schema as templating } from '../../services/templating/src/schema.ts'
import { eventDefinitions } from './definitions.ts'
import { eventsDocument, eventsDocumentFile } from './events-document.ts'
import { type Fixture, fixtureOf, fixtures } from './fixtures.ts'

const definitions = await eventDefinitions()
const frozen = await fixtures()
const erased = frozen.map((event) =>
  'sealed' in event.data ? { ...event, data: { ...event.data, sealed: null } } : event,
)
const services = [apiKeys, inbox, session, staff, templating]
// Migrations need only a projection's shape, but it is the projection itself that each service names.
const projections = services.flatMap((service) => service.projections) as unknown as Projection<
  Fixture,
  ProjectionRow
>[]

describe('events', () => {
  test('are documented as they are', async () => {
    // Stale? node scripts/generate-events-doc.ts writes it anew.
    expect(await readFile(eventsDocumentFile, 'utf8')).toBe(await eventsDocument())
  })

  test.each(definitions.map((definition) => [definition.type, definition] as const))(
    '%s gets a valid fixture',
    (_, definition) => {
      const { sealed, ...data } = fixtureOf(definition, 1).data
      expect(Value.Check(definition.data, data)).toBe(true)
      if (definition.sealed) expect(Value.Check(definition.sealed, sealed)).toBe(true)
    },
  )

  test.each(projections.map((projection) => [projection.name, projection] as const))(
    'ever published make rows that fit the table of %s, readable, erased and told again',
    (_, projection) => {
      for (const story of [frozen, erased]) {
        const again = story.map((event) => ({ ...event, id: `${event.id}-again` }))
        const told = [...story, ...again].filter((event) => projection.types.includes(event.type))
        const rows = new Map<string, ProjectionRow | null>()
        const { misfits } = foldInto(projection, told, rows, new Set(told.map((event) => event.id)))
        expect(misfits).toEqual([])
        expect(rows.size).toBeGreaterThan(0)
      }
    },
  )
})

// Owns what a fixture is: one event as a reader of the log gets it, its personal part in clear.
import { readdir, readFile } from 'node:fs/promises'
import { exampleId, recorded } from '@indoshopster/contracts/examples'
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import { inRepository } from '../infra/paths.mjs'
import type { DocumentedEvent } from './definitions.ts'
import { exampleOf } from './schema-example.ts'

export type Fixture = RecordedEvent<string, Record<string, unknown>>

/** `contracts/fixtures/<type>.json`; the version is part of the type. */
export function fixtureFile(type: string): string {
  return inRepository('contracts', 'fixtures', `${type}.json`)
}

/** A new fixture for a definition, at a place in the log. */
export function fixtureOf(definition: DocumentedEvent, sequence: number): Fixture {
  // The schema of data is an object.
  const data = exampleOf(definition.data) as Record<string, unknown>
  const personal = definition.sealed === null ? {} : { sealed: exampleOf(definition.sealed) }
  return recorded(definition.type, exampleId(1), { ...data, ...personal }, { sequence })
}

/** Every frozen fixture, in the order of the log. */
export async function fixtures(): Promise<Fixture[]> {
  const files = (await readdir(inRepository('contracts', 'fixtures'))).filter((file) =>
    file.endsWith('.json'),
  )
  const events = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(inRepository('contracts', 'fixtures', file), 'utf8')
      // contracts/fixtures.test.ts proves their shape.
      return JSON.parse(text) as Fixture
    }),
  )
  return events.sort((a, b) => a.sequence - b.sequence)
}

// Adds a fixture to contracts/fixtures for each event type that has none. Never touches one that is there: a fixture is
// what was published once, and every later release must still be able to read it.
import { writeFile } from 'node:fs/promises'
import { eventDefinitions } from './events/definitions.ts'
import { fixtureFile, fixtureOf, fixtures } from './events/fixtures.ts'

const frozen = await fixtures()
let sequence = frozen.at(-1)?.sequence ?? 0
for (const definition of await eventDefinitions()) {
  if (frozen.some((event) => event.type === definition.type)) continue
  const text = `${JSON.stringify(fixtureOf(definition, ++sequence), null, 2)}\n`
  await writeFile(fixtureFile(definition.type), text, { flag: 'wx' })
  console.log(`added ${definition.type}: make its data tell of the shop's first day, then commit it`)
}

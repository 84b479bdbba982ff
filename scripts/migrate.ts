// Brings the database of DATABASE_URL to the present: the keyring and every service's schema.
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { migrate, type ServiceSchema } from '../packages/read-store/src/migrate.ts'
import { inRepository } from './infra/paths.mjs'

const keyring: ServiceSchema = {
  name: 'keyring',
  migrations: inRepository('packages', 'event-log', 'migrations'),
  projections: [],
}

/** The schema that each service declares in `src/schema.ts`; a service without one keeps nothing in Postgres. */
async function serviceSchemas(): Promise<ServiceSchema[]> {
  const files = readdirSync(inRepository('services'))
    .map((service) => inRepository('services', service, 'src', 'schema.ts'))
    .filter((file) => existsSync(file))
  const modules = await Promise.all(files.map((file) => import(pathToFileURL(file).href)))
  // The contract of every services/*/src/schema.ts; migrate fails loudly on anything else.
  return modules.map((module) => (module as { schema: ServiceSchema }).schema)
}

const url = process.env.DATABASE_URL
if (!url) {
  console.error('DATABASE_URL is missing: the Postgres whose tables are to be brought up to date.')
  process.exit(1)
}
const schemas = [keyring, ...(await serviceSchemas())]
const applied = await migrate(url, schemas)
for (const name of applied) console.log(path.normalize(name))
console.log(`${applied.length} migrations applied, ${schemas.length} schemas up to date`)

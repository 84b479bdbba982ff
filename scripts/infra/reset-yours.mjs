// Removes our schemas and streams from servers that are yours; only npm run reset -- --yes asks for it.
import { existsSync, readdirSync } from 'node:fs'
import { inRepository } from './paths.mjs'

/** Drops the schemas of the services, the keyring and the list of migrations; nothing else in the database. */
export async function emptyYourPostgres(url) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const services = readdirSync(inRepository('services')).filter((name) =>
      existsSync(inRepository('services', name, 'src', 'schema.ts')),
    )
    // A schema is named like its service, with underscores for dashes.
    const schemas = ['keyring', ...services.map((name) => name.replaceAll('-', '_'))]
    for (const schema of schemas)
      await client.query(`DROP SCHEMA IF EXISTS ${client.escapeIdentifier(schema)} CASCADE`)
    await client.query('DROP TABLE IF EXISTS public.migrations')
    return schemas.join(', ')
  } finally {
    await client.end()
  }
}

/** Deletes the streams EVENTS and PARKED, with every event in them. */
export async function emptyYourNats(urls) {
  const { connect } = await import('@nats-io/transport-node')
  const { jetstreamManager } = await import('@nats-io/jetstream')
  const connection = await connect({ servers: urls.split(',') })
  try {
    const manager = await jetstreamManager(connection)
    const removed = []
    for (const name of ['EVENTS', 'PARKED']) {
      const gone = await manager.streams.delete(name).catch(() => false)
      if (gone) removed.push(name)
    }
    return removed.join(', ') || 'there were none'
  } finally {
    await connection.close()
  }
}

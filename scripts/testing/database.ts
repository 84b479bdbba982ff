// Gives an integration test a Postgres database of its own, or a whole cluster to break.
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { startTestCluster, testAdminPassword, type TestServer } from '../infra/test-run.mjs'

/** The role services connect as: it owns its database but is no superuser, so row-level security binds it. */
const ownerName = 'indoshopster'
const ownerPassword = 'only-for-tests'
const templateName = 'template_house'

export interface TestDatabase extends AsyncDisposable {
  /** Connection string of the database, as the role that services use. */
  readonly url: string
  /** Connection string of the same database as superuser, for looking behind row-level security. */
  readonly adminUrl: string
  /** Ends all its connections and drops it. */
  drop(): Promise<void>
}

export interface TestPostgres extends TestDatabase {
  /** The cluster's main process, for `process.kill(pid, 'SIGKILL')`; it changes with each start. */
  readonly server: TestServer
}

/** A fresh, empty database (extensions only) in the run's cluster; takes about 20 ms. */
export async function createTestDatabase(): Promise<TestDatabase> {
  return createDatabase(inject('testPostgresPort'))
}

/** A cluster of its own with one database, for tests that stop or kill Postgres; takes about half a second. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const server = await startTestCluster(inject('testFolder'))
  await prepareCluster(server.port)
  const database = await createDatabase(server.port)
  const stop = async () => {
    await server.stop()
  }
  return { url: database.url, adminUrl: database.adminUrl, server, drop: stop, [Symbol.asyncDispose]: stop }
}

/** Makes the role and the template database that `createTestDatabase` copies. Called once per cluster. */
export async function prepareCluster(port: number): Promise<void> {
  await asAdmin(port, 'postgres', [
    `CREATE ROLE ${ownerName} LOGIN CREATEROLE PASSWORD '${ownerPassword}'`,
    `CREATE DATABASE ${templateName} OWNER ${ownerName}`,
  ])
  await asAdmin(port, templateName, ['CREATE EXTENSION pg_trgm', 'CREATE EXTENSION btree_gin'])
}

async function createDatabase(port: number): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await asAdmin(port, 'postgres', [
    `CREATE DATABASE ${name} TEMPLATE ${templateName} OWNER ${ownerName} STRATEGY file_copy`,
  ])
  const drop = () => asAdmin(port, 'postgres', [`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`])
  return {
    url: `postgres://${ownerName}:${ownerPassword}@127.0.0.1:${port}/${name}`,
    adminUrl: adminUrl(port, name),
    drop,
    [Symbol.asyncDispose]: drop,
  }
}

const adminUrl = (port: number, database: string) =>
  `postgres://postgres:${testAdminPassword}@127.0.0.1:${port}/${database}`

async function asAdmin(port: number, database: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl(port, database) })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

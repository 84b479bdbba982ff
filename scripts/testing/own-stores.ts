// Owns the stores a program outside the test runner works on: a Postgres cluster and a NATS server of its own, in memory.
import pg from 'pg'
import {
  makeTestFolder,
  removeTestFolder,
  startTestCluster,
  startTestNatsServer,
  testAdminPassword,
  testNatsServer,
  type TestServer,
} from '../infra/test-run.mjs'

export interface Stores extends AsyncDisposable {
  readonly databaseUrl: string
  readonly natsUrl: string
  /** To kill and to start again. */
  readonly postgres: TestServer
  readonly nats: TestServer
}

/** Starts both; takes a second. Dispose to stop them and remove their data. */
export async function startStores(): Promise<Stores> {
  const folder = await makeTestFolder()
  const cluster = await startTestCluster(folder)
  const nats = await startTestNatsServer(folder, testNatsServer())
  const admin = `postgres://postgres:${testAdminPassword}@127.0.0.1:${cluster.port}/postgres`
  const client = new pg.Client({ connectionString: admin })
  await client.connect()
  await client.query(`CREATE ROLE bench LOGIN CREATEROLE PASSWORD 'bench'`)
  await client.query('CREATE DATABASE bench OWNER bench')
  await client.end()
  return {
    databaseUrl: `postgres://bench:bench@127.0.0.1:${cluster.port}/bench`,
    natsUrl: `nats://127.0.0.1:${nats.port}`,
    postgres: cluster,
    nats,
    async [Symbol.asyncDispose]() {
      await nats.stop()
      await cluster.stop()
      await removeTestFolder(folder)
    },
  }
}

// Gives `npm start` a Postgres: yours by DATABASE_URL, else a cluster of this checkout.
import { chmodSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { localFolder, stateFolder } from './paths.mjs'
import { rememberedPort } from './ports.mjs'
import { postgresBinaries } from './postgres-binaries.mjs'
import {
  adminName,
  initialiseCluster,
  startCluster,
  stopCluster,
  stopOrphanedCluster,
} from './postgres-cluster.mjs'
import { canReach, postgresUser, reachableFolder } from './postgres-user.mjs'
import { StepFailure } from './steps.mjs'

const role = 'indoshopster'
const database = 'indoshopster'
const oldestUsable = 16

/**
 * Returns `{ url, note, launch, stop }`. `launch` (null for a Postgres of yours) starts the cluster and resolves to
 * its process; the database and the role that owns it exist once `prepare` has run.
 */
export async function localPostgres(secrets) {
  if (process.env.DATABASE_URL) {
    const url = process.env.DATABASE_URL
    const version = await yourVersion(url)
    return {
      url,
      note: `${version}, yours (DATABASE_URL)`,
      launch: null,
      prepare: async () => {},
      stop: async () => {},
    }
  }
  const user = postgresUser()
  const binaries = postgresBinaries(user)
  const data = dataFolder(user)
  const logFile = join(localFolder('logs'), 'postgres.log')
  const orphan = await stopOrphanedCluster(data)
  if (!existsSync(join(data, 'PG_VERSION'))) {
    rmSync(data, { recursive: true, force: true })
    initialiseCluster({ data, user, binaries, adminPassword: secrets.databaseAdminPassword })
  }
  const port = await rememberedPort('postgres')
  const address = `127.0.0.1:${port}`
  return {
    url: `postgres://${role}:${secrets.databasePassword}@${address}/${database}`,
    note: [`${binaries.version.split('-')[0]} on ${address}`, orphan].filter(Boolean).join(', '),
    launch: async () => {
      await stopOrphanedCluster(data)
      return startCluster({ data, user, binaries, port, settings: {}, logFile })
    },
    prepare: () =>
      prepare(`postgres://${adminName}:${secrets.databaseAdminPassword}@${address}/postgres`, secrets),
    stop: stopCluster,
  }
}

/** Where the cluster lies: in the state folder, or in a folder the Postgres user can reach where it cannot. */
export function dataFolder(user) {
  const near = localFolder('postgres')
  chmodSync(near, 0o711)
  return join(canReach(near, user) ? near : reachableFolder(stateFolder), 'data')
}

/** Makes the role that owns the database (no superuser, so row-level security binds it), and the database. */
async function prepare(adminUrl, secrets) {
  const { default: pg } = await import('pg')
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect().catch((error) => {
    throw new StepFailure(
      `Postgres does not let us in: ${error.message}.`,
      'The password in .local/secrets.json is not the one this data was made with. Bring that file back, or start afresh with npm run reset.',
    )
  })
  try {
    const has = async (sql, name) => (await admin.query(sql, [name])).rowCount > 0
    const known = await has('SELECT FROM pg_roles WHERE rolname = $1', role)
    const password = admin.escapeLiteral(secrets.databasePassword)
    await admin.query(`${known ? 'ALTER' : 'CREATE'} ROLE ${role} LOGIN CREATEROLE PASSWORD ${password}`)
    if (!(await has('SELECT FROM pg_database WHERE datname = $1', database))) {
      await admin.query(`CREATE DATABASE ${database} OWNER ${role}`)
    }
  } finally {
    await admin.end()
  }
}

async function yourVersion(url) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  let version
  try {
    await client.connect()
    version = (await client.query('SHOW server_version')).rows[0].server_version
  } catch (error) {
    throw new StepFailure(
      `The Postgres of DATABASE_URL does not answer: ${error.message}.`,
      'Check the address, the user and the password in DATABASE_URL, or unset it to use a Postgres of this checkout.',
    )
  } finally {
    await client.end().catch(() => {})
  }
  if (Number.parseInt(version, 10) >= oldestUsable) return version
  throw new StepFailure(
    `The Postgres of DATABASE_URL is ${version}; ${oldestUsable} is the oldest we can use.`,
    'Point DATABASE_URL to a newer one, or unset it to use a Postgres of this checkout.',
  )
}

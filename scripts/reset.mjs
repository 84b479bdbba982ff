// npm run reset: stops what npm start left running and removes its data, so that the next npm start begins afresh.
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { localFolder, stateFolder } from './infra/paths.mjs'
import { stopOrphanedNatsServer } from './infra/nats-process.mjs'
import { stopOrphanedCluster } from './infra/postgres-cluster.mjs'
import { postgresUser } from './infra/postgres-user.mjs'
import { dataFolder } from './infra/postgres.mjs'
import { ProcessList, stopProcess } from './infra/processes.mjs'
import { emptyYourNats, emptyYourPostgres } from './infra/reset-yours.mjs'
import { bold, printFailure, step, StepFailure } from './infra/steps.mjs'

/** State of one checkout; what was downloaded (nats-server, the web build, the test cluster) stays. */
const state = [
  'nats/data',
  'simulator',
  'logs',
  'secrets.json',
  'demo.json',
  'ready.json',
  'ports.json',
  'processes.json',
]

try {
  console.log(bold('\nIndoshopster Chat: npm run reset\n'))
  const { DATABASE_URL, NATS_URL } = process.env
  if ((DATABASE_URL || NATS_URL) && !process.argv.includes('--yes')) {
    throw new StepFailure(
      'DATABASE_URL or NATS_URL names a server of yours, and reset would remove our schemas and streams there.',
      'If you want that: npm run reset -- --yes. To reset only this checkout, unset both.',
    )
  }
  await step('stop what runs', stopEverything)
  if (DATABASE_URL) await step('our schemas in your Postgres', () => emptyYourPostgres(DATABASE_URL))
  if (NATS_URL) await step('our streams in your NATS', () => emptyYourNats(NATS_URL))
  await step('remove the data', removeState)
  console.log('\nDone. npm start begins with an empty house.')
} catch (error) {
  printFailure(error)
  process.exitCode = 1
}

async function stopEverything() {
  const processes = new ProcessList(join(localFolder(), 'processes.json'))
  let stopped = 0
  // The command itself comes first: it would start the others again.
  const names = processes.names().sort((a, b) => Number(b === 'start') - Number(a === 'start'))
  for (const name of names) if (await stopProcess(processes.get(name), { graceMs: 30_000 })) stopped += 1
  await stopOrphanedNatsServer(join(stateFolder, 'nats', 'data'))
  return stopped > 0 ? `${stopped} processes` : 'nothing ran'
}

async function removeState() {
  const data = join(stateFolder, 'postgres')
  const cluster = existsSync(data) ? dataFolder(postgresUser()) : null
  if (cluster) {
    await stopOrphanedCluster(cluster)
    rmSync(cluster, { recursive: true, force: true })
  }
  for (const name of ['postgres', ...state]) rmSync(join(stateFolder, name), { recursive: true, force: true })
}

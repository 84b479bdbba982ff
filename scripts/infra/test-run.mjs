// What one `npm test` needs of the machine: a memory-backed folder, a Postgres in it, a nats-server to start from it.
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { natsServer } from './nats-binary.mjs'
import { startNatsServer, stopNatsServer, stopOrphanedNatsServer } from './nats-process.mjs'
import { cacheFolder } from './paths.mjs'
import { freePort } from './ports.mjs'
import { postgresBinaries } from './postgres-binaries.mjs'
import {
  giveTo,
  initialiseCluster,
  startCluster,
  stopCluster,
  stopOrphanedCluster,
} from './postgres-cluster.mjs'
import { canReach, postgresUser, reachableFolder } from './postgres-user.mjs'
import { isAlive, ProcessList, startTimeOf, stopProcess } from './processes.mjs'

/** Test clusters hold nothing of value and listen only on this machine's loopback address. */
export const testAdminPassword = 'only-for-tests'

const prefix = 'indoshopster-test-'

/** Tests lose nothing to a power cut; commits still reach the kernel, so a killed Postgres loses none. */
const testSettings = { fsync: 'off', full_page_writes: 'off', shared_buffers: '64MB', max_wal_size: '256MB' }

const parent = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** Stops what the servers of killed runs still do, and removes their folders. */
export async function sweepTestFolders() {
  for (const name of readdirSync(parent)) if (name.startsWith(prefix)) await sweep(join(parent, name))
}

/**
 * Makes the folder of one test run in memory (/dev/shm, else the temporary folder) and sweeps away what killed
 * runs left. The folder remembers whose it is.
 */
export async function makeTestFolder() {
  await sweepTestFolders()
  const folder = mkdtempSync(join(parent, prefix))
  chmodSync(folder, 0o711)
  writeFileSync(
    join(folder, 'owner.json'),
    JSON.stringify({ pid: process.pid, startTime: startTimeOf(process.pid) }),
  )
  return folder
}

async function sweep(folder) {
  try {
    if (isAlive(JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8')))) return
  } catch {
    return
  }
  await removeTestFolder(folder)
}

/** Stops every server that runs from the folder of a test run, and removes the folder. */
export async function removeTestFolder(folder) {
  for (const name of readdirSync(folder)) {
    if (name.startsWith('house-')) await stopHouse(join(folder, name))
    if (name.startsWith('postgres-')) await stopOrphanedCluster(join(folder, name))
    if (name.startsWith('nats-')) await stopOrphanedNatsServer(join(folder, name))
  }
  rmSync(folder, { recursive: true, force: true })
}

/** The `npm start` of a story ends first, or it would start the others again. */
async function stopHouse(folder) {
  const processes = new ProcessList(join(folder, 'processes.json'))
  const names = processes.names().sort((a, b) => Number(b === 'start') - Number(a === 'start'))
  for (const name of names) await stopProcess(processes.get(name), { graceMs: 20_000 })
}

/**
 * Starts a Postgres of its own in the run's folder. Returns `{ port, pid, data, logFile, stop, startAgain }`;
 * `startAgain` is for tests that killed it.
 */
export async function startTestCluster(folder) {
  const user = postgresUser()
  const binaries = postgresBinaries(user)
  const data = mkdtempSync(join(folder, 'postgres-'))
  rmSync(data, { recursive: true })
  cpSync(emptyCluster(user, binaries), data, { recursive: true })
  chmodSync(data, 0o700)
  giveTo(user, data)
  const port = await freePort()
  const logFile = `${data}.log`
  const cluster = { port, data, logFile, pid: 0, stop: () => stopCluster(cluster.pid), startAgain }
  async function startAgain() {
    await stopOrphanedCluster(data)
    const child = await startCluster({ data, user, binaries, port, settings: testSettings, logFile })
    child.unref()
    cluster.pid = child.pid
  }
  await startAgain()
  return cluster
}

/** A cluster just made, kept to be copied: copying takes a tenth of a second, making one takes seconds. */
function emptyCluster(user, binaries) {
  const kept = join(cacheFolder('test'), `empty-cluster-${binaries.version}`)
  if (existsSync(kept)) return kept
  const home = canReach(cacheFolder('test'), user) ? cacheFolder('test') : reachableFolder()
  const fresh = join(mkdtempSync(join(home, 'making-')), 'data')
  chmodSync(join(fresh, '..'), 0o711)
  mkdirSync(fresh, { mode: 0o700 })
  initialiseCluster({ data: fresh, user, binaries, adminPassword: testAdminPassword })
  if (!existsSync(kept)) cpSync(fresh, `${kept}.${process.pid}`, { recursive: true })
  if (!existsSync(kept)) renameSync(`${kept}.${process.pid}`, kept)
  rmSync(join(fresh, '..'), { recursive: true, force: true })
  return kept
}

/**
 * Starts a nats-server of its own in the run's folder. Returns `{ port, pid, folder, stop, startAgain }`;
 * `path` is the nats-server's.
 */
export async function startTestNatsServer(folder, path) {
  const store = mkdtempSync(join(folder, 'nats-'))
  const port = await freePort()
  const server = { port, folder: store, pid: 0, stop: () => stopNatsServer(server.pid), startAgain }
  async function startAgain() {
    await stopOrphanedNatsServer(store)
    const child = await startNatsServer({
      path,
      folder: store,
      port,
      sync: 'default',
      logFile: `${store}.log`,
    })
    child.unref()
    server.pid = child.pid
  }
  await startAgain()
  return server
}

/** Path of the nats-server that tests start; downloads one where the machine has none. */
export const testNatsServer = () => natsServer().path

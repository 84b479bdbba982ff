// One Postgres cluster in a folder: made, started, found again after a killed run, stopped.
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { spawnToLog, startTimeOf, stopProcess } from './processes.mjs'
import { StepFailure } from './steps.mjs'

/** The superuser of every cluster we make. */
export const adminName = 'postgres'

/** Makes a cluster in `data` (must not exist). UTF-8 with the built-in locale, so every machine sorts alike. */
export function initialiseCluster({ data, user, binaries, adminPassword }) {
  const scratch = mkdtempSync(join(tmpdir(), 'indoshopster-initdb-'))
  const passwordFile = join(scratch, 'password')
  try {
    chmodSync(scratch, 0o711)
    writeFileSync(passwordFile, `${adminPassword}\n`, { mode: 0o600 })
    mkdirSync(data, { recursive: true, mode: 0o700 })
    giveTo(user, passwordFile)
    giveTo(user, data)
    const made = spawnSync(
      binaries.initdb,
      [
        `--pgdata=${data}`,
        `--username=${adminName}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-instructions',
      ],
      { ...user, cwd: '/', encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } },
    )
    if (made.status === 0) return
    rmSync(data, { recursive: true, force: true })
    throw new StepFailure(
      `Postgres could not make its data folder ${data}.`,
      'Read the output above: most often the disk is full or the folder belongs to another user.',
      `${made.stdout ?? ''}${made.stderr ?? made.error?.message ?? ''}`,
    )
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/**
 * Starts the cluster and waits until it accepts connections on 127.0.0.1. Returns the child process.
 * `settings` are Postgres settings by name; `detached` false makes it end with the terminal's Ctrl-C.
 */
export async function startCluster({ data, user, binaries, port, settings, logFile }) {
  const everywhere = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port,
    max_connections: 300,
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...settings,
  }
  const args = [
    '-D',
    data,
    ...Object.entries(everywhere).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  const deadline = Date.now() + 60_000
  while (Date.now() < deadline) {
    const logBefore = existsSync(logFile) ? statSync(logFile).size : 0
    const child = spawnToLog(binaries.postgres, args, {
      logFile,
      ...user,
      cwd: '/',
      env: { ...process.env, LC_ALL: 'C' },
    })
    let ended = false
    child.once('exit', () => (ended = true))
    child.once('error', () => (ended = true))
    while (!ended && Date.now() < deadline) {
      if (isReady(data, child.pid)) return child
      await sleep(15)
    }
    // After a kill -9 the backends of the old one live on for a moment, and Postgres refuses to start beside them.
    if (!/shared memory|postmaster\.pid/.test(readFileSync(logFile, 'utf8').slice(logBefore))) break
    await sleep(100)
  }
  throw new StepFailure(
    `Postgres did not start from ${data}.`,
    'Read the lines above (the end of its log). npm run reset makes a new, empty database.',
    lastLines(logFile),
  )
}

/** Postgres writes its pid to the first line and "ready" to the eighth line of this file. */
function isReady(data, pid) {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready'
  } catch {
    return false
  }
}

/**
 * Stops a Postgres that still runs from this folder, left by a run that was killed, and removes a pid file
 * whose process is not a Postgres of this folder any more. Returns what was done, or an empty text.
 */
export async function stopOrphanedCluster(data) {
  const pidFile = join(data, 'postmaster.pid')
  if (!existsSync(pidFile)) return ''
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0])
  const startTime = startTimeOf(pid)
  if (startTime && commandOf(pid).includes(data)) {
    await stopProcess({ pid, startTime }, { signal: 'SIGINT', graceMs: 20_000 })
    return `stopped the one a killed run left (pid ${pid})`
  }
  rmSync(pidFile, { force: true })
  return 'removed the pid file of a killed run'
}

/** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
export const stopCluster = (pid) =>
  stopProcess({ pid, startTime: startTimeOf(pid) }, { signal: 'SIGINT', graceMs: 20_000 })

function commandOf(pid) {
  const ps = spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  if (ps.status === 0) return ps.stdout
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

/** Makes a file or a folder with everything in it belong to the Postgres user. */
export function giveTo(user, path) {
  if (user.uid === undefined) return
  chownSync(path, user.uid, user.gid)
  if (!lstatSync(path).isDirectory()) return
  for (const entry of readdirSync(path)) giveTo(user, join(path, entry))
}

/** The end of a log file, for a failure's details. */
export function lastLines(file, count = 15) {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n')
  } catch {
    return ''
  }
}

// One nats-server with JetStream in a folder: started, found again after a killed run, stopped.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { lastLines } from './postgres-cluster.mjs'
import { spawnToLog, startTimeOf, stopProcess } from './processes.mjs'
import { StepFailure } from './steps.mjs'

/**
 * Starts a server on 127.0.0.1 that keeps its streams in `folder`, and waits until it answers.
 * `sync: 'always'` puts every message on disk before it is acknowledged, as one server must when nothing else
 * holds a copy; `sync: 'default'` leaves that to the system, for tests. Returns the child process.
 */
export async function startNatsServer({ path, folder, port, sync, logFile }) {
  mkdirSync(folder, { recursive: true })
  const configuration = join(folder, 'nats.conf')
  writeFileSync(
    configuration,
    [
      `listen: "127.0.0.1:${port}"`,
      'max_payload: 8MB',
      `pid_file: "${join(folder, 'nats.pid')}"`,
      'jetstream {',
      `  store_dir: "${folder}"`,
      '  max_memory_store: 256MB',
      '  max_file_store: 100GB',
      ...(sync === 'always' ? ['  sync_interval: always'] : []),
      '}',
      '',
    ].join('\n'),
  )
  const child = spawnToLog(path, ['--config', configuration], { logFile, cwd: folder })
  let ended = false
  child.once('exit', () => (ended = true))
  child.once('error', () => (ended = true))
  const deadline = Date.now() + 30_000
  while (!ended && Date.now() < deadline) {
    if (await answersWithJetStream(port)) return child
    await sleep(10)
  }
  throw new StepFailure(
    'NATS did not start.',
    'Read the lines above (the end of its log). npm run reset starts with an empty log.',
    lastLines(logFile),
  )
}

/** A NATS server greets each connection with its facts, JetStream among them. */
export function answersWithJetStream(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: 2000 })
    const end = (answer) => {
      socket.destroy()
      resolve(answer)
    }
    let greeting = ''
    socket.on('data', (bytes) => {
      greeting += bytes
      if (greeting.includes('\n')) end(greeting.startsWith('INFO ') && greeting.includes('"jetstream":true'))
    })
    socket.once('error', () => end(false))
    socket.once('timeout', () => end(false))
    socket.once('close', () => end(false))
  })
}

/** Stops a server that still runs from this folder, left by a run that was killed. Returns what was done. */
export async function stopOrphanedNatsServer(folder) {
  let pid
  try {
    pid = Number(readFileSync(join(folder, 'nats.pid'), 'utf8'))
  } catch {
    return ''
  }
  const command =
    spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? ''
  rmSync(join(folder, 'nats.pid'), { force: true })
  if (!command.includes(folder)) return ''
  await stopProcess({ pid, startTime: startTimeOf(pid) })
  return `stopped the one a killed run left (pid ${pid})`
}

/** Orderly stop: the server flushes its streams first. */
export const stopNatsServer = (pid) => stopProcess({ pid, startTime: startTimeOf(pid) })

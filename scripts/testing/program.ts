// Owns one process of a test house: started with an environment, killed or stopped, started again on the same ports.
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { inRepository, pinnedNode, repositoryRoot } from '../infra/paths.mjs'

export interface Program {
  readonly name: string
  readonly pid: number
  /** Milliseconds since the epoch of its last start. */
  readonly startedAt: number
  /** SIGKILL, as a crash would. Resolves when it is gone. */
  kill(): Promise<void>
  /** SIGTERM, as a rollout would. Resolves when it is gone. */
  stop(): Promise<void>
  /** Starts it again with the same environment, or with changes; resolves when it answers. */
  startAgain(changes?: Readonly<Record<string, string>>): Promise<void>
  /** What it has written so far. */
  output(): string
}

const READY_WITHIN_MS = 90_000

/** Starts `entry` and waits until `readyUrl` answers 2xx. Output goes to `logFile`. */
export async function startProgram(options: {
  name: string
  entry: string
  environment: Readonly<Record<string, string>>
  readyUrl: string
  logFile: string
}): Promise<Program> {
  let child: ChildProcess | undefined
  let startedAt = 0
  let environment = options.environment

  const start = async () => {
    const log = openSync(options.logFile, 'a')
    startedAt = Date.now()
    child = spawn(pinnedNode, [inRepository(options.entry)], {
      cwd: repositoryRoot,
      env: { ...process.env, ...environment },
      stdio: ['ignore', log, log],
    })
    closeSync(log)
    await ready(options, () => child?.exitCode ?? null)
  }
  const end = (signal: NodeJS.Signals) =>
    new Promise<void>((resolve) => {
      if (!child || child.exitCode !== null || child.signalCode !== null) return resolve()
      child.once('exit', () => resolve())
      child.kill(signal)
    })

  await start()
  return {
    name: options.name,
    get pid() {
      return child?.pid ?? 0
    },
    get startedAt() {
      return startedAt
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    async startAgain(changes = {}) {
      environment = { ...environment, ...changes }
      await start()
    },
    output: () => readFileSync(options.logFile, 'utf8'),
  }
}

async function ready(
  options: { name: string; readyUrl: string; logFile: string },
  ended: () => number | null,
): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS
  for (;;) {
    const answers = await fetch(options.readyUrl).then(
      (response) => response.ok,
      () => false,
    )
    if (answers) return
    const code = ended()
    if (code !== null || Date.now() > deadline) {
      const tail = readFileSync(options.logFile, 'utf8').slice(-2000)
      throw new Error(`${options.name} ${code === null ? 'is not ready' : `ended with ${code}`}:\n${tail}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

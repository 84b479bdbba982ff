// Gives a story the real `npm start`, with a state folder in memory and ports of its own.
import { spawn } from 'node:child_process'
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { inject } from 'vitest'
import { inRepository, pinnedNode } from '../infra/paths.mjs'
import { freePort } from '../infra/ports.mjs'

/** What `npm start` prints and writes to ready.json. */
export interface HouseFacts {
  readonly url: string
  readonly email: string
  readonly password: string
  readonly apiKey: string
  readonly templateId: number
  readonly simulatorUrl: string
  readonly workspaceId: string
}

export interface StartedHouse extends AsyncDisposable {
  readonly facts: HouseFacts
  /** Folder with `logs/<name>.log` of every process. */
  readonly folder: string
  /**
   * Process id of `postgres`, `nats`, `simulator`, `gateway`, `session-simulator`, … as of now; a process that is
   * killed is started again under another id.
   */
  pidOf(name: string): number
  /** Ctrl-C: everything stops in order. */
  stop(): Promise<void>
  /** `kill -9` of `npm start` alone; what it started lives on. */
  kill(): Promise<void>
}

const readyWithinMs = 120_000

/** A state folder for `npmStart`; a second start in the same folder goes on with the first one's data. */
export const stateFolder = (): string => mkdtempSync(path.join(inject('testFolder'), 'house-'))

/**
 * Runs `npm start` in this state folder until it is ready; takes some ten seconds the first time. `env` reaches
 * it, and so every service.
 */
export async function npmStart(
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<StartedHouse> {
  // A killed run leaves it; npm start removes it too, but we may look before it does.
  rmSync(path.join(folder, 'ready.json'), { force: true })
  const child = spawn(pinnedNode, [inRepository('scripts', 'start.mjs')], {
    env: { ...ownEnvironment(), ...env, LOCAL_STATE: folder, PORT: String(await freePort()) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = createWriteStream(path.join(folder, 'start.log'), { flags: 'a' })
  child.stdout.pipe(output)
  child.stderr.pipe(output)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  const kill = async () => {
    child.kill('SIGKILL')
    await ended
  }
  const facts = await factsOf(folder, () => child.exitCode !== null)
  return { facts, folder, pidOf: (name) => pidIn(folder, name), stop, kill, [Symbol.asyncDispose]: stop }
}

/** What a test runner or the person's shell says of other servers is not the story's. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const strange = /^(DATABASE_URL|NATS_URL|WHATSAPP_|NODE_ENV$|VITEST|TEST$|MODE$|DEV$|PROD$|SSR$|BASE_URL$)/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !strange.test(name)))
}

async function factsOf(folder: string, hasEnded: () => boolean): Promise<HouseFacts> {
  const file = path.join(folder, 'ready.json')
  const deadline = Date.now() + readyWithinMs
  while (Date.now() < deadline && !hasEnded()) {
    // start.mjs writes exactly this shape, as a whole, once everything is ready.
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as HouseFacts
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const log = readFileSync(path.join(folder, 'start.log'), 'utf8')
  throw new Error(`The house did not get ready:\n${log.slice(-4000)}`)
}

function pidIn(folder: string, name: string): number {
  // Written by the process list of start.mjs: name → { pid, startTime }.
  const processes = JSON.parse(readFileSync(path.join(folder, 'processes.json'), 'utf8')) as Record<
    string,
    { pid: number }
  >
  const known = processes[name]
  if (!known) throw new Error(`No process named ${name}; there are ${Object.keys(processes).join(', ')}`)
  return known.pid
}

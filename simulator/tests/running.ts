// Starts the simulator as the program it is, and talks to it the way everybody does: HTTP.
import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import { connect } from './client.ts'
import type { ClientState, TestClient } from './client.ts'

// Tests wait for one thing after another, for each as long as a crowded machine may need.
vi.setConfig({ testTimeout: 60_000 })

export interface Answer {
  readonly status: number
  /** The parsed JSON body, or undefined. Tests say what they expect in it. */
  readonly body: unknown
}

export interface Running {
  readonly url: string
  readonly wsUrl: string
  readonly rootKey: string
  /** `localhost:PORT` of the media server. */
  readonly mediaHost: string
  /** The PEM that makes its certificate trusted. */
  readonly caFile: string
  readonly dataDir: string
  readonly pid: number
  call(method: string, path: string, body?: unknown): Promise<Answer>
  /** Dies without a chance to clean up. */
  kill(): Promise<void>
  stop(): Promise<void>
}

export const newDataDir = (): string => mkdtempSync(join(tmpdir(), 'simulator-'))

const entry = join(import.meta.dirname, '..', 'src', 'main.ts')

type Place = Pick<Running, 'url' | 'wsUrl' | 'rootKey' | 'mediaHost' | 'caFile'>

const isPlace = (value: unknown): value is Place =>
  typeof value === 'object' &&
  value !== null &&
  ['url', 'wsUrl', 'rootKey', 'mediaHost', 'caFile'].every((name) => name in value)

/** A fresh data directory unless one is given. */
export const startSimulatorProcess = async (dataDir = newDataDir()): Promise<Running> => {
  const child = spawn(process.execPath, [entry], {
    env: { SIMULATOR_DATA: dataDir, SIMULATOR_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  process.once('exit', () => child.kill('SIGKILL'))
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const place = await new Promise<unknown>((resolve, reject) => {
    child.stdout.once('data', (line: Buffer) => resolve(JSON.parse(line.toString())))
    child.once('exit', (code) => reject(new Error(`the simulator ended with code ${code}`)))
  })
  if (!isPlace(place) || child.pid === undefined)
    throw new Error('the simulator did not say where it listens')
  const { url } = place
  return {
    ...place,
    dataDir,
    pid: child.pid,
    call: async (method, path, body) => {
      const json =
        body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
      const response = await fetch(`${url}${path}`, { method, ...json })
      const text = await response.text()
      return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
    },
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
    stop: async () => {
      child.kill('SIGTERM')
      const impatience = setTimeout(() => child.kill('SIGKILL'), 5000)
      await gone
      clearTimeout(impatience)
    },
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** The objects in an answer that is a list. */
export const records = ({ body }: Answer): Readonly<Record<string, unknown>>[] => {
  const entries: unknown[] = Array.isArray(body) ? body : []
  return entries.filter(isRecord)
}

/** Waits until `condition` holds; the error says what did not happen. */
export const until = async (what: string, condition: () => unknown, withinMs = 20_000): Promise<void> => {
  const end = Date.now() + withinMs
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`did not happen in ${withinMs} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** Puts a number on WhatsApp. */
export const addPhone = (simulator: Running, phone: string, name = 'Budi'): Promise<Answer> =>
  simulator.call('POST', '/api/phones', { phone, name })

/** Logs in with credentials that are linked, and waits until it is open. */
export const comeBack = async (simulator: Running, state: ClientState): Promise<TestClient> => {
  const client = connect(simulator, state)
  await until('the client is open', () => client.open)
  return client
}

/** Links a new client to the phone by QR, through the 515 restart, until it is open (or, not `online`, until then). */
export const link = async (
  simulator: Running,
  phone: string,
  { online = true } = {},
): Promise<TestClient> => {
  const fresh = connect(simulator)
  await until('a QR is shown', () => fresh.qrs.length > 0)
  const scanned = await simulator.call('POST', `/api/phones/${phone}/scan`, { qr: fresh.qrs[0] })
  if (scanned.status !== 201) throw new Error(`scan answered ${JSON.stringify(scanned)}`)
  await until('the server asks for a restart', () => fresh.closed !== undefined)
  if (fresh.closed !== 515) throw new Error(`pairing closed with ${fresh.closed}`)
  return online ? comeBack(simulator, fresh.state) : fresh
}

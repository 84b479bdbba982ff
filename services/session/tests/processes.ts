// Owns real processes for a test: the simulator and session services, started, killed and started again.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { House } from './house.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

export interface Simulator {
  readonly url: string
  readonly wsUrl: string
  readonly rootKey: string
  readonly mediaHost: string
  readonly caFile: string
  call<Answer>(method: string, path: string, body?: unknown): Promise<Answer>
  stop(): Promise<void>
}

/** Starts a simulator with an empty world. */
export async function startSimulator(): Promise<Simulator> {
  const folder = await mkdtemp(path.join(tmpdir(), 'simulator-'))
  const child = spawn(process.execPath, [path.join(root, 'simulator/src/main.ts')], {
    env: { ...process.env, SIMULATOR_PORT: '0', SIMULATOR_DATA: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const info = JSON.parse(line.toString().split('\n')[0] ?? '') as Pick<
    Simulator,
    'url' | 'wsUrl' | 'rootKey' | 'mediaHost' | 'caFile'
  >
  return {
    ...info,
    async call<Answer>(method: string, at: string, body?: unknown) {
      const response = await fetch(`${info.url}${at}`, {
        method,
        ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
      })
      if (!response.ok) throw new Error(`${method} ${at}: ${response.status} ${await response.text()}`)
      // The caller names the shape the simulator documents.
      return (response.status === 204 ? undefined : await response.json()) as Answer
    },
    async stop() {
      await end(child, 'SIGTERM')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export interface SessionProcess {
  /** When it was started, ms since the epoch. */
  readonly startedAt: number
  kill(signal: NodeJS.Signals): Promise<void>
  /** Sends a signal that does not end it. */
  signal(signal: NodeJS.Signals): void
  /** Resolves when it has ended by itself. */
  readonly ended: Promise<void>
}

/** Starts a session service as `npm start` does. Resolves at once; it gets ready by itself. */
export function startSessionProcess(
  house: House,
  simulator: Pick<Simulator, 'wsUrl' | 'rootKey' | 'mediaHost' | 'caFile'>,
  over: Record<string, string> = {},
): SessionProcess {
  const child = spawn(process.execPath, [path.join(root, 'services/session/src/main.ts')], {
    env: {
      ...process.env,
      ...house.settings('process'),
      WHATSAPP_URL: simulator.wsUrl,
      WHATSAPP_ROOT_KEY: simulator.rootKey,
      WHATSAPP_MEDIA_HOST: simulator.mediaHost,
      NODE_EXTRA_CA_CERTS: simulator.caFile,
      LOG_LEVEL: process.env['TEST_LOG'] ?? 'fatal',
      ...over,
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const ended = once(child, 'exit').then(() => undefined)
  return {
    startedAt: Date.now(),
    ended,
    kill: (signal) => end(child, signal),
    signal: (signal) => void child.kill(signal),
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill(signal)
  await exited
}

// Owns a whole house for stories, fault tests and benchmarks: every service and the simulator on given stores.
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runNode } from '../infra/commands.mjs'
import { inRepository } from '../infra/paths.mjs'
import { freePort } from '../infra/ports.mjs'
import { mediaEnvironment } from '../infra/trust.mjs'
import { type Program, startProgram } from './program.ts'

export interface HouseOptions {
  readonly databaseUrl: string
  readonly natsUrl: string
  /** Added to every process's environment. */
  readonly environment?: Readonly<Record<string, string>>
  /** Another program in place of the session service. */
  readonly sessionEntry?: string
}

export interface House extends AsyncDisposable {
  /** The gateway: app and API. */
  readonly url: string
  readonly simulatorUrl: string
  readonly programs: Readonly<Record<ProgramName, Program>>
  /** Stops every process and removes what they wrote. */
  stop(): Promise<void>
}

export type ProgramName = 'simulator' | 'staff' | 'api-keys' | 'templating' | 'inbox' | 'session' | 'gateway'

const services = ['staff', 'api-keys', 'templating', 'inbox', 'session', 'gateway'] as const

/** Starts everything; takes some seconds. The simulator stands in for WhatsApp on the network `simulator`. */
export async function startHouse(options: HouseOptions): Promise<House> {
  const folder = await mkdtemp(path.join(tmpdir(), 'house-'))
  const migrated = await runNode([inRepository('scripts', 'migrate.ts')], {
    env: { DATABASE_URL: options.databaseUrl },
  })
  if (migrated.code !== 0) throw new Error(`The tables could not be made: ${migrated.output}`)

  const port = await freePort()
  const simulatorPort = await freePort()
  const simulatorUrl = `http://127.0.0.1:${simulatorPort}`
  const logFile = (name: string) => path.join(folder, `${name}.log`)
  const simulator = await startProgram({
    name: 'simulator',
    entry: 'simulator/src/main.ts',
    environment: { SIMULATOR_PORT: String(simulatorPort), SIMULATOR_DATA: path.join(folder, 'simulator') },
    readyUrl: `${simulatorUrl}/healthz`,
    logFile: logFile('simulator'),
  })
  // The simulator's documented answer.
  const info = (await (await fetch(`${simulatorUrl}/api/info`)).json()) as {
    wsUrl: string
    rootKey: string
    mediaHost: string
    caFile: string
  }
  const shared = {
    DATABASE_URL: options.databaseUrl,
    NATS_URL: options.natsUrl,
    MASTER_KEY: randomBytes(32).toString('hex'),
    API_KEY_PEPPER: randomBytes(32).toString('hex'),
    STAFF_SIGN_UP: 'open',
    SESSION_NETWORK: 'simulator',
    SESSION_OWNER: 'test-house',
    WHATSAPP_URL: info.wsUrl,
    WHATSAPP_ROOT_KEY: info.rootKey,
    ...mediaEnvironment(info, folder),
    PORT: String(port),
    NETWORKS: 'simulator',
    SIMULATOR_URL: simulatorUrl,
    WEB_ROOT: inRepository('web', 'dist'),
    ...options.environment,
  }
  const started = await Promise.all(
    services.map(async (name) => {
      const healthPort = await freePort()
      const program = await startProgram({
        name,
        entry:
          name === 'session' && options.sessionEntry ? options.sessionEntry : `services/${name}/src/main.ts`,
        environment: { ...shared, HEALTH_PORT: String(healthPort) },
        readyUrl: `http://127.0.0.1:${healthPort}/readyz`,
        logFile: logFile(name),
      })
      return [name, program] as const
    }),
  )
  // One entry per name of the list above.
  const programs = { simulator, ...Object.fromEntries(started) } as House['programs']
  const stop = async () => {
    await Promise.all(Object.values(programs).map((program) => program.stop()))
    await rm(folder, { recursive: true, force: true })
  }
  return { url: `http://localhost:${port}`, simulatorUrl, programs, stop, [Symbol.asyncDispose]: stop }
}

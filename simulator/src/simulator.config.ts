// The only place that reads the environment: where the simulator listens and where it keeps its state.
import { resolve } from 'node:path'

/** `port` 0 lets the system choose; `dataDir` is created when missing and holds everything that survives a restart. */
export interface SimulatorConfig {
  readonly host: string
  readonly port: number
  /** The name clients reach the media server by. */
  readonly mediaName: string
  /** Of the media server; 0 takes the one it had last time when that is free. */
  readonly mediaPort: number
  readonly dataDir: string
}

const portOf = (env: NodeJS.ProcessEnv, name: string): number => {
  const port = Number(env[name] ?? '0')
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`${name} must be a port number from 0 to 65535 (0 chooses a free one)`)
  }
  return port
}

/** Reads the SIMULATOR_… variables; throws a sentence that says what to set. */
export const readConfig = (env: NodeJS.ProcessEnv = process.env): SimulatorConfig => {
  return {
    host: env['SIMULATOR_HOST'] ?? '127.0.0.1',
    port: portOf(env, 'SIMULATOR_PORT'),
    mediaName: env['SIMULATOR_MEDIA_NAME'] ?? 'localhost',
    mediaPort: portOf(env, 'SIMULATOR_MEDIA_PORT'),
    dataDir: resolve(env['SIMULATOR_DATA'] ?? '.local/simulator'),
  }
}

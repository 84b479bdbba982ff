// The only place that reads the environment: where the simulator listens and where it keeps its state.
import { join } from 'node:path'

/** `port` 0 lets the system choose; `dataDir` is created when missing and holds everything that survives a restart. */
export interface SimulatorConfig {
  readonly host: string
  readonly port: number
  readonly dataDir: string
}

/** Reads SIMULATOR_HOST, SIMULATOR_PORT and SIMULATOR_DATA; throws a sentence that says what to set. */
export const readConfig = (env: NodeJS.ProcessEnv = process.env): SimulatorConfig => {
  const port = Number(env['SIMULATOR_PORT'] ?? '0')
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error('SIMULATOR_PORT must be a port number from 0 to 65535 (0 chooses a free one)')
  }
  return {
    host: env['SIMULATOR_HOST'] ?? '127.0.0.1',
    port,
    dataDir: env['SIMULATOR_DATA'] ?? join(process.cwd(), '.local', 'simulator'),
  }
}

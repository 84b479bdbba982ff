// Owns the life of a service process: configuration, logger, health port, start, graceful stop, fatal errors.
import { Type } from 'typebox'
import { type ConfigField, ConfigError, type ConfigOf, readConfig } from './config.ts'
import { createLogger, type Logger } from './logger.ts'
import { serveHealth } from './health.ts'
import { startTelemetry } from './telemetry.ts'

/** What a service's composition root answers. */
export interface RunningService {
  /** What it still waits for before it may get work; empty when ready. */
  readonly waitingFor: () => readonly string[] | Promise<readonly string[]>
  /** Stops taking work, finishes what is in hand, closes connections. */
  stop(): Promise<void>
}

/** Fields every service has. */
export const processConfig = {
  logLevel: {
    env: 'LOG_LEVEL',
    doc: 'pino level: fatal, error, warn, info, debug, trace',
    schema: Type.String(),
    default: 'info',
  },
  healthPort: {
    env: 'HEALTH_PORT',
    doc: 'port of /healthz, /readyz and /metrics; 0 for any free one',
    schema: Type.Integer({ minimum: 0, maximum: 65535 }),
    default: '0',
  },
  healthHost: {
    env: 'HEALTH_HOST',
    doc: 'address the health port listens on',
    schema: Type.String(),
    default: '127.0.0.1',
  },
  otlpEndpoint: {
    env: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    doc: 'base URL of an OTLP/HTTP collector for traces; empty for none',
    schema: Type.String(),
    default: ' ',
  },
  traceRatio: {
    env: 'TRACE_RATIO',
    doc: 'share of traces that are recorded, 0 to 1',
    schema: Type.Number({ minimum: 0, maximum: 1 }),
    default: '0.05',
  },
} satisfies Record<string, ConfigField>

/** Longest a stop may take before the process ends anyway, ms. */
const STOP_MS = 20_000

/** Runs a service until a signal; exits 1 with one clear message when it cannot start. */
export async function runService<Fields extends Record<string, ConfigField>>(
  name: string,
  fields: Fields,
  environment: Readonly<Record<string, string | undefined>>,
  build: (config: ConfigOf<Fields & typeof processConfig>, logger: Logger) => Promise<RunningService>,
): Promise<void> {
  let config: ConfigOf<Fields & typeof processConfig>
  try {
    config = readConfig({ ...processConfig, ...fields }, environment)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${name}: ${error.message}\n`)
    process.exit(1)
  }
  const logger = createLogger(name, String(config.logLevel))
  const telemetry = await startTelemetry({
    service: name,
    otlpEndpoint: String(config.otlpEndpoint).trim(),
    sampleRatio: Number(config.traceRatio),
  })
  let service: RunningService | null = null
  const health = await serveHealth(String(config.healthHost), Number(config.healthPort), {
    broken: () => null,
    waitingFor: () => (service ? service.waitingFor() : ['start']),
    metrics: () => telemetry.prometheusText(),
  })
  let stopping = false
  const stop = async (signal: string) => {
    if (stopping) return
    stopping = true
    logger.info({ signal }, 'stopping')
    setTimeout(() => process.exit(1), STOP_MS).unref()
    await service?.stop()
    await telemetry.stop()
    health.close()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal))
  try {
    service = await build(config, logger)
    logger.info({ health: health.address() }, 'started')
  } catch (error) {
    logger.fatal({ err: error }, 'cannot start')
    process.exit(1)
  }
}

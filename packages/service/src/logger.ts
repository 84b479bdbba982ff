// Owns how a service logs: JSON lines by pino, with trace ids, without personal data.
import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino'
import { trace } from '@opentelemetry/api'

export type { Logger } from 'pino'

/** Fields that are never written, wherever they stand; a net below the rule not to log them at all. */
const redacted = [
  'phone',
  'text',
  'name',
  'email',
  'password',
  'token',
  'secret',
  'jid',
  'qr',
  'api_key',
  'authorization',
  'cookie',
]

/** Parts of a Postgres error that quote rows and parameters. */
const quoting = ['detail', 'where', 'hint', 'internalQuery'].map((part) => `err.${part}`)

/** A logger for one service. `level` is a pino level; it writes to standard output unless told otherwise. */
export function createLogger(service: string, level: string, destination?: DestinationStream): Logger {
  const settings: LoggerOptions = {
    level,
    base: { service },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    redact: {
      paths: [...redacted.flatMap((field) => [field, `*.${field}`]), ...quoting],
      censor: '[redacted]',
    },
    mixin() {
      const span = trace.getActiveSpan()?.spanContext()
      return span ? { trace_id: span.traceId, span_id: span.spanId } : {}
    },
  }
  return destination ? pino(settings, destination) : pino(settings)
}

// Owns how a service logs: JSON lines by pino, with trace ids, without personal data.
import { pino, type Logger } from 'pino'
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

/** A logger for one service. `level` is a pino level. */
export function createLogger(service: string, level: string): Logger {
  return pino({
    level,
    base: { service },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    redact: { paths: redacted.flatMap((field) => [field, `*.${field}`]), censor: '[redacted]' },
    mixin() {
      const span = trace.getActiveSpan()?.spanContext()
      return span ? { trace_id: span.traceId, span_id: span.spanId } : {}
    },
  })
}

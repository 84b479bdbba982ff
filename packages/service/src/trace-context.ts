// Owns how a trace crosses NATS: W3C traceparent in message headers and in event envelopes.
import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { headers as newHeaders, type MsgHdrs } from '@nats-io/nats-core'

const tracer = () => trace.getTracer('indoshopster')

/** Headers that carry the current trace. */
export function messageHeaders(into: MsgHdrs = newHeaders()): MsgHdrs {
  propagation.inject(context.active(), into, { set: (carrier, key, value) => carrier.set(key, value) })
  return into
}

/** The current `traceparent`, or undefined outside a trace. */
export function currentTraceparent(): string | undefined {
  const carrier: Record<string, string> = {}
  propagation.inject(context.active(), carrier)
  return carrier['traceparent']
}

/** Runs work as a span named `name` inside the trace of a received message. */
export function inMessageContext<T>(received: MsgHdrs | undefined, name: string, work: () => Promise<T>) {
  return inTraceparent(received?.get('traceparent') || undefined, name, work)
}

/** Runs work as a consumer span that continues `traceparent`; without one it starts a trace of its own. */
export async function inTraceparent<T>(
  traceparent: string | undefined,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  const parent = traceparent ? propagation.extract(ROOT_CONTEXT, { traceparent }) : context.active()
  return tracer().startActiveSpan(name, { kind: SpanKind.CONSUMER }, parent, async (span) => {
    try {
      return await work()
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR })
      throw error
    } finally {
      span.end()
    }
  })
}

/** Runs work as a span inside the current trace. */
export function inSpan<T>(name: string, work: () => Promise<T>): Promise<T> {
  return tracer().startActiveSpan(name, async (span) => {
    try {
      return await work()
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR })
      throw error
    } finally {
      span.end()
    }
  })
}

// Owns what is measured of requests: one span, one duration, one log line without addresses or values.
import {
  context,
  propagation,
  ROOT_CONTEXT,
  type Context,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import { recordSeconds } from '@indoshopster/service/measure'
import type { FastifyRequest } from 'fastify'
import type { App } from './app-instance.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The trace context of this request; null until `onRequest`. */
    tracing: Context | null
  }
}

const routeOf = (request: FastifyRequest) => request.routeOptions.url ?? 'unknown'

/** Watches every request of an instance. */
export function observeRequests(app: App): void {
  app.decorateRequest('tracing', null)

  app.addHook('onRequest', (request, _reply, done) => {
    const caller = propagation.extract(ROOT_CONTEXT, request.headers)
    const name = `${request.method} ${routeOf(request)}`
    const span = trace.getTracer('indoshopster').startSpan(name, { kind: SpanKind.SERVER }, caller)
    request.tracing = trace.setSpan(caller, span)
    context.with(request.tracing, done)
  })

  // Reading the body leaves the trace, because the socket's events belong to no request: enter it again.
  app.addHook('preValidation', (request, _reply, done) => context.with(request.tracing ?? ROOT_CONTEXT, done))

  app.addHook('onResponse', (request, reply, done) => {
    const labels = { method: request.method, route: routeOf(request), status: String(reply.statusCode) }
    recordSeconds('http_request_seconds', 'Time to answer a request', reply.elapsedTime / 1000, labels)
    const span = trace.getSpan(request.tracing ?? ROOT_CONTEXT)
    span?.setAttributes({ 'http.response.status_code': reply.statusCode, 'http.route': labels.route })
    if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR })
    span?.end()
    request.log.info({ ...labels, ms: Math.round(reply.elapsedTime) }, 'request')
    done()
  })
}

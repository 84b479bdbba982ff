// Owns CORS of the public API: pages of any site may call it, without cookies. Hand-made, because it must be on every
// answer, errors included, and on nothing of the app.
import type { FastifyReply } from 'fastify'
import type { App } from './app-instance.ts'

const allowed = {
  'access-control-allow-methods': 'POST, GET, OPTIONS',
  'access-control-allow-headers': 'content-type, idempotency-key, x-requested-with, traceparent',
  'access-control-max-age': '86400',
}

/** Marks an answer as readable by pages of any site. */
export function allowOtherOrigins(reply: FastifyReply): void {
  void reply.headers({
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'idempotent-replayed, retry-after, x-request-id',
    'cross-origin-resource-policy': 'cross-origin',
  })
}

/** Opens a context to other sites' pages, and answers their preflights at `paths`. */
export function addOtherOrigins(context: App, paths: readonly string[]): void {
  context.addHook('onRequest', (_request, reply, done) => {
    allowOtherOrigins(reply)
    done()
  })
  for (const path of paths) {
    context.options(path, { schema: { hide: true } }, (_request, reply) =>
      reply.code(204).headers(allowed).send(),
    )
  }
}

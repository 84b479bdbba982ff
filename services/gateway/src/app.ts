// Owns the HTTP app: what holds for every request, and the contexts below it. Listens nowhere; tests inject.
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import type { Logger } from '@indoshopster/service/logger'
import { uuidv7 } from '@indoshopster/service/uuid'
import fastify, { type FastifyBaseLogger, LogController } from 'fastify'
import { addDocs } from './docs/docs.routes.ts'
import type { App } from './http/app-instance.ts'
import { limitBodies } from './http/body-deadline.ts'
import { addJsonBody, refuseCompressedBodies } from './http/json-body.ts'
import { observeRequests } from './http/observe-requests.ts'
import { Problem } from './http/problem.ts'
import { sendProblem, toProblem } from './http/problem-answers.ts'
import { addSecurityHeaders } from './http/security-headers.ts'
import { validatorCompiler } from './http/validation.ts'
import { addMediaRoute, type ServeMediaParts } from './media/serve.routes.ts'
import { addPublicApi, type PublicApiParts } from './public-api.ts'
import { addStaffApp, type StaffAppParts } from './staff-app.ts'
import { addWebApp } from './web-app/web-app.routes.ts'

export interface AppParts extends StaffAppParts, PublicApiParts, ServeMediaParts {
  readonly logger: Logger
  /** Folder of the built web app; null: none. */
  readonly webRoot: string | null
  /** Proxies whose X-Forwarded-* headers are believed; true: all, false: none. */
  readonly trustProxy: boolean | string
}

/** Largest body, bytes: texts and forms, never media. The sentence of `body_too_large` names it. */
const BODY_LIMIT = 128 * 1024

/** How long a body may take, or be silent while a file comes, ms. */
const BODY_PATIENCE_MS = 30_000

/** Builds the app; call `listen` or `inject` on it. */
export async function buildApp(parts: AppParts): Promise<App> {
  const loggerInstance: FastifyBaseLogger = parts.logger
  const app: App = fastify({
    loggerInstance,
    // Requests are logged by observeRequests, without addresses.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: parts.trustProxy,
    bodyLimit: BODY_LIMIT,
    // For the whole of a large file; `limitBodies` is stricter with everything else.
    requestTimeout: 15 * 60_000,
    // Requests in hand are finished; `startGateway` ends streams, and after a while everything.
    forceCloseConnections: 'idle',
    genReqId: () => uuidv7(),
    frameworkErrors: (error, request, reply) => {
      void sendProblem(request, reply, toProblem(error))
    },
    return503OnClosing: false,
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setErrorHandler((error, request, reply) => sendProblem(request, reply, toProblem(error)))
  observeRequests(app)
  addSecurityHeaders(app)
  addJsonBody(app)
  refuseCompressedBodies(app)
  limitBodies(app, BODY_PATIENCE_MS)
  await app.register(cookie)
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, context) =>
      new Problem('too_many_requests', { headers: { 'retry-after': String(Math.ceil(context.ttl / 1000)) } }),
  })

  app.get('/healthz', { schema: { hide: true } }, () => ({ status: 'ok' }))
  await app.register((context: App) => addPublicApi(context, parts))
  await app.register((context: App) => addDocs(context, '/openapi.json'))
  await app.register((context: App) => addStaffApp(context, parts))
  await app.register(async (context: App) => addMediaRoute(context, parts))
  await addWebApp(app, parts.webRoot)
  return app
}

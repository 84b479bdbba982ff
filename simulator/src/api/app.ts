// The HTTP side: API, its description, health, and the page.
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import swagger from '@fastify/swagger'
import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import type { Pairing } from '../login/pairing.ts'
import type { Network } from '../network.ts'
import { changeRoutes } from './changes.routes.ts'
import { contactRoutes } from './contacts.routes.ts'
import { eventRoutes } from './events.routes.ts'
import { faultRoutes } from './faults.routes.ts'
import type { Feed } from './feed.ts'
import { groupRoutes } from './groups.routes.ts'
import { historyRoutes } from './history.routes.ts'
import { lifeRoutes } from './life.routes.ts'
import { ledgerRoutes } from './ledger.routes.ts'
import { mediaRoutes } from './media.routes.ts'
import { messageRoutes } from './messages.routes.ts'
import { phoneRoutes } from './phones.routes.ts'
import { installProblems } from './problems.ts'
import { rawRoutes } from './raw.routes.ts'
import { qrRoutes } from './qrs.routes.ts'
import { Info } from './schemas.ts'

const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Not listening yet; `info` is asked on each request because the port is known only later. */
export const createApp = async (
  network: Network,
  pairing: Pairing,
  feed: Feed,
  info: () => Static<typeof Info>,
): Promise<FastifyInstance> => {
  const app = Fastify({
    bodyLimit: 1_048_576,
    forceCloseConnections: true,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false } },
  })
  installProblems(app)
  app.addHook('onSend', async (_request, reply) => {
    reply.headers({
      'content-security-policy': PAGE_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'WhatsApp simulator',
        version: '1',
        description: 'Virtual phones, faults and the ledger of a WhatsApp that runs on your laptop',
      },
    },
  })
  await app.register(fastifyStatic, { root: join(import.meta.dirname, '..', '..', 'page') })
  app.get('/healthz', { schema: { hide: true } }, () => ({ status: 'ok' }))
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger())
  app.get('/api/info', { schema: { summary: 'Where clients connect', response: { 200: Info } } }, info)
  phoneRoutes(app, network, pairing, feed)
  messageRoutes(app, network)
  changeRoutes(app, network)
  mediaRoutes(app, network)
  contactRoutes(app, network)
  lifeRoutes(app, network)
  groupRoutes(app, network)
  historyRoutes(app, network)
  rawRoutes(app, network)
  qrRoutes(app, network, pairing, feed)
  faultRoutes(app, network)
  ledgerRoutes(app, network)
  eventRoutes(app, feed)
  await app.ready()
  return app
}

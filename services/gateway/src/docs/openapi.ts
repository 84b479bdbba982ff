// Owns the OpenAPI documents: one of the send API, one of the app's own, both made from the routes' schemas.
import swagger from '@fastify/swagger'
import type { App } from '../http/app-instance.ts'

const VERSION = '1.0.0'

export const publicDocument = {
  title: 'Indoshopster Chat: send API',
  version: VERSION,
  description:
    'Send WhatsApp messages from your web site. Make an API key in Settings and a template of type message, then ' +
    'call POST /sendWhatsappMessage with JSON or as a form, as jQuery does. Errors are problem details (RFC 9457): ' +
    '`title` is a sentence, `code` never changes, `errors` names every wrong field.',
}

export const appDocument = {
  title: 'Indoshopster Chat: the app',
  version: VERSION,
  description:
    'What the web app uses; scripts may, too. POST /app/sign-in sets a cookie and answers a csrfToken; send it as ' +
    'the header x-csrf-token on everything but GET. Commands answer the sequence they appended; pass it as min_seq ' +
    'to read your own write. Errors are problem details (RFC 9457).',
}

/** Documents every route that is added to the context after this, at `path`. */
export async function addOpenApi(
  context: App,
  info: { title: string; version: string; description: string },
  path: string,
): Promise<void> {
  await context.register(swagger, {
    openapi: { openapi: '3.1.0', info },
    // The document holds no address, so that it is the same everywhere.
    hideUntagged: false,
  })
  context.get(path, { schema: { hide: true } }, () => context.swagger())
}

// Answers: what do the OpenAPI documents say? Builds the app with nothing behind it, for generators and tests.
import { createLogger } from '@indoshopster/service/logger'
import { buildApp, type AppParts } from '../app.ts'

const nothing = () => Promise.reject(new Error('There is nothing behind this app.'))

/** Parts that answer nothing; enough to mount every route. */
const emptyParts: AppParts = {
  logger: createLogger('gateway', 'silent'),
  ask: nothing,
  signIns: { find: nothing, forget: () => {} },
  feed: { join: nothing, hasReached: nothing, stop: nothing },
  conversationSends: { place: nothing, accept: nothing },
  mediaStore: { put: nothing, get: nothing, describe: nothing, delete: nothing },
  media: { find: nothing, remember: () => {}, forgetAll: () => {} },
  places: { find: nothing, heard: () => {} },
  tellPresence: () => {},
  sessions: { sender: nothing, changed: () => {} },
  known: {
    apiKeys: { ownerOf: () => null },
    templates: { find: () => null },
    accounts: { standing: () => null, onChanged: () => () => {} },
    caughtUp: () => false,
    stop: nothing,
  },
  sends: { find: nothing, accept: nothing },
  idempotency: { messageId: () => '', fingerprint: () => '' },
  newId: () => '',
  networks: [],
  simulatorUrl: null,
  mediaKeys: { give: () => ({ key: '', expiresAt: '' }), read: () => null },
  mediaMaxBytes: 1,
  sendsPerMinute: { key: 1, address: 1 },
  signInsPerMinute: 1,
  trustProxy: false,
  webRoot: null,
}

/** Both documents, as they are served. */
export async function openApiDocuments(): Promise<{ sendApi: unknown; app: unknown }> {
  const app = await buildApp(emptyParts)
  try {
    const read = async (url: string): Promise<unknown> => (await app.inject(url)).json()
    return { sendApi: await read('/openapi.json'), app: await read('/app/openapi.json') }
  } finally {
    await app.close()
  }
}

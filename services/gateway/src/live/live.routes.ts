// Owns GET /live: what happens in the workspace, as it happens.
import { LiveFrame } from '@indoshopster/contracts/web-api/live'
import type { FastifySchema } from 'fastify'
import { Type } from 'typebox'
import type { App } from '../http/app-instance.ts'
import { signInOf } from '../sign-in/signed-in-only.ts'
import type { KnownAccounts } from '../sign-in/known-accounts.ts'
import type { SignInDirectory } from '../sign-in/sign-in-directory.ts'
import { closeWhenRevoked } from './close-when-revoked.ts'
import { createLiveClient } from './live-client.ts'
import type { LiveFeed } from './live-feed.ts'
import { lastEventId, RETRY_HINT } from './sse-text.model.ts'
import { createStreamLimit } from './stream-limit.ts'

// Widened, so that the route may answer a stream of frames.
const schema: FastifySchema = {
  tags: ['live'],
  summary: 'Server-sent events; resumes after Last-Event-ID',
  // What is told follows from the sign-in; nobody names a workspace here.
  querystring: Type.Object({}, { additionalProperties: false }),
  description: 'Each event is a frame as JSON; its id is the stream sequence. Passing signals have no id.',
  response: { 200: { description: 'Frames', content: { 'text/event-stream': { schema: LiveFrame } } } },
}

/** A revoked sign-in loses its stream after at most this long. */
const RECHECK_MS = 30_000

/** Open streams of one sign-in; a browser needs one for all its tabs. */
const MAX_STREAMS = 20

/** Mounts it on a context that is behind the sign-in. */
export function addLiveRoute(
  context: App,
  parts: { feed: LiveFeed; signIns: SignInDirectory; accounts: Pick<KnownAccounts, 'onChanged'> },
): void {
  const enter = createStreamLimit(MAX_STREAMS)
  context.get('/live', { schema }, (request, reply) => {
    const signIn = signInOf(request)
    const client = enter(signIn.token, () => createLiveClient(signIn.account.workspace))
    client.write(RETRY_HINT)
    closeWhenRevoked(client, parts, signIn, RECHECK_MS)
    parts.feed.join(client, lastEventId(request.headers['last-event-id'])).catch((error: unknown) => {
      request.log.warn({ err: error }, 'live stream ended')
      client.close()
    })
    return reply
      .type('text/event-stream')
      .header('cache-control', 'no-store')
      .header('x-accel-buffering', 'no')
      .send(client.stream)
  })
}

// Owns GET /live: what happens in the workspace, as it happens.
import { LiveFrame } from '@indoshopster/contracts/web-api/live'
import { EndpointRefusal } from '@indoshopster/service/endpoint'
import type { FastifySchema } from 'fastify'
import type { App } from '../http/app-instance.ts'
import { signInOf } from '../sign-in/signed-in-only.ts'
import type { SignInDirectory } from '../sign-in/sign-in-directory.ts'
import { createLiveClient, type LiveClient } from './live-client.ts'
import type { LiveFeed } from './live-feed.ts'
import { lastEventId, RETRY_HINT } from './sse-text.model.ts'

// Widened, so that the route may answer a stream of frames.
const schema: FastifySchema = {
  tags: ['live'],
  summary: 'Server-sent events; resumes after Last-Event-ID',
  description: 'Each event is a frame as JSON; its id is the stream sequence. Passing signals have no id.',
  response: { 200: { description: 'Frames', content: { 'text/event-stream': { schema: LiveFrame } } } },
}

/** A revoked sign-in loses its stream after at most this long. */
const RECHECK_MS = 30_000

/** Mounts it on a context that is behind the sign-in. */
export function addLiveRoute(context: App, parts: { feed: LiveFeed; signIns: SignInDirectory }): void {
  context.get('/live', { schema }, (request, reply) => {
    const { token, account } = signInOf(request)
    const client = createLiveClient(account.workspace)
    client.write(RETRY_HINT)
    closeWhenRevoked(client, parts.signIns, token)
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

function closeWhenRevoked(client: LiveClient, signIns: SignInDirectory, token: string): void {
  const timer = setInterval(() => {
    signIns.find(token).catch((error: unknown) => {
      // A staff service that is away says nothing about the sign-in.
      if (error instanceof EndpointRefusal && error.code === 'not_signed_in') client.close()
    })
  }, RECHECK_MS)
  client.onClose(() => clearInterval(timer))
}

// Owns telling colleagues what one does in a conversation now: a passing signal, never stored.
import type { PresenceSignal } from '@indoshopster/contracts/inbox/presence.signals'
import { IdParams, PresenceBody } from '@indoshopster/contracts/web-api/inbox'
import type { App } from '../http/app-instance.ts'
import { actorOf } from '../sign-in/signed-in-only.ts'
import type { Places } from './places.ts'

/** Sends a passing signal to every gateway. */
export type TellPresence = (workspace: string, signal: PresenceSignal) => void

/** Mounts it on a context that is behind the sign-in. Looking changes nothing, so viewers may be seen, too. */
export function addPresenceRoute(context: App, parts: { places: Places; tellPresence: TellPresence }): void {
  context.post(
    '/conversations/:id/presence',
    {
      config: { needs: 'viewer' },
      schema: {
        tags: ['conversations'],
        summary: 'Say what you do in a conversation now',
        description: 'Say it again every 10 s; it is forgotten after 25 s.',
        params: IdParams,
        body: PresenceBody,
        response: { 204: {} },
      },
    },
    async (request, reply) => {
      const { workspace, by: accountId } = actorOf(request)
      const conversationId = request.params.id
      // Only what is there, and here, can be looked at.
      await parts.places.find(workspace, conversationId)
      parts.tellPresence(workspace, { conversationId, accountId, state: request.body.state })
      return reply.code(204).send()
    },
  )
}

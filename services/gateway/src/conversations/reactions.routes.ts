// Owns what staff do to one message under /app: react to it, delete it for everyone.
import { getMessage } from '@indoshopster/contracts/inbox/inbox.endpoints'
import type { SendContent } from '@indoshopster/contracts/session/content'
import { ChangeOnItsWay, MessageParams, ReactionBody } from '@indoshopster/contracts/web-api/inbox'
import type { FastifyRequest } from 'fastify'
import type { App } from '../http/app-instance.ts'
import { Problem } from '../http/problem.ts'
import type { Ask } from '../ports.ts'
import type { Idempotency } from '../send/idempotency.ts'
import { signInOf } from '../sign-in/signed-in-only.ts'
import { isShared } from './quote.model.ts'
import { isOneEmoji } from './emoji.model.ts'
import type { ConversationSends } from './conversation-sends.ts'

const tags = ['conversations']

/** Mounts them on a context that is behind the sign-in. */
export function addReactionRoutes(
  context: App,
  parts: {
    ask: Ask
    conversationSends: ConversationSends
    idempotency: Idempotency
    newId: () => string
  },
): void {
  const { ask, conversationSends } = parts

  const messageOf = (request: FastifyRequest, { id, messageId }: { id: string; messageId: string }) =>
    ask(getMessage, { workspace: signInOf(request).account.workspace, conversationId: id, messageId })

  async function send(request: FastifyRequest, conversationId: string, content: SendContent) {
    const messageId = parts.newId()
    const fingerprint = parts.idempotency.fingerprint([conversationId, content])
    const signIn = signInOf(request)
    const told = { signIn, conversationId, messageId, content, fingerprint, repeatable: false }
    return { sequence: (await conversationSends.accept(told)).request.sequence, sendId: messageId }
  }

  context.put(
    '/conversations/:id/messages/:messageId/reaction',
    {
      config: { needs: 'agent' },
      schema: {
        tags,
        summary: 'React to a message; an empty emoji takes it back',
        params: MessageParams,
        body: ReactionBody,
        response: { 202: ChangeOnItsWay },
      },
    },
    async (request, reply) => {
      const { emoji } = request.body
      if (emoji !== '' && !isOneEmoji(emoji)) throw new Problem('reaction_invalid')
      const message = await messageOf(request, request.params)
      if (!isShared(message) || message.revokedAt !== null) throw new Problem('message_unreactable')
      const content = { kind: 'reaction' as const, targetId: message.id, emoji }
      return reply.code(202).send(await send(request, request.params.id, content))
    },
  )

  context.delete(
    '/conversations/:id/messages/:messageId',
    {
      config: { needs: 'agent' },
      schema: {
        tags,
        summary: 'Delete a message of ours for everyone',
        params: MessageParams,
        response: { 202: ChangeOnItsWay },
      },
    },
    async (request, reply) => {
      const message = await messageOf(request, request.params)
      if (message.direction !== 'outgoing') throw new Problem('message_not_ours')
      if (message.status === 'failed') throw new Problem('message_not_sent')
      if (message.revokedAt !== null) return reply.code(202).send({ sequence: 0 })
      const content = { kind: 'revocation' as const, targetId: message.id }
      return reply.code(202).send(await send(request, request.params.id, content))
    },
  )
}

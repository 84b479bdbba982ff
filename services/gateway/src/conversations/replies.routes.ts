// Owns POST /app/conversations/{id}/messages: staff answer a customer.
import { IdParams, ReplyAccepted, ReplyBody } from '@indoshopster/contracts/web-api/inbox'
import { Uuid } from '@indoshopster/contracts/envelope'
import { Check } from 'typebox/value'
import type { App } from '../http/app-instance.ts'
import { Problem } from '../http/problem.ts'
import { freshMessage } from '../live/message-view.model.ts'
import { type SendLog, sameMeaning } from '../send/accept-send.ts'
import type { Idempotency } from '../send/idempotency.ts'
import { isSendableText } from '../send/text.model.ts'
import type { SessionDirectory } from '../sessions/session-directory.ts'
import { signInOf } from '../sign-in/signed-in-only.ts'
import type { Places } from './places.ts'

export interface ReplyParts {
  readonly places: Places
  readonly sends: SendLog
  readonly sessions: SessionDirectory
  readonly idempotency: Idempotency
}

/** Mounts it on a context that is behind the sign-in. */
export function addReplyRoute(context: App, parts: ReplyParts): void {
  context.post(
    '/conversations/:id/messages',
    {
      config: { needs: 'agent' },
      schema: {
        tags: ['conversations'],
        summary: 'Answer a customer',
        description: 'Needs the header Idempotency-Key: a UUID made by the caller, one for each message.',
        params: IdParams,
        body: ReplyBody,
        response: { 202: ReplyAccepted },
      },
    },
    async (request, reply) => {
      const { account } = signInOf(request)
      const { workspace, id: accountId } = account
      const { text } = request.body
      const chatId = request.params.id
      const messageId = parts.idempotency.messageId(['agent', workspace, accountId], keyOf(request.headers))
      if (!isSendableText(text)) throw new Problem('text_invalid')

      const { sessionId, contactId } = await parts.places.find(workspace, chatId)
      const content = { kind: 'text' as const, text }
      const fingerprint = parts.idempotency.fingerprint([chatId, text])
      const earlier = await parts.sends.find(workspace, messageId)
      // A repetition is answered even when the number has been unlinked since.
      if (!earlier) await parts.sessions.sender(workspace, sessionId)
      const { at, sequence } = earlier
        ? placed(sameMeaning(earlier, fingerprint))
        : placed(
            (
              await parts.sends.accept({
                workspace,
                sessionId,
                messageId,
                chatId,
                origin: { kind: 'agent', accountId },
                fingerprint,
                phone: null,
                content,
                person: `contact:${contactId}`,
                repeatable: true,
              })
            ).request,
          )
      const message = freshMessage({
        id: messageId,
        conversationId: chatId,
        sessionId,
        direction: 'outgoing',
        content,
        status: 'accepted',
        author: accountId,
        at,
        sequence,
      })
      return reply.code(202).send({ message, sequence })
    },
  )
}

const placed = ({ time, sequence }: { time: string; sequence: number }) => ({ at: time, sequence })

function keyOf(headers: Readonly<Record<string, unknown>>): string {
  const key = headers['idempotency-key']
  if (key === undefined) throw new Problem('idempotency_key_required')
  if (!Check(Uuid, key)) {
    throw new Problem('idempotency_key_invalid', {
      detail: 'Send a UUID in small letters as Idempotency-Key.',
    })
  }
  return key
}

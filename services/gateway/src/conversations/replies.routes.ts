// Owns POST /app/conversations/{id}/messages: staff answer a customer.
import { getMessage } from '@indoshopster/contracts/inbox/inbox.endpoints'
import { Uuid } from '@indoshopster/contracts/envelope'
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import type { Quote } from '@indoshopster/contracts/session/content'
import { IdParams, ReplyAccepted, ReplyBody } from '@indoshopster/contracts/web-api/inbox'
import { Check } from 'typebox/value'
import type { App } from '../http/app-instance.ts'
import { Problem } from '../http/problem.ts'
import { requestedView } from '../live/message-view.model.ts'
import type { KnownMedia } from '../media/known-media.ts'
import { typedPhone } from '../phones/typed-phone.ts'
import type { Ask } from '../ports.ts'
import { type SendLog, sameMeaning } from '../send/accept-send.ts'
import type { Idempotency } from '../send/idempotency.ts'
import { signInOf } from '../sign-in/signed-in-only.ts'
import type { ConversationSends } from './conversation-sends.ts'
import { quoteOf } from './quote.model.ts'
import { replyContent } from './reply-content.model.ts'

export interface ReplyParts {
  readonly ask: Ask
  readonly media: KnownMedia
  readonly conversationSends: ConversationSends
  readonly sends: SendLog
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
        summary: 'Answer a customer: a text, or a file, a location or a contact',
        description:
          'Needs the header Idempotency-Key: a UUID made by the caller, one for each message. A key is of the workspace: whichever colleague repeats it, one message is sent.',
        params: IdParams,
        body: ReplyBody,
        response: { 202: ReplyAccepted },
      },
    },
    async (request, reply) => {
      const signIn = signInOf(request)
      const message = await accept({
        ...parts,
        signIn,
        conversationId: request.params.id,
        key: keyOf(request.headers),
        body: normal(request.body),
      })
      return reply.code(202).send({ message, sequence: message.sequence })
    },
  )
}

async function accept(
  asked: ReplyParts & {
    signIn: ReturnType<typeof signInOf>
    conversationId: string
    key: string
    body: ReplyBody
  },
): Promise<MessageView> {
  const { signIn, conversationId, body, idempotency } = asked
  const { workspace, id: accountId } = signIn.account
  // Of the workspace, not of the account: whoever tries a failed message again sends the same key, and it goes out once.
  // Of the workspace alone: in another one the same key is another message.
  const messageId = idempotency.messageId(['agent', workspace], asked.key)
  const fingerprint = idempotency.fingerprint(meaningOf(conversationId, body))
  const earlier = await asked.sends.find(workspace, messageId)
  // A repetition is answered even when the number has been unlinked since, or the file is gone.
  if (earlier) return shown(requestedView(sameMeaning(earlier, fingerprint)))

  await asked.conversationSends.place(workspace, conversationId)
  const media = body.mediaId === undefined ? null : await asked.media.find(workspace, body.mediaId)
  const judged = replyContent(body, media)
  if ('fault' in judged) {
    const { code, detail } = judged.fault
    throw new Problem(code, detail === undefined ? {} : { detail })
  }
  const quote = body.quotedId === undefined ? null : await quoted(asked, body.quotedId)
  const { content } = judged
  const { request, sessionId } = await asked.conversationSends.accept({
    signIn,
    conversationId,
    messageId,
    content,
    ...(quote ? { quote } : {}),
    fingerprint,
    repeatable: true,
  })
  const origin = { kind: 'agent' as const, accountId }
  const sealed = { phone: null, content, ...(quote ? { quote } : {}) }
  const data = { sessionId, messageId, wireId: '', chatId: conversationId, origin, fingerprint, sealed }
  return shown(requestedView({ ...request, data }))
}

/** What is sealed in a reply is always a message of its own. */
function shown(message: MessageView | null): MessageView {
  if (!message) throw new Problem('idempotency_key_reused')
  return message
}

async function quoted(
  {
    ask,
    signIn,
    conversationId,
  }: ReplyParts & { signIn: ReturnType<typeof signInOf>; conversationId: string },
  messageId: string,
): Promise<Quote> {
  const { workspace } = signIn.account
  const quote = quoteOf(await ask(getMessage, { workspace, conversationId, messageId }))
  if (!quote) throw new Problem('message_unquotable')
  return quote
}

/** The body with the phone of a contact as digits. Throws Problem `phone_number_invalid`. */
function normal(body: ReplyBody): ReplyBody {
  const { contactCard } = body
  if (!contactCard) return body
  return { ...body, contactCard: { ...contactCard, phone: typedPhone(contactCard.phone) } }
}

/** Everything that makes another message of it; a plain text means what it always meant. */
function meaningOf(conversationId: string, body: ReplyBody): unknown {
  const { text, mediaId, as, location, contactCard, quotedId } = body
  const rest = [mediaId, as, location, contactCard, quotedId]
  return rest.every((part) => part === undefined)
    ? [conversationId, text]
    : [conversationId, text, ...rest.map((part) => part ?? null)]
}

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

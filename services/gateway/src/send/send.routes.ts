// Owns POST /sendWhatsappMessage, the public send API.
import { SendAccepted, SendBody } from '@indoshopster/contracts/public-api/send'
import { Type } from 'typebox'
import type { FastifyRequest } from 'fastify'
import { problemResponses } from '../docs/problem-responses.ts'
import type { App } from '../http/app-instance.ts'
import { Problem } from '../http/problem.ts'
import type { SessionDirectory } from '../sessions/session-directory.ts'
import { type SendLog, sameMeaning } from './accept-send.ts'
import { type Idempotency, idempotencyKeyOf } from './idempotency.ts'
import { fieldsOf, fromOf, judgeFields, judgeKey, judgeSend, meaningOf } from './judge-send.ts'
import type { KnownThings } from './known-things.ts'
import type { ApiKeyOwner } from './known-api-keys.ts'

export interface SendParts {
  readonly known: KnownThings
  readonly sends: SendLog
  readonly sessions: SessionDirectory
  readonly idempotency: Idempotency
  readonly newId: () => string
}

const Headers = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      description:
        '1 to 255 printable characters of your own, new for each message. A repetition is not sent twice.',
    }),
  ),
})

const schema = {
  summary: 'Send a message from a template',
  description:
    'Answers 202 when the request is durably stored; it is sent as soon as the number is online. ' +
    'Checked in this order: api key, template, phone number, data.',
  consumes: ['application/json', 'application/x-www-form-urlencoded'],
  headers: Headers,
  body: {
    ...SendBody,
    examples: [
      {
        api_key: 'isk_live_…',
        template_id: 104,
        phone_number: 6299475799378,
        data: { fullname: 'Mr. Smith', order_id: 67 },
      },
    ],
  },
  response: {
    202: { ...SendAccepted, description: 'Accepted: it is stored and will be sent. `id` is our message id.' },
    ...problemResponses([
      'body_malformed',
      'unknown_field',
      'request_invalid',
      'idempotency_key_invalid',
      'invalid_api_key',
      'template_not_found',
      'session_not_found',
      'session_unavailable',
      'body_too_large',
      'content_type_unsupported',
      'phone_number_invalid',
      'template_data_invalid',
      'template_output_invalid',
      'idempotency_key_reused',
      'too_many_requests',
      'log_unavailable',
      'service_unavailable',
    ]),
  },
}

/** Mounts it on a context that reads forms and allows other origins. */
export function addSendRoute(
  context: App,
  parts: SendParts,
  perMinute: { key: number; address: number },
): void {
  const { known } = parts
  const timeWindow = 60_000
  const countAddress = context.createRateLimit({ max: perMinute.address, timeWindow })
  const countKey = context.createRateLimit({
    max: perMinute.key,
    timeWindow,
    keyGenerator: (request) => `key ${ownerOf(request, known)?.keyId ?? request.ip}`,
  })

  context.post(
    '/sendWhatsappMessage',
    {
      schema,
      // The schema documents; the handler judges, because the order of the answers is part of the contract.
      validatorCompiler: () => () => true,
      onRequest: async (request) => refuseExceeded(await countAddress(request)),
      preHandler: async (request) => refuseExceeded(await countKey(request)),
    },
    async (request, reply) => {
      const { id, replayed } = await acceptRequest(request, parts)
      if (replayed) void reply.header('idempotent-replayed', 'true')
      return reply.code(202).send({ id, status: 'accepted' as const })
    },
  )

  context.route({
    method: ['GET', 'PUT', 'PATCH', 'DELETE'],
    url: '/sendWhatsappMessage',
    schema: { hide: true },
    handler: () => {
      throw new Problem('method_not_allowed', { headers: { allow: 'POST, OPTIONS' } })
    },
  })
}

type Counted = Awaited<ReturnType<ReturnType<App['createRateLimit']>>>

function refuseExceeded(counted: Counted): void {
  if (counted.isAllowed || !counted.isExceeded) return
  throw new Problem('too_many_requests', { headers: { 'retry-after': String(counted.ttlInSeconds) } })
}

async function acceptRequest(
  request: FastifyRequest,
  parts: SendParts,
): Promise<{ id: string; replayed: boolean }> {
  const { known, sends, sessions, idempotency } = parts
  if (!known.caughtUp()) throw new Problem('service_unavailable')
  const fields = fieldsOf(request.body)
  const owner = judgeKey(fields, known.apiKeys)
  const { workspace, keyId } = owner
  const key = idempotencyKeyOf(request.headers['idempotency-key'])
  judgeFields(fields)

  const messageId = key === null ? parts.newId() : idempotency.messageId(['api', workspace, keyId], key)
  const meaning = meaningOf(fields)
  const fingerprint = idempotency.fingerprint(meaning)
  const earlier = key === null ? null : await sends.find(workspace, messageId)
  // A repetition gets its first answer, even if the template has been edited or the number unlinked since.
  if (meaning && earlier?.data.fingerprint === fingerprint) return { id: messageId, replayed: true }

  const { template, phone, text } = judgeSend(fields, owner, known.templates)
  if (!meaning) throw new Problem('request_invalid')
  if (earlier) sameMeaning(earlier, fingerprint)
  const session = await sessions.sender(workspace, fromOf(fields))
  const { replayed } = await sends.accept({
    workspace,
    sessionId: session.id,
    messageId,
    chatId: null,
    origin: { kind: 'api', keyId, templateId: template.id, templateVersion: template.version },
    fingerprint,
    phone,
    content: template.picture
      ? { kind: 'image', media: template.picture, caption: text }
      : { kind: 'text', text },
    person: `phone:${phone}`,
    repeatable: key !== null,
  })
  return { id: messageId, replayed }
}

/** Only for counting; the handler refuses. */
function ownerOf(request: FastifyRequest, known: KnownThings): ApiKeyOwner | null {
  try {
    return judgeKey(fieldsOf(request.body), known.apiKeys)
  } catch {
    return null
  }
}

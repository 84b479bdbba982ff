// Owns the event of an accepted send request. Lane: session id; entity: message id.
import { Type } from 'typebox'
import { defineEvent, type EventOf, type NewEvent, Uuid } from '../envelope.ts'
import { Quote, SendContent } from '../session/content.ts'

/** Who asked: a partner's API key with a template, or a member of staff. */
export const SendOrigin = Type.Union([
  Type.Object({
    kind: Type.Literal('api'),
    keyId: Type.String(),
    templateId: Type.Integer(),
    templateVersion: Type.Integer(),
  }),
  Type.Object({ kind: Type.Literal('agent'), accountId: Uuid }),
])

export const sendRequested = defineEvent('gateway.send_requested.v1', {
  emitted:
    'when a send is accepted and its 202 is about to be answered; not for refused requests or replays.',
  data: Type.Object({
    sessionId: Uuid,
    messageId: Uuid,
    /** The id the message has on WhatsApp, reserved now so that every retry uses the same. */
    wireId: Type.String(),
    /** Null when only a phone number is known; the session service then finds the chat. */
    chatId: Type.Union([Uuid, Type.Null()]),
    origin: SendOrigin,
    /** SHA-256 (hex) keyed over the request's meaning; tells a replay from a misuse of the idempotency key. */
    fingerprint: Type.String(),
    /** Of the file it sends. */
    mediaId: Type.Optional(Uuid),
    /** The message it reacts to or deletes: such a request is no message of its own, also when its content is erased. */
    targetId: Type.Optional(Uuid),
  }),
  sealed: Type.Object({
    /** Digits with country code; null when chatId names the recipient. */
    phone: Type.Union([Type.String(), Type.Null()]),
    content: SendContent,
    /** The message it answers. */
    quote: Type.Optional(Quote),
  }),
})

export const gatewayEvents = [sendRequested] as const
export type SendRequested = EventOf<typeof sendRequested>
export type NewSendRequested = NewEvent<typeof sendRequested>

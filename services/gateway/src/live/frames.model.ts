// Answers: what does the app need to hear of an event? Pure translation from the log to frames of GET /live.
import type { ApiKeyEvent } from '@indoshopster/contracts/api-keys/api-key.events'
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import type { SendRequested } from '@indoshopster/contracts/gateway/send.events'
import type { ConversationEvent } from '@indoshopster/contracts/inbox/conversation.events'
import type { MessageStatus, MessageView } from '@indoshopster/contracts/inbox/message.views'
import type { MessageEvent } from '@indoshopster/contracts/session/message.events'
import type { SessionEvent } from '@indoshopster/contracts/session/session.events'
import type { TemplateEvent } from '@indoshopster/contracts/templating/template.events'
import type { LiveFrame } from '@indoshopster/contracts/web-api/live'

type Told = MessageEvent | SendRequested | ConversationEvent | TemplateEvent | ApiKeyEvent | SessionEvent
type Received = Extract<Told, { type: `session.message_${'received' | 'undecryptable'}.v1` }>
type Queued = Extract<Told, { type: 'session.message_queued.v1' }>

/** Whose send request a `message_queued` answers; only then `frameOf` needs to know it. */
export function requestWanted(event: RecordedEvent): { lane: string; entity: string } | null {
  // Types name shapes of our own contracts; other types fall through.
  const told = event as Told
  return told.type === 'session.message_queued.v1'
    ? { lane: told.data.sessionId, entity: told.data.messageId }
    : null
}

/**
 * The frame of an event; null when the app need not hear of it. `request` is the send request that a
 * `message_queued` begins, null where there is none.
 */
export function frameOf(recorded: RecordedEvent, request: SendRequested | null): LiveFrame | null {
  // Types name shapes of our own contracts; other types reach the default.
  const event = recorded as Told
  const { sequence } = event
  switch (event.type) {
    case 'session.message_received.v1':
    case 'session.message_undecryptable.v1':
      return { type: 'message', sequence, message: received(event) }
    case 'gateway.send_requested.v1':
      return event.data.chatId === null
        ? null
        : { type: 'message', sequence, message: requested(event, event.data.chatId) }
    case 'session.message_queued.v1':
      // The app has heard of a reply when it was accepted; a request to a phone number appears only now.
      return request?.data.chatId
        ? moved(event, 'queued', event.time)
        : { type: 'message', sequence, message: queued(event, request) }
    case 'session.message_sent.v1':
      return moved(event, 'sent', event.data.sentAt)
    case 'session.message_delivered.v1':
      return moved(event, 'delivered', event.data.deliveredAt)
    case 'session.message_read.v1':
      return moved(event, 'read', event.data.readAt)
    case 'session.message_failed.v1':
      return { ...moved(event, 'failed', event.time), failure: event.data.reason }
    case 'inbox.conversation_read.v1':
      return { type: 'conversation', sequence, conversationId: event.data.conversationId }
    case 'templating.template_created.v1':
    case 'templating.template_edited.v1':
    case 'templating.template_deleted.v1':
      return { type: 'templates', sequence }
    case 'api-keys.key_issued.v1':
    case 'api-keys.key_revoked.v1':
      return { type: 'api_keys', sequence }
    case 'session.removed.v1':
      // A removed number has no view that a `session` frame could carry.
      return { type: 'reload', sequence }
    default:
      return null
  }
}

function moved(event: MessageEvent, status: MessageStatus, at: string) {
  const { chatId: conversationId, messageId } = event.data
  return {
    type: 'message_status' as const,
    sequence: event.sequence,
    conversationId,
    messageId,
    status,
    failure: null,
    at,
  }
}

function received(event: Received): MessageView {
  const { data } = event
  const outgoing = 'direction' in data && data.direction === 'outgoing'
  const content = 'direction' in data ? (data.sealed?.content ?? null) : null
  return {
    id: data.messageId,
    conversationId: data.chatId,
    sessionId: data.sessionId,
    direction: outgoing ? 'outgoing' : 'incoming',
    content,
    missing: content ? null : data.sealed ? 'undecryptable' : 'erased',
    status: outgoing ? 'sent' : 'received',
    failure: null,
    author: outgoing ? 'phone' : null,
    at: data.sentAt,
    sequence: event.sequence,
  }
}

function requested(event: SendRequested, chatId: string): MessageView {
  const { data } = event
  return {
    ...outgoing(event, chatId),
    author: authorOf(event),
    content: data.sealed?.content ?? null,
    status: 'accepted',
  }
}

function queued(event: Queued, request: SendRequested | null): MessageView {
  const content = event.data.sealed?.content ?? null
  const told = outgoing(event, event.data.chatId)
  return {
    ...told,
    content,
    missing: content ? null : 'erased',
    status: 'queued',
    author: request && authorOf(request),
    at: request?.time ?? event.time,
  }
}

function outgoing(event: SendRequested | Queued, chatId: string): MessageView {
  return {
    id: event.data.messageId,
    conversationId: chatId,
    sessionId: event.data.sessionId,
    direction: 'outgoing',
    content: null,
    missing: event.data.sealed ? null : 'erased',
    status: 'accepted',
    failure: null,
    author: null,
    at: event.time,
    sequence: event.sequence,
  }
}

/** How a thread names who asked for a send: an account id, or `api:<key id>`. */
function authorOf({ data: { origin } }: SendRequested): string {
  return origin.kind === 'agent' ? origin.accountId : `api:${origin.keyId}`
}

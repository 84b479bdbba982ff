// Answers: what does the app need to hear of an event? Pure translation from the log to frames of GET /live.
import type { ApiKeyEvent } from '@indoshopster/contracts/api-keys/api-key.events'
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import type { SendRequested } from '@indoshopster/contracts/gateway/send.events'
import type { ConversationEvent } from '@indoshopster/contracts/inbox/conversation.events'
import type { MessageStatus } from '@indoshopster/contracts/inbox/message.views'
import type { MessageEvent } from '@indoshopster/contracts/session/message.events'
import type { SessionEvent } from '@indoshopster/contracts/session/session.events'
import type { TemplateEvent } from '@indoshopster/contracts/templating/template.events'
import type { LiveFrame } from '@indoshopster/contracts/web-api/live'
import {
  queuedView,
  receivedView,
  requestedView,
  undecryptableView,
  type Origin,
} from './message-view.model.ts'

type Told = MessageEvent | SendRequested | ConversationEvent | TemplateEvent | ApiKeyEvent | SessionEvent

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
export function frameOf(recorded: RecordedEvent, request: Origin | null): LiveFrame | null {
  // Types name shapes of our own contracts; other types reach the default.
  const event = recorded as Told
  const { sequence } = event
  switch (event.type) {
    case 'session.message_received.v1':
      return { type: 'message', sequence, message: receivedView(event) }
    case 'session.message_undecryptable.v1':
      return { type: 'message', sequence, message: undecryptableView(event) }
    case 'gateway.send_requested.v1': {
      const message = requestedView(event)
      return message && { type: 'message', sequence, message }
    }
    case 'session.message_queued.v1':
      // The app has heard of a reply when it was accepted; a request to a phone number appears only now.
      return request?.data.chatId
        ? moved(event, 'queued', event.time)
        : { type: 'message', sequence, message: queuedView(event, request) }
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

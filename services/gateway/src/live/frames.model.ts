// Answers: what does the app need to hear of an event? Pure translation from the log to frames of GET /live.
import type { ApiKeyEvent } from '@indoshopster/contracts/api-keys/api-key.events'
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import type { SendRequested } from '@indoshopster/contracts/gateway/send.events'
import { contactErased, type ConversationEvent } from '@indoshopster/contracts/inbox/conversation.events'
import type { LabelEvent } from '@indoshopster/contracts/inbox/label.events'
import type { MessageStatus } from '@indoshopster/contracts/inbox/message.views'
import type { ViewEvent } from '@indoshopster/contracts/inbox/view.events'
import type { ChatEvent } from '@indoshopster/contracts/session/chat.events'
import type { MessageEvent } from '@indoshopster/contracts/session/message.events'
import type { SessionEvent } from '@indoshopster/contracts/session/session.events'
import type {
  AccountEvent,
  InvitationEvent,
  WorkspaceEvent,
} from '@indoshopster/contracts/staff/staff.events'
import type { TemplateEvent } from '@indoshopster/contracts/templating/template.events'
import type { LiveFrame } from '@indoshopster/contracts/web-api/live'
import { activityOf, noteView } from './internal-view.model.ts'
import {
  queuedView,
  receivedView,
  requestedView,
  undecryptableView,
  type Origin,
} from './message-view.model.ts'

type Told =
  | MessageEvent
  | ChatEvent
  | SendRequested
  | ConversationEvent
  | LabelEvent
  | ViewEvent
  | TemplateEvent
  | ApiKeyEvent
  | SessionEvent
  | WorkspaceEvent
  | AccountEvent
  | InvitationEvent

/** What an event does not say itself. */
export interface Surroundings {
  /** The send request that a `message_queued` begins; null: not asked for, or there is none. */
  readonly request: Origin | null
  /** The number that the conversation of a note or an activity is of; null: not asked for, or not known. */
  readonly sessionId: string | null
}

/** Whose send request a `message_queued` answers; only then frames need to know it. */
export function requestWanted(event: RecordedEvent): { lane: string; entity: string } | null {
  // Types name shapes of our own contracts; other types fall through.
  const told = event as Told
  return told.type === 'session.message_queued.v1'
    ? { lane: told.data.sessionId, entity: told.data.messageId }
    : null
}

/** The conversation whose number must be known, because the event is shown as a line of its thread. */
export function placeWanted(event: RecordedEvent): string | null {
  // Types name shapes of our own contracts; other types fall through.
  const told = event as ConversationEvent
  return told.type === 'inbox.note_added.v1' || activityOf(told) ? told.data.conversationId : null
}

/** The frames of an event, in order; none when the app need not hear of it. All have the event's sequence. */
export function framesOf(recorded: RecordedEvent, { request, sessionId }: Surroundings): LiveFrame[] {
  // Types name shapes of our own contracts; other types reach the default.
  const event = recorded as Told
  const { sequence } = event
  const conversation = (conversationId: string): LiveFrame => ({
    type: 'conversation',
    sequence,
    conversationId,
  })
  const changed = (conversationId: string, messageId: string): LiveFrame => ({
    type: 'message_changed',
    sequence,
    conversationId,
    messageId,
  })
  switch (event.type) {
    case 'session.message_received.v1':
      // Years of history would be thousands of frames: the app fetches what it shows of them.
      return event.data.imported
        ? [conversation(event.data.chatId)]
        : [{ type: 'message', sequence, message: receivedView(event) }]
    case 'session.message_undecryptable.v1':
      return [{ type: 'message', sequence, message: undecryptableView(event) }]
    case 'gateway.send_requested.v1': {
      const message = requestedView(event)
      return message ? [{ type: 'message', sequence, message }] : []
    }
    case 'session.message_queued.v1':
      // The app has heard of a reply when it was accepted; a request to a phone number appears only now.
      return request?.data.chatId
        ? [moved(event, 'queued', event.time)]
        : [{ type: 'message', sequence, message: queuedView(event, request) }]
    case 'session.message_sent.v1':
      return [moved(event, 'sent', event.data.sentAt)]
    case 'session.message_delivered.v1':
      return [moved(event, 'delivered', event.data.deliveredAt)]
    case 'session.message_read.v1':
      return [moved(event, 'read', event.data.readAt)]
    case 'session.message_failed.v1':
      return [{ ...moved(event, 'failed', event.time), failure: event.data.reason }]
    case 'session.message_edited.v1':
    case 'session.message_revoked.v1':
    case 'session.message_reacted.v1':
    case 'session.media_stored.v1':
    case 'session.media_failed.v1':
      return [changed(event.data.chatId, event.data.messageId)]

    case 'session.contact_changed.v1':
    case 'session.group_changed.v1':
      return [conversation(event.data.chatId)]
    case 'session.chat_merged.v1': {
      const { mergedChatId: conversationId, chatId: movedTo, contactId, mergedContactId } = event.data
      return [
        conversation(movedTo),
        { type: 'conversation_gone', sequence, conversationId, movedTo },
        { type: 'contact_gone', sequence, contactId: mergedContactId, movedTo: contactId },
      ]
    }
    case 'inbox.contact_erased.v1': {
      const { conversationId, contactId } = event.data
      return [
        { type: 'conversation_gone', sequence, conversationId, movedTo: null },
        { type: 'contact_gone', sequence, contactId, movedTo: null },
      ]
    }
    case 'inbox.conversation_read.v1':
    case 'inbox.conversation_marked_unread.v1':
    case 'inbox.label_applied.v1':
    case 'inbox.label_removed.v1':
    case 'inbox.contact_renamed.v1':
      return [conversation(event.data.conversationId)]
    case 'inbox.conversation_assigned.v1':
    case 'inbox.conversation_snoozed.v1':
    case 'inbox.conversation_resolved.v1':
    case 'inbox.conversation_reopened.v1': {
      const { conversationId } = event.data
      const message = sessionId === null ? null : activityOf(event, sessionId)
      const line: LiveFrame = message
        ? { type: 'message', sequence, message }
        : changed(conversationId, event.id)
      return [conversation(conversationId), line]
    }
    case 'inbox.note_added.v1':
      return sessionId === null
        ? [changed(event.data.conversationId, event.data.noteId)]
        : [{ type: 'message', sequence, message: noteView(event, sessionId) }]

    case 'inbox.label_created.v1':
    case 'inbox.label_edited.v1':
    case 'inbox.label_deleted.v1':
      return [{ type: 'labels', sequence }]
    case 'inbox.view_created.v1':
    case 'inbox.view_edited.v1':
    case 'inbox.view_deleted.v1':
      return [{ type: 'views', sequence }]
    case 'staff.account_created.v1':
    case 'staff.account_changed.v1':
    case 'staff.account_renamed.v1':
    case 'staff.invitation_made.v1':
    case 'staff.invitation_accepted.v1':
    case 'staff.invitation_revoked.v1':
      return [{ type: 'staff', sequence }]
    case 'templating.template_created.v1':
    case 'templating.template_edited.v1':
    case 'templating.template_deleted.v1':
      return [{ type: 'templates', sequence }]
    case 'api-keys.key_issued.v1':
    case 'api-keys.key_revoked.v1':
      return [{ type: 'api_keys', sequence }]
    case 'session.removed.v1':
      // A removed number has no view that a `session` frame could carry.
      return [{ type: 'reload', sequence }]
    default:
      return []
  }
}

/** Whose content must be in no memory after this event, and never told again from there. */
export function conversationsGone(recorded: RecordedEvent): string[] {
  // Types name shapes of our own contracts; other types fall through.
  const event = recorded as Told
  if (event.type === contactErased.type) return [event.data.conversationId]
  return event.type === 'session.chat_merged.v1' ? [event.data.mergedChatId] : []
}

/** Whether somebody's words must be in no memory after this event, in groups too. */
export const isErasure = ({ type }: RecordedEvent): boolean => type === contactErased.type

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

// Answers: which messages does a conversation hold, and how far did each get?
import { sendRequested, type SendRequested } from '@indoshopster/contracts/gateway/send.events'
import type { MessageStatus } from '@indoshopster/contracts/inbox/message.views'
import type { MessageContent } from '@indoshopster/contracts/session/content'
import { type MessageEvent, messageEvents } from '@indoshopster/contracts/session/message.events'
import { eventFilter } from '@indoshopster/contracts/subjects'
import { defineProjection } from '@indoshopster/event-sourcing/projection'
import { furthest } from './message-status.model.ts'
import { type MessageRow, messageThreadTable } from './message-thread.table.ts'

type Folded = MessageEvent | SendRequested

/** Law: content only ever gets better (nothing, placeholder, full copy) and a status only moves forwards. */
export const messageThread = defineProjection<Folded, MessageRow>({
  name: 'message_thread',
  version: 1,
  subjects: [eventFilter({ owner: 'session' }), eventFilter({ owner: 'gateway' })],
  types: [sendRequested.type, ...messageEvents.map((definition) => definition.type)],
  table: messageThreadTable,
  key: (event) => event.data.messageId,
  fold(row, event) {
    switch (event.type) {
      case 'gateway.send_requested.v1':
        return row ?? requested(event)
      case 'session.message_received.v1':
        return filled(row ?? received(event), event.data.sealed?.content ?? null)
      case 'session.message_undecryptable.v1':
        return row ?? { ...received(event), missing: event.data.sealed ? 'undecryptable' : 'erased' }
      case 'session.message_queued.v1':
        return queued(row, event)
      case 'session.message_sent.v1':
        return row && moved(row, 'sent')
      case 'session.message_delivered.v1':
        return row && moved(row, 'delivered')
      case 'session.message_read.v1':
        return row && moved(row, 'read')
      case 'session.message_failed.v1':
        return row && moved(row, 'failed', event.data.reason)
    }
  },
})

type Received = Extract<Folded, { type: `session.message_${'received' | 'undecryptable'}.v1` }>
type Queued = Extract<Folded, { type: 'session.message_queued.v1' }>

/** What every new row starts from: an outgoing message without readable content. */
function blank(event: Folded): MessageRow {
  return {
    id: event.data.messageId,
    workspace: event.workspace,
    conversation_id: event.data.chatId,
    session_id: event.data.sessionId,
    direction: 'outgoing',
    content: null,
    missing: 'erased',
    status: 'accepted',
    failure: null,
    author: null,
    at: event.time,
    sequence: event.sequence,
  }
}

function requested(event: SendRequested): MessageRow {
  const { origin, sealed } = event.data
  const author = origin.kind === 'agent' ? origin.accountId : `api:${origin.keyId}`
  return filled({ ...blank(event), author }, sealed?.content ?? null)
}

function received(event: Received): MessageRow {
  const typedOnOurPhone = 'direction' in event.data && event.data.direction === 'outgoing'
  return {
    ...blank(event),
    at: event.data.sentAt,
    ...(typedOnOurPhone
      ? { author: 'phone', status: 'sent' }
      : { direction: 'incoming', status: 'received' }),
  }
}

/** A request to a phone number enters its thread here, at this place, because nobody could see it before. */
function queued(row: MessageRow | undefined, event: Queued): MessageRow {
  const { chatId, sealed } = event.data
  const known = row ?? blank(event)
  const placed =
    known.conversation_id === null ? { ...known, conversation_id: chatId, sequence: event.sequence } : known
  return moved(filled(placed, sealed?.content ?? null), 'queued')
}

/** Puts readable content where there is none; a row without it and without a key is erased. */
function filled(row: MessageRow, content: MessageContent | null): MessageRow {
  if (row.content !== null) return row
  return content === null ? { ...row, missing: 'erased' } : { ...row, content, missing: null }
}

function moved(row: MessageRow, next: MessageStatus, reason: MessageRow['failure'] = null): MessageRow {
  const status = furthest(row.status, next)
  if (status === row.status) return row
  return { ...row, status, failure: status === 'failed' ? reason : null }
}

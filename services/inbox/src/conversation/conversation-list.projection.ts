// Answers: which conversations does an agent see, newest message first, each with which unread badge?
import { sendRequested } from '@indoshopster/contracts/gateway/send.events'
import { conversationRead } from '@indoshopster/contracts/inbox/conversation.events'
import type { MessageStatus } from '@indoshopster/contracts/inbox/message.views'
import type { Correspondent } from '@indoshopster/contracts/session/content'
import { messageEvents } from '@indoshopster/contracts/session/message.events'
import { eventFilter } from '@indoshopster/contracts/subjects'
import { defineProjection } from '@indoshopster/event-sourcing/projection'
import type { InboxEvent } from '../inbox-event.model.ts'
import { furthest } from '../message/message-status.model.ts'
import { type ConversationRow, conversationListTable } from './conversation-list.table.ts'
import { type Preview, previewOf } from './preview.model.ts'

/** Longest kept lists; a badge shows no more, and no chat has more sends on their way. */
const MAX_UNREAD = 999
const MAX_REQUESTED = 999

/** Law: one message moves the conversation up once and counts as unread once, however often it is told. */
export const conversationList = defineProjection<InboxEvent, ConversationRow>({
  name: 'conversation_list',
  version: 1,
  subjects: [
    eventFilter({ owner: 'session' }),
    eventFilter({ owner: 'gateway' }),
    eventFilter({ owner: 'inbox', lane: 'conversation' }),
  ],
  types: [sendRequested.type, conversationRead.type, ...messageEvents.map((definition) => definition.type)],
  table: conversationListTable,
  key: (event) => ('conversationId' in event.data ? event.data.conversationId : event.data.chatId),
  fold(row, event) {
    switch (event.type) {
      case 'session.message_received.v1':
        return received(row, event)
      case 'session.message_undecryptable.v1':
        return arrived(
          row,
          event,
          'incoming',
          previewOf(null, event.data.sealed ? 'undecryptable' : 'erased'),
        )
      case 'gateway.send_requested.v1':
        return row && requested(row, event)
      case 'session.message_queued.v1':
        return queued(row, event)
      case 'session.message_sent.v1':
        return row && moved(row, event.data.messageId, 'sent')
      case 'session.message_delivered.v1':
        return row && moved(row, event.data.messageId, 'delivered')
      case 'session.message_read.v1':
        return row && moved(row, event.data.messageId, 'read')
      case 'session.message_failed.v1':
        return row && moved(row, event.data.messageId, 'failed')
      case 'inbox.conversation_read.v1':
        return (
          row &&
          withUnread(
            row,
            row.unread.filter((sequence) => sequence > event.data.upToSequence),
          )
        )
    }
  },
})

type Told<Name extends InboxEvent['type']> = Extract<InboxEvent, { type: Name }>
type Arriving = Told<`session.message_${'received' | 'undecryptable' | 'queued'}.v1`>

function received(row: ConversationRow | undefined, event: Told<'session.message_received.v1'>) {
  const content = previewOf(event.data.sealed?.content ?? null)
  if (!row || !event.data.recovered) return arrived(row, event, event.data.direction, content)
  const known = { ...row, ...correspondent(row, event.data.sealed?.correspondent) }
  if (row.preview.messageId !== event.data.messageId) return known
  return { ...known, preview: { ...row.preview, ...content } }
}

/** A message that is new in the conversation: it goes on top, and counts as unread when it came in. */
function arrived(
  row: ConversationRow | undefined,
  event: Arriving,
  direction: Preview['direction'],
  content: Pick<Preview, 'kind' | 'text'>,
): ConversationRow {
  if (row?.preview.messageId === event.data.messageId) return row
  const { chatId, sessionId, contactId, messageId, sealed } = event.data
  const started = {
    id: chatId,
    workspace: event.workspace,
    session_id: sessionId,
    contact_id: contactId,
    unread: row?.unread ?? [],
    unread_count: row?.unread_count ?? 0,
    requested: row?.requested ?? [],
    ...correspondent(row, sealed?.correspondent),
  }
  const status =
    direction === 'incoming' ? 'received' : event.type === 'session.message_queued.v1' ? 'queued' : 'sent'
  const at = 'sentAt' in event.data ? event.data.sentAt : event.time
  const shown = shownLast(started, { messageId, direction, status, ...content }, at, event.sequence)
  return direction === 'incoming' ? withUnread(shown, [...shown.unread, event.sequence]) : shown
}

function requested(row: ConversationRow, event: Told<'gateway.send_requested.v1'>): ConversationRow {
  const { messageId, sealed } = event.data
  if (row.requested.includes(messageId)) return row
  const content = previewOf(sealed?.content ?? null)
  const preview: Preview = { messageId, direction: 'outgoing', status: 'accepted', ...content }
  const waiting = [...row.requested, messageId].slice(-MAX_REQUESTED)
  return shownLast({ ...row, requested: waiting }, preview, event.time, event.sequence)
}

function queued(row: ConversationRow | undefined, event: Told<'session.message_queued.v1'>): ConversationRow {
  const { messageId, sealed } = event.data
  if (row?.requested.includes(messageId)) {
    return withStatus({ ...row, ...correspondent(row, sealed?.correspondent) }, messageId, 'queued')
  }
  const shown = arrived(row, event, 'outgoing', previewOf(sealed?.content ?? null))
  return { ...shown, requested: [...shown.requested, messageId].slice(-MAX_REQUESTED) }
}

/** An outcome: the message waits no longer. */
function moved(row: ConversationRow, messageId: string, next: MessageStatus): ConversationRow {
  const requested = row.requested.filter((id) => id !== messageId)
  return withStatus({ ...row, requested }, messageId, next)
}

/** The status of the message that is shown; another message's changes nothing here. */
function withStatus(row: ConversationRow, messageId: string, next: MessageStatus): ConversationRow {
  if (row.preview.messageId !== messageId || row.preview.direction === 'incoming') return row
  return { ...row, preview: { ...row.preview, status: furthest(row.preview.status, next) } }
}

function shownLast(
  row: Omit<ConversationRow, 'preview' | 'last_message_at' | 'last_sequence'>,
  preview: Preview,
  at: string,
  sequence: number,
): ConversationRow {
  return { ...row, preview, last_message_at: at, last_sequence: sequence }
}

/** What WhatsApp tells of the other side; what it does not tell this time stays as it was. */
function correspondent(row: ConversationRow | undefined, told: Correspondent | undefined) {
  return { name: told?.name ?? row?.name ?? null, phone: told?.phone ?? row?.phone ?? null }
}

function withUnread(row: ConversationRow, sequences: readonly number[]): ConversationRow {
  const unread = sequences.slice(-MAX_UNREAD)
  return { ...row, unread, unread_count: unread.length }
}

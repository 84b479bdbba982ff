// Answers: which messages does a conversation hold, how far did each get, and what happened in between?
import { sendRequested } from '@indoshopster/contracts/gateway/send.events'
import {
  contactErased,
  conversationAssigned,
  conversationReopened,
  conversationResolved,
  conversationSnoozed,
  noteAdded,
} from '@indoshopster/contracts/inbox/conversation.events'
import type { EventOf } from '@indoshopster/contracts/envelope'
import type { MessageStatus } from '@indoshopster/contracts/inbox/message.views'
import { chatMerged, contactForgotten } from '@indoshopster/contracts/session/chat.events'
import { messageEvents } from '@indoshopster/contracts/session/message.events'
import { eventFilter } from '@indoshopster/contracts/subjects'
import { defineProjection } from '@indoshopster/event-sourcing/projection'
import type { Told } from '../inbox-event.model.ts'
import { edited, isWaiting, reacted, revoked, withWaiting } from './message-about.model.ts'
import {
  filled,
  withoutContent,
  withoutQuoted,
  withoutReactionsOf,
  withoutWaiting,
} from './message-content.model.ts'
import { mediaFailed, mediaStored } from './message-media.model.ts'
import { activity, note, queued, quoteOf, received, requested } from './message-row.model.ts'
import { furthest } from './message-status.model.ts'
import { type MessageRow, messageThreadTable } from './message-thread.table.ts'

const folded = [
  sendRequested,
  ...messageEvents,
  noteAdded,
  conversationAssigned,
  conversationSnoozed,
  conversationResolved,
  conversationReopened,
  contactErased,
  contactForgotten,
  chatMerged,
] as const
export type ThreadEvent = EventOf<(typeof folded)[number]>

/** Law: content only ever gets better (nothing, placeholder, full copy) and a status only moves forwards. */
export const messageThread = defineProjection<ThreadEvent, MessageRow>({
  name: 'message_thread',
  version: 6,
  subjects: [
    eventFilter({ owner: 'session' }),
    eventFilter({ owner: 'gateway' }),
    eventFilter({ owner: 'inbox', lane: 'conversation' }),
  ],
  types: folded.map((definition) => definition.type),
  table: messageThreadTable,
  key(event) {
    switch (event.type) {
      case 'inbox.note_added.v1':
        return event.data.noteId
      case 'inbox.contact_erased.v1':
      case 'session.contact_forgotten.v1':
      case 'session.chat_merged.v1':
        return null
      default:
        return 'messageId' in event.data ? event.data.messageId : event.id
    }
  },
  sweeps(event) {
    switch (event.type) {
      case 'inbox.contact_erased.v1':
      case 'session.contact_forgotten.v1': {
        const { contactId } = event.data
        const chatId = 'chatId' in event.data ? event.data.chatId : event.data.conversationId
        return [
          { column: 'conversation_id', value: chatId },
          { column: 'contact_id', value: contactId },
          { ...reactionsBy(contactId), fold: (row) => withoutReactionsOf(row, contactId) },
          { ...waitingOf(contactId), fold: withoutWaiting },
          { column: 'quoted_id', idOf: { column: 'contact_id', value: contactId }, fold: withoutQuoted },
        ]
      }
      case 'session.chat_merged.v1':
        return [
          { column: 'conversation_id', value: event.data.mergedChatId },
          { column: 'contact_id', value: event.data.mergedContactId },
          { ...reactionsBy(event.data.mergedContactId), fold: (row) => inKeptChat(row, event) },
          { ...waitingOf(event.data.mergedContactId), fold: (row) => inKeptChat(row, event) },
        ]
      default:
        return []
    }
  },
  fold(row, event) {
    switch (event.type) {
      case 'gateway.send_requested.v1':
        return row && !isWaiting(row) ? row : joined(requested(event), row)
      case 'session.message_received.v1':
      case 'session.message_undecryptable.v1':
        return came(row, event)
      case 'session.message_queued.v1':
        return row && isWaiting(row) ? joined(queued(undefined, event), row) : queued(row, event)
      case 'session.message_sent.v1':
        return row && moved(row, 'sent')
      case 'session.message_delivered.v1':
        return row && moved(row, 'delivered')
      case 'session.message_read.v1':
        return row && moved(row, 'read')
      case 'session.message_failed.v1':
        return row && moved(row, 'failed', event.data.reason)
      case 'session.message_edited.v1':
        return edited(row, event)
      case 'session.message_revoked.v1':
        return revoked(row, event)
      case 'session.message_reacted.v1':
        return reacted(row, event)
      case 'session.media_stored.v1':
        return row && mediaStored(row, event)
      case 'session.media_failed.v1':
        return row && mediaFailed(row, event)
      case 'inbox.note_added.v1':
        return row ?? note(event)
      case 'inbox.contact_erased.v1':
      case 'session.contact_forgotten.v1':
        return row && withoutContent(row)
      case 'session.chat_merged.v1':
        return row && inKeptChat(row, event)
      default:
        return row ?? activity(event)
    }
  },
})

const reactionsBy = (contactId: string) => ({ column: 'reactions', part: 'by', value: contactId }) as const
const waitingOf = (contactId: string) => ({ column: 'waiting', part: 'contactId', value: contactId }) as const

type Came = Told<`session.message_${'received' | 'undecryptable'}.v1`>

/** A message, its placeholder, or its full copy after the placeholder; something may have waited for it. */
function came(row: MessageRow | undefined, event: Came): MessageRow {
  const known = row && !isWaiting(row) ? row : undefined
  if (event.type === 'session.message_undecryptable.v1') {
    if (known) return numbered(known, event)
    const placeholder = {
      ...received(event),
      missing: event.data.sealed ? 'undecryptable' : 'erased',
    } as const
    return row ? { ...placeholder, reactions: row.reactions, waiting: row.waiting } : placeholder
  }
  const { sealed, mediaId } = event.data
  const fresh = received(event)
  // A request that no thread shows yet can only stand where this message does.
  const place =
    known?.conversation_id === null ? { ...known, ...placeIn(fresh) } : known ? numbered(known, event) : fresh
  const media =
    place.media_id === null && mediaId ? ({ media_id: mediaId, media_state: 'pending' } as const) : {}
  const quote = place.quote ? {} : quoteOf(sealed)
  const message = filled({ ...place, ...media, ...quote, waiting: null }, sealed?.content ?? null)
  return row ? withWaiting(message, row) : message
}

/**
 * The phone's history may tell a message before it arrives: its number is that of the arrival, by which the list counts
 * it as unread.
 */
function numbered(row: MessageRow, { data, sequence }: Came): MessageRow {
  const isLive = !('recovered' in data) || (!data.recovered && data.imported !== true)
  return row.imported && isLive ? { ...row, imported: false, sequence } : row
}

/** A message of ours with what waited for it. */
const joined = (message: MessageRow | undefined, waiting: MessageRow | undefined) =>
  message && waiting ? withWaiting(message, waiting) : (message ?? waiting)

const placeIn = ({ conversation_id, words, sequence }: MessageRow) => ({ conversation_id, words, sequence })

function moved(row: MessageRow, next: MessageStatus, reason: MessageRow['failure'] = null): MessageRow {
  const status = furthest(row.status, next)
  if (isWaiting(row) || status === row.status) return row
  return { ...row, status, failure: status === 'failed' ? reason : null }
}

/** Two chats were one: what was said in the other belongs to the one that stays, and so does who said it. */
function inKeptChat(row: MessageRow, event: Told<'session.chat_merged.v1'>): MessageRow {
  const { chatId, mergedChatId, contactId, mergedContactId } = event.data
  const own = (id: string) => (id === mergedContactId ? contactId : id)
  return {
    ...row,
    conversation_id: row.conversation_id === mergedChatId ? chatId : row.conversation_id,
    contact_id: row.contact_id && own(row.contact_id),
    sender: row.sender && { ...row.sender, contactId: own(row.sender.contactId) },
    waiting: row.waiting && { ...row.waiting, contactId: own(row.waiting.contactId) },
    reactions: row.reactions.map((reaction) => ({ ...reaction, by: own(reaction.by) })),
  }
}

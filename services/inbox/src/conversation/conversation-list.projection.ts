// Answers: which conversations does an agent see, newest message first, each with which badge, labels and state?
import { sendRequested } from '@indoshopster/contracts/gateway/send.events'
import { conversationEvents } from '@indoshopster/contracts/inbox/conversation.events'
import { chatEvents } from '@indoshopster/contracts/session/chat.events'
import {
  messageDelivered,
  messageEdited,
  messageFailed,
  messageQueued,
  messageRead,
  messageReceived,
  messageRevoked,
  messageSent,
  messageUndecryptable,
} from '@indoshopster/contracts/session/message.events'
import type { EventOf } from '@indoshopster/contracts/envelope'
import { eventFilter } from '@indoshopster/contracts/subjects'
import { defineProjection } from '@indoshopster/event-sourcing/projection'
import {
  changed,
  contactChanged,
  contactErased,
  erased,
  groupChanged,
  withLineOf,
  withoutLine,
} from './conversation-changes.model.ts'
import { type ConversationRow, conversationListTable } from './conversation-list.table.ts'
import { mergedAway, taken } from './conversation-merge.model.ts'
import {
  edited,
  moved,
  queued,
  received,
  requested,
  revoked,
  undecryptable,
} from './conversation-messages.model.ts'

const folded = [
  sendRequested,
  messageReceived,
  messageUndecryptable,
  messageQueued,
  messageSent,
  messageDelivered,
  messageRead,
  messageFailed,
  messageEdited,
  messageRevoked,
  ...chatEvents,
  ...conversationEvents,
] as const
export type ListedEvent = EventOf<(typeof folded)[number]>

/** Law: one message moves the conversation up once and counts as unread once, however often it is told. */
export const conversationList = defineProjection<ListedEvent, ConversationRow>({
  name: 'conversation_list',
  version: 8,
  subjects: [
    eventFilter({ owner: 'session' }),
    eventFilter({ owner: 'gateway' }),
    eventFilter({ owner: 'inbox', lane: 'conversation' }),
  ],
  types: folded.map((definition) => definition.type),
  table: conversationListTable,
  key: (event) => ('conversationId' in event.data ? event.data.conversationId : event.data.chatId),
  sweeps(event) {
    switch (event.type) {
      case 'inbox.contact_erased.v1':
      case 'session.contact_forgotten.v1':
        return [{ ...linesBy(event.data.contactId), fold: withoutLine }]
      case 'session.chat_merged.v1': {
        const { contactId, mergedChatId, mergedContactId } = event.data
        return [
          { column: 'id', value: mergedChatId },
          { ...linesBy(mergedContactId), fold: (row) => withLineOf(row, contactId) },
        ]
      }
      default:
        return []
    }
  },
  take: (row, from, event) => (event.type === 'session.chat_merged.v1' ? taken(row, from, event) : row),
  fold(row, event) {
    // Its messages go to the conversation that took over.
    if (row?.merged_into) return row
    switch (event.type) {
      case 'session.message_received.v1':
        return received(row, event)
      case 'session.message_undecryptable.v1':
        return undecryptable(row, event)
      case 'session.message_queued.v1':
        return queued(row, event)
      case 'session.contact_changed.v1':
        return contactChanged(row, event)
      case 'session.group_changed.v1':
        return groupChanged(row, event)
      case 'inbox.contact_erased.v1':
        return contactErased(row, event)
      default:
        return row && told(row, event)
    }
  },
})

/** Groups whose line shows what somebody said. */
const linesBy = (contactId: string) => ({ column: 'preview', part: 'author', value: contactId }) as const

/** What opens no conversation by itself. */
function told(
  row: ConversationRow,
  event: Exclude<
    ListedEvent,
    {
      type:
        | `session.message_${'received' | 'undecryptable' | 'queued'}.v1`
        | `session.${'contact' | 'group'}_changed.v1`
        | 'inbox.contact_erased.v1'
    }
  >,
): ConversationRow {
  switch (event.type) {
    case 'gateway.send_requested.v1':
      return requested(row, event)
    case 'session.message_sent.v1':
      return moved(row, event.data.messageId, 'sent')
    case 'session.message_delivered.v1':
      return moved(row, event.data.messageId, 'delivered')
    case 'session.message_read.v1':
      return moved(row, event.data.messageId, 'read')
    case 'session.message_failed.v1':
      return moved(row, event.data.messageId, 'failed')
    case 'session.message_edited.v1':
      return edited(row, event)
    case 'session.message_revoked.v1':
      return revoked(row, event)
    case 'session.contact_forgotten.v1':
      return erased(row)
    case 'session.chat_merged.v1':
      return row.id === event.data.mergedChatId ? mergedAway(row, event) : row
    default:
      return changed(row, event)
  }
}

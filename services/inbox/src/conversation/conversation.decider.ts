// Owns the rules of a conversation's commands.
import {
  conversationRead,
  type NewConversationEvent,
} from '@indoshopster/contracts/inbox/conversation.events'
import { type Decider, Refusal } from '@indoshopster/event-sourcing/decider'
import { inboxErrors } from '../inbox.errors.ts'
import { conversationList, type ListedEvent } from './conversation-list.projection.ts'
import type { ConversationRow } from './conversation-list.table.ts'

export interface MarkRead {
  readonly conversationId: string
  /** Greatest sequence of the messages that were on the screen. */
  readonly upToSequence: number
  readonly by: string
}

/**
 * The state is the conversation's row of the list, because what is unread is made by the session's events, not by
 * the conversation's own. It needs no expected sequence: two readers at once only say the same thing twice.
 */
export const conversation: Decider<MarkRead, NewConversationEvent, ListedEvent, ConversationRow | undefined> =
  {
    initial: undefined,
    decide(command, row) {
      if (!row) throw new Refusal('conversation_not_found', inboxErrors.conversation_not_found)
      const { conversationId, upToSequence, by } = command
      if (!row.marked_unread && !row.unread.some((sequence) => sequence <= upToSequence)) return []
      return [{ type: conversationRead.type, data: { conversationId, upToSequence, by } }]
    },
    evolve: (row, event) => conversationList.fold(row, event) ?? undefined,
  }

// Owns the rules of a conversation's commands.
import {
  conversationRead,
  type NewConversationEvent,
} from '@indoshopster/contracts/inbox/conversation.events'
import { type Decider, Refusal } from '@indoshopster/event-sourcing/decider'
import type { InboxEvent } from '../inbox-event.model.ts'
import { inboxErrors } from '../inbox.errors.ts'
import { conversationList } from './conversation-list.projection.ts'
import type { ConversationRow } from './conversation-list.table.ts'

export interface MarkRead {
  readonly conversationId: string
  /** Sequence of the newest message that was on the screen. */
  readonly upToSequence: number
  readonly by: string
}

/**
 * The state is the conversation's row of the list, because what is unread is made by the session's events, not by
 * the conversation's own. It needs no expected sequence: two readers at once only say the same thing twice.
 */
export const conversation: Decider<MarkRead, NewConversationEvent, InboxEvent, ConversationRow | undefined> =
  {
    initial: undefined,
    decide(command, row) {
      if (!row) throw new Refusal('conversation_not_found', inboxErrors.conversation_not_found)
      if (!row.unread.some((sequence) => sequence <= command.upToSequence)) return []
      return [{ type: conversationRead.type, data: { ...command } }]
    },
    evolve: (row, event) => conversationList.fold(row, event) ?? undefined,
  }

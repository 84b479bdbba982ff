// Owns the table of the projection `message_thread`: one row per message.
import type { MessageStatus, MessageView } from '@indoshopster/contracts/inbox/message.views'
import type { MessageContent } from '@indoshopster/contracts/session/content'
import { defineTable } from '@indoshopster/event-sourcing/table'

export interface MessageRow {
  readonly id: string
  readonly workspace: string
  /** Null while a request to a phone number waits for its chat; such a row is in no thread yet. */
  readonly conversation_id: string | null
  readonly session_id: string
  readonly direction: 'incoming' | 'outgoing'
  readonly content: MessageContent | null
  /** Why `content` is null; null where it is not. */
  readonly missing: 'undecryptable' | 'erased' | null
  readonly status: MessageStatus
  /** Why the send failed; only with status `failed`. */
  readonly failure: MessageView['failure']
  readonly author: string | null
  /** ISO time. */
  readonly at: string
  /** Of the event that put the message into its thread. */
  readonly sequence: number
}

export const messageThreadTable = defineTable<MessageRow>({
  columns: {
    id: { type: 'uuid' },
    workspace: { type: 'uuid' },
    conversation_id: { type: 'uuid', nullable: true },
    session_id: { type: 'uuid' },
    direction: { type: 'text' },
    content: { type: 'jsonb', nullable: true },
    missing: { type: 'text', nullable: true },
    status: { type: 'text' },
    failure: { type: 'text', nullable: true },
    author: { type: 'text', nullable: true },
    at: { type: 'timestamptz' },
    sequence: { type: 'bigint' },
  },
  indexes: ['workspace, conversation_id, sequence DESC'],
})

// Owns the table of the projection `conversation_list`: one row per conversation.
import { defineTable } from '@indoshopster/event-sourcing/table'
import type { Preview } from './preview.model.ts'

export interface ConversationRow {
  /** The chat's id. */
  readonly id: string
  readonly workspace: string
  readonly session_id: string
  readonly contact_id: string
  readonly name: string | null
  readonly phone: string | null
  readonly preview: Preview
  /** Sequences of the unread messages, oldest first, at most 999; the newest are kept. */
  readonly unread: readonly number[]
  readonly unread_count: number
  /** Our messages without an outcome yet: they are shown already, `message_queued` must not show them anew. */
  readonly requested: readonly string[]
  /** ISO time. */
  readonly last_message_at: string
  readonly last_sequence: number
}

export const conversationListTable = defineTable<ConversationRow>({
  columns: {
    id: { type: 'uuid' },
    workspace: { type: 'uuid' },
    session_id: { type: 'uuid' },
    contact_id: { type: 'uuid' },
    name: { type: 'text', nullable: true },
    phone: { type: 'text', nullable: true },
    preview: { type: 'jsonb' },
    unread: { type: 'jsonb' },
    unread_count: { type: 'integer' },
    requested: { type: 'jsonb' },
    last_message_at: { type: 'timestamptz' },
    last_sequence: { type: 'bigint' },
  },
  indexes: ['workspace, last_sequence DESC', 'workspace, (unread_count > 0), last_sequence DESC'],
})

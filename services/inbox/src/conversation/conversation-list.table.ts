// Owns the table of the projection `conversation_list`: one row per conversation, also those without a message yet.
import { defineTable } from '@indoshopster/event-sourcing/table'
import type { Preview } from './preview.model.ts'

export interface ConversationRow {
  /** The chat's id. */
  readonly id: string
  readonly workspace: string
  readonly session_id: string
  /** Of a group: the chat's id. */
  readonly contact_id: string
  readonly chat_kind: 'person' | 'group'
  /** By staff, else from the phone book (a group: its subject), else what the person calls himself. */
  readonly given_name: string | null
  readonly book_name: string | null
  readonly push_name: string | null
  readonly phone: string | null
  /** What it can be found by, and what it stands under in the list of contacts. */
  readonly words: string
  readonly sort_name: string
  readonly preview: Preview | null
  /** Sequences of the unread messages, oldest first, at most 999; the newest are kept. */
  readonly unread: readonly number[]
  readonly unread_count: number
  readonly marked_unread: boolean
  /** Our messages without an outcome yet: they are shown already, `message_queued` must not show them anew. */
  readonly requested: readonly string[]
  /** Label ids; those of deleted labels stay and are left out when asked. */
  readonly labels: readonly string[]
  readonly assignee: string | null
  readonly resolved: boolean
  /** ISO time; in the past it means nothing any more. */
  readonly snoozed_until: string | null
  /** Since when the customer waits, ISO time; of a resolved one, until it was resolved. */
  readonly waiting_since: string | null
  /** Our message that ended the waiting: it starts again when that one fails. */
  readonly answered: { readonly messageId: string; readonly since: string } | null
  readonly erased: boolean
  /** The conversation that took over everything of this one; it is shown no more. */
  readonly merged_into: string | null
  /** ISO time. */
  readonly last_message_at: string | null
  readonly last_second: number
  /** The greatest sequence of its messages; 0: none. */
  readonly last_sequence: number
  /** Sequence of the last event of the conversation itself: what a command expects to be the last. */
  readonly own_sequence: number
}

export const conversationListTable = defineTable<ConversationRow>({
  columns: {
    id: { type: 'uuid' },
    workspace: { type: 'uuid' },
    session_id: { type: 'uuid' },
    contact_id: { type: 'uuid' },
    chat_kind: { type: 'text' },
    given_name: { type: 'text', nullable: true },
    book_name: { type: 'text', nullable: true },
    push_name: { type: 'text', nullable: true },
    phone: { type: 'text', nullable: true },
    words: { type: 'text' },
    sort_name: { type: 'text' },
    preview: { type: 'jsonb', nullable: true },
    unread: { type: 'jsonb' },
    unread_count: { type: 'integer' },
    marked_unread: { type: 'boolean' },
    requested: { type: 'jsonb' },
    labels: { type: 'jsonb' },
    assignee: { type: 'uuid', nullable: true },
    resolved: { type: 'boolean' },
    snoozed_until: { type: 'timestamptz', nullable: true },
    waiting_since: { type: 'timestamptz', nullable: true },
    answered: { type: 'jsonb', nullable: true },
    erased: { type: 'boolean' },
    merged_into: { type: 'uuid', nullable: true },
    last_message_at: { type: 'timestamptz', nullable: true },
    last_second: { type: 'bigint' },
    last_sequence: { type: 'bigint' },
    own_sequence: { type: 'bigint' },
  },
  indexes: [
    'workspace, last_second DESC, last_sequence DESC',
    'workspace, sort_name, id',
    'workspace, phone',
    { using: 'gin (workspace, words gin_trgm_ops)' },
  ],
  searched: { column: 'words', answers: 'session_id', place: ['last_second', 'last_sequence'] },
})

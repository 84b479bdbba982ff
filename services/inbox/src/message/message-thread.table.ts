// Owns the table of the projection `message_thread`: one row per message, note and activity.
import type { MessageStatus, MessageView, ThreadContent } from '@indoshopster/contracts/inbox/message.views'
import type { MessageContent, Quote } from '@indoshopster/contracts/session/content'
import type { MediaFailure } from '@indoshopster/contracts/session/media'
import { defineTable } from '@indoshopster/event-sourcing/table'

/** One person's reaction; `emoji` null: taken back, kept so that an older one told later does not return. */
export interface Reaction {
  readonly by: string
  readonly emoji: string | null
  /** ISO time. */
  readonly at: string
}

/** What was told of a message before the message itself. */
export interface Waiting {
  readonly by: 'contact' | 'us'
  readonly contactId: string
  /** The newest edit. */
  readonly edit: { readonly content: MessageContent; readonly at: string } | null
  readonly revokedAt: string | null
}

export interface MessageRow {
  readonly id: string
  readonly workspace: string
  /** Null: in no thread yet; a request to a phone number waits for its chat, or something waits for its message. */
  readonly conversation_id: string | null
  /** Null for notes and activities: they belong to the conversation, not to a number. */
  readonly session_id: string | null
  /** Whose message it is where the conversation does not say it: in groups, and while something waits. */
  readonly contact_id: string | null
  readonly direction: MessageView['direction']
  readonly content: ThreadContent | null
  /** Why `content` is null; null where it is not. */
  readonly missing: 'undecryptable' | 'erased' | null
  readonly status: MessageStatus
  /** Why the send failed; only with status `failed`. */
  readonly failure: MessageView['failure']
  readonly author: string | null
  readonly sender: MessageView['sender']
  readonly quote: Quote | null
  /** The message it answers, so that an erasure of that one finds its words here. */
  readonly quoted_id: string | null
  /** Only the phone's history has told it yet. */
  readonly imported: boolean
  readonly media_id: string | null
  readonly media_state: 'pending' | 'stored' | 'failed' | null
  readonly media_failure: MediaFailure | null
  readonly reactions: readonly Reaction[]
  readonly edits: MessageView['edits']
  /** ISO time. */
  readonly revoked_at: string | null
  /** Only while `conversation_id` is null. */
  readonly waiting: Waiting | null
  /** What a search finds it by; null: no search does. */
  readonly words: string | null
  /** ISO time. */
  readonly at: string
  /** The whole second of `at`: the place in the thread, before `sequence`. */
  readonly second: number
  /** Of the event that put the message into its thread. */
  readonly sequence: number
}

/** A week in seconds: searches look for the newest words first. */
const ERA = 7 * 24 * 3600

export const messageThreadTable = defineTable<MessageRow>({
  columns: {
    id: { type: 'uuid' },
    workspace: { type: 'uuid' },
    conversation_id: { type: 'uuid', nullable: true },
    session_id: { type: 'uuid', nullable: true },
    contact_id: { type: 'uuid', nullable: true },
    direction: { type: 'text' },
    content: { type: 'jsonb', nullable: true },
    missing: { type: 'text', nullable: true },
    status: { type: 'text' },
    failure: { type: 'text', nullable: true },
    author: { type: 'text', nullable: true },
    sender: { type: 'jsonb', nullable: true },
    quote: { type: 'jsonb', nullable: true },
    quoted_id: { type: 'uuid', nullable: true },
    imported: { type: 'boolean' },
    media_id: { type: 'uuid', nullable: true },
    media_state: { type: 'text', nullable: true },
    media_failure: { type: 'text', nullable: true },
    reactions: { type: 'jsonb' },
    edits: { type: 'jsonb' },
    revoked_at: { type: 'timestamptz', nullable: true },
    waiting: { type: 'jsonb', nullable: true },
    words: { type: 'text', nullable: true },
    at: { type: 'timestamptz' },
    second: { type: 'bigint' },
    sequence: { type: 'bigint' },
  },
  indexes: [
    'workspace, conversation_id, second DESC, sequence DESC',
    { using: 'btree (workspace, second DESC, sequence DESC)', where: 'words IS NOT NULL' },
    { using: `gin (workspace, (second / ${ERA}), words gin_trgm_ops)` },
    { using: 'btree (workspace, contact_id)', where: 'contact_id IS NOT NULL' },
    { using: 'btree (workspace, quoted_id)', where: 'quoted_id IS NOT NULL' },
    // Row-level security keeps a look into jsonb from an index; few rows have a reaction, or something that waits.
    { using: 'btree (workspace, id)', where: "reactions <> '[]'" },
    { using: 'btree (workspace, id)', where: 'waiting IS NOT NULL' },
  ],
  searched: { column: 'words', answers: 'conversation_id', place: ['second', 'sequence'], era: ERA },
})

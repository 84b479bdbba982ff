// Owns the reaction to inbox.contact_erased that removes the files of the conversation; what sealed them is destroyed elsewhere.
import { contactErased, type ConversationEvent } from '@indoshopster/contracts/inbox/conversation.events'
import { eventFilter } from '@indoshopster/contracts/subjects'
import type { EventLog } from '@indoshopster/event-log/event-log'
import type { ReactionOutcome } from '@indoshopster/event-log/react'
import type { MediaStore } from '@indoshopster/media-store/media-store'
import type { RunningProjection } from '@indoshopster/read-store/projection-runner'
import { inWorkspace } from '@indoshopster/read-store/workspace-scope'
import { type InboxDatabase, messageTable } from '../inbox.database.ts'

interface Deps {
  readonly log: Pick<EventLog, 'react'>
  readonly database: InboxDatabase
  readonly thread: RunningProjection
  readonly files: Pick<MediaStore, 'delete'>
}

type ContactErased = Extract<ConversationEvent, { type: typeof contactErased.type }>

const AGAIN_MS = 2000

/** Reacts until the signal aborts. */
export function deleteFiles(deps: Deps, signal: AbortSignal): Promise<void> {
  return deps.log.react({
    durable: 'inbox_delete_files',
    subjects: [eventFilter({ owner: 'inbox', lane: 'conversation' })],
    orderKey: (event) => event.subject,
    begin: 'all',
    maxAttempts: Infinity,
    signal,
    handle: async (event) => {
      if (event.type !== contactErased.type) return 'done'
      // The type names its definition; this service is the only writer of its subjects.
      return deleteOf(deps, event as ContactErased)
    },
  })
}

async function deleteOf(deps: Deps, event: ContactErased): Promise<ReactionOutcome> {
  // The thread must know of every file before the erasure.
  if (!(await deps.thread.waitFor(event.sequence))) return { retryInMs: AGAIN_MS }
  const { workspace } = event
  const rows = await inWorkspace(deps.database, workspace, (reader) =>
    reader
      .selectFrom(messageTable)
      .select('media_id')
      .where('workspace', '=', workspace)
      .where('conversation_id', '=', event.data.conversationId)
      .where('media_id', 'is not', null)
      .where('sequence', '<=', String(event.sequence))
      .execute(),
  )
  for (const { media_id } of rows) if (media_id) await deps.files.delete(workspace, media_id)
  return 'done'
}

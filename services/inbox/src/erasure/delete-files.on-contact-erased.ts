// Owns the reaction to inbox.contact_erased that removes the files of the contact which nobody can open any more.
import { contactErased, type ConversationEvent } from '@indoshopster/contracts/inbox/conversation.events'
import { eventFilter } from '@indoshopster/contracts/subjects'
import type { EventLog } from '@indoshopster/event-log/event-log'
import type { MediaStore } from '@indoshopster/media-store/media-store'
import { inWorkspace } from '@indoshopster/read-store/workspace-scope'
import { type InboxDatabase, messageTable } from '../inbox.database.ts'

interface Deps {
  readonly log: Pick<EventLog, 'react'>
  readonly database: InboxDatabase
  readonly files: Pick<MediaStore, 'delete' | 'describe'>
  /** When the files are looked at, ms after one another; `usualLooks` but in tests. */
  readonly looksMs: readonly number[]
}

/** The contact's keys are destroyed some seconds after the erasure, later where a service is away. */
export const usualLooks: readonly number[] = [15_000, 120_000, 1_800_000]

type ContactErased = Extract<ConversationEvent, { type: typeof contactErased.type }>

/** Reacts until the signal aborts. */
export function deleteFiles(deps: Deps, signal: AbortSignal): Promise<void> {
  return deps.log.react({
    durable: 'inbox_delete_files',
    subjects: [eventFilter({ owner: 'inbox', lane: 'conversation' })],
    orderKey: (event) => event.subject,
    begin: 'all',
    maxAttempts: Infinity,
    signal,
    handle: async (event, attempt) => {
      if (event.type !== contactErased.type) return 'done'
      // The type names its definition; this service is the only writer of its subjects.
      const pause = deps.looksMs[attempt - 1]
      if (attempt > 1) await deleteOf(deps, event as ContactErased)
      return pause === undefined ? 'done' : { retryInMs: pause }
    },
  })
}

/**
 * Removes what its key no longer opens. A template's own picture, which stands in many threads, is sealed for the
 * workspace and stays.
 */
async function deleteOf({ database, files }: Deps, event: ContactErased): Promise<void> {
  const { workspace } = event
  const rows = await inWorkspace(database, workspace, (reader) =>
    reader
      .selectFrom(messageTable)
      .select('media_id')
      .distinct()
      .where('workspace', '=', workspace)
      // What they sent to groups too.
      .where((row) =>
        row.or([
          row('conversation_id', '=', event.data.conversationId),
          row('contact_id', '=', event.data.contactId),
        ]),
      )
      .where('media_id', 'is not', null)
      .where('sequence', '<=', String(event.sequence))
      .execute(),
  )
  for (const { media_id } of rows) {
    if (media_id && (await files.describe(workspace, media_id)) === null)
      await files.delete(workspace, media_id)
  }
}

// Owns the endpoint about messages: page through a conversation's thread.
import type { RequestOf, ResponseOf } from '@indoshopster/contracts/endpoint'
import type { listMessages } from '@indoshopster/contracts/inbox/inbox.endpoints'
import { Refusal } from '@indoshopster/event-sourcing/decider'
import type { RunningProjection } from '@indoshopster/read-store/projection-runner'
import { inWorkspace } from '@indoshopster/read-store/workspace-scope'
import type { InboxDatabase } from '../inbox.database.ts'
import { inboxErrors } from '../inbox.errors.ts'
import { cursorAfter } from '../page/cursor.model.ts'
import { below, reached } from '../page/page.queries.ts'
import { fitting } from '../page/page-size.model.ts'
import { messagesBelow, threadExists } from './message-thread.queries.ts'

interface Deps {
  readonly database: InboxDatabase
  readonly thread: RunningProjection
}

/** Answers `list_messages`. */
export const answerListMessages =
  ({ database, thread }: Deps) =>
  async (request: RequestOf<typeof listMessages>): Promise<ResponseOf<typeof listMessages>> => {
    const { workspace, conversationId, limit } = request
    const from = below('messages', request.cursor)
    await reached(thread, request.minSeq)
    return inWorkspace(database, workspace, async (reader) => {
      const found = await messagesBelow(reader, { workspace, conversationId, below: from, limit: limit + 1 })
      if (found.length === 0 && !(await threadExists(reader, workspace, conversationId))) {
        throw new Refusal('conversation_not_found', inboxErrors.conversation_not_found)
      }
      const { items, more } = fitting(found, limit)
      const last = items.at(-1)
      return { messages: items, nextCursor: more && last ? cursorAfter('messages', last.sequence) : null }
    })
  }

// Owns the endpoints about conversations: list them, look at one, mark one read.
import type { RequestOf, ResponseOf } from '@indoshopster/contracts/endpoint'
import type {
  getConversation,
  listConversations,
  markRead,
} from '@indoshopster/contracts/inbox/inbox.endpoints'
import type { EventLog } from '@indoshopster/event-log/event-log'
import { Refusal } from '@indoshopster/event-sourcing/decider'
import type { RunningProjection } from '@indoshopster/read-store/projection-runner'
import { inWorkspace } from '@indoshopster/read-store/workspace-scope'
import type { InboxDatabase } from '../inbox.database.ts'
import { inboxErrors } from '../inbox.errors.ts'
import { cursorAfter } from '../page/cursor.model.ts'
import { below, reached } from '../page/page.queries.ts'
import { fitting } from '../page/page-size.model.ts'
import { conversation } from './conversation.decider.ts'
import {
  conversationRow,
  conversationsBelow,
  conversationsByIds,
  unreadConversations,
  viewOf,
} from './conversation-list.queries.ts'

interface Deps {
  readonly database: InboxDatabase
  readonly list: RunningProjection
  readonly log: Pick<EventLog, 'append'>
}

/** Answers `list_conversations`. */
export const answerListConversations =
  ({ database, list }: Deps) =>
  async (request: RequestOf<typeof listConversations>): Promise<ResponseOf<typeof listConversations>> => {
    const { workspace, filter, ids, limit } = request
    const from = below('conversations', request.cursor)
    await reached(list, request.minSeq)
    return inWorkspace(database, workspace, async (reader) => {
      const unread = await unreadConversations(reader, workspace)
      if (ids) {
        const conversations = await conversationsByIds(reader, ids)
        return { conversations, nextCursor: null, unreadConversations: unread }
      }
      const found = await conversationsBelow(reader, { workspace, filter, below: from, limit: limit + 1 })
      const { items, more } = fitting(found, limit)
      const last = items.at(-1)
      const nextCursor = more && last ? cursorAfter('conversations', last.lastSequence) : null
      return { conversations: items, nextCursor, unreadConversations: unread }
    })
  }

/** Answers `get_conversation`. */
export const answerGetConversation =
  ({ database, list }: Deps) =>
  async (request: RequestOf<typeof getConversation>): Promise<ResponseOf<typeof getConversation>> => {
    await reached(list, request.minSeq)
    const row = await inWorkspace(database, request.workspace, (reader) =>
      conversationRow(reader, request.conversationId),
    )
    if (!row) throw new Refusal('conversation_not_found', inboxErrors.conversation_not_found)
    return viewOf(row)
  }

/**
 * Answers `mark_read`. It waits until the list has folded what was on the screen: else a message that is not counted
 * yet would be found read, nothing would be told, and its badge would stay.
 */
export const answerMarkRead =
  ({ database, list, log }: Deps) =>
  async (request: RequestOf<typeof markRead>): Promise<ResponseOf<typeof markRead>> => {
    const { workspace, ...command } = request
    await reached(list, command.upToSequence)
    const row = await inWorkspace(database, workspace, (reader) =>
      conversationRow(reader, command.conversationId),
    )
    let sequence = 0
    for (const event of conversation.decide(command, row)) {
      const to = { owner: 'inbox', lane: 'conversation', entity: command.conversationId }
      sequence = (await log.append(workspace, to, event)).sequence
    }
    return { sequence }
  }

// Owns the endpoint that finds messages.
import type { RequestOf, ResponseOf } from '@indoshopster/contracts/endpoint'
import type { searchMessages } from '@indoshopster/contracts/inbox/inbox.endpoints'
import { inWorkspace } from '@indoshopster/read-store/workspace-scope'
import { conversationsByIds } from '../conversation/conversation-list.queries.ts'
import { conversationView } from '../conversation/conversation-view.model.ts'
import { findConversation } from '../conversation/find-conversation.queries.ts'
import type { InboxDatabase } from '../inbox.database.ts'
import { labelIds } from '../label/label-list.queries.ts'
import { messageView } from '../message/message-view.model.ts'
import { cursorAfter } from '../page/cursor.model.ts'
import { continues, reached, type Folding } from '../page/page.queries.ts'
import { fitting } from '../page/page-size.model.ts'
import { conversationConditions } from './conversation-filter.queries.ts'
import { conversationIds } from './conversation-search.queries.ts'
import { messagesAsked } from './listed-conversations.queries.ts'
import { searchedMessages } from './message-search.queries.ts'

interface Deps {
  readonly database: InboxDatabase
  readonly list: Folding
  readonly thread: Folding
  readonly labels: Folding
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** Answers `search_messages`. */
export const answerSearchMessages =
  ({ database, list, thread, labels, now }: Deps) =>
  async (request: RequestOf<typeof searchMessages>): Promise<ResponseOf<typeof searchMessages>> => {
    const { workspace, conversationId, limit } = request
    const filter = messagesAsked(request.filter)
    const after = continues('hits', request.cursor)
    await reached([list, thread, labels], request.minSeq)
    return inWorkspace(database, workspace, async (reader) => {
      const known = { now: now(), labels: await labelIds(reader, workspace) }
      const conditions = conversationConditions(request.filter, known)
      let conversations = conditions.length > 0 ? await conversationIds(reader, workspace, conditions) : null
      if (conversationId !== undefined) {
        const { id } = await findConversation(reader, workspace, conversationId)
        conversations = conversations === null || conversations.includes(id) ? [id] : []
      }
      const search = { workspace, filter, conversations, after, limit: limit + 1 }
      const rows = await searchedMessages(reader, search)
      const wanted = [...new Set(rows.flatMap((row) => row.conversation_id ?? []))]
      const found = new Map((await conversationsByIds(reader, workspace, wanted)).map((row) => [row.id, row]))
      const hits = rows.flatMap((row) => {
        const conversation = found.get(row.conversation_id ?? '')
        if (!conversation) return []
        const place = { conversationId: conversation.id, sessionId: conversation.session_id }
        return [{ message: messageView(row, place), conversation: conversationView(conversation, known) }]
      })
      const { items, more } = fitting(hits, limit)
      const last = items.at(-1)?.message
      const place = last && [Math.floor(Date.parse(last.at) / 1000), last.sequence]
      return {
        hits: items,
        nextCursor: (more || rows.length > limit) && place ? cursorAfter('hits', place) : null,
      }
    })
  }

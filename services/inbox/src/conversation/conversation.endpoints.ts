// Owns the endpoints that ask for conversations: a list of them, one, how many there are.
import type { RequestOf, ResponseOf } from '@indoshopster/contracts/endpoint'
import type {
  countConversations,
  getConversation,
  listConversations,
} from '@indoshopster/contracts/inbox/inbox.endpoints'
import { inWorkspace } from '@indoshopster/read-store/workspace-scope'
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import type { InboxDatabase, InboxReader } from '../inbox.database.ts'
import { labelIds } from '../label/label-list.queries.ts'
import { cursorAfter, cursorAfterContact } from '../page/cursor.model.ts'
import { continues, continuesContact, reached, type Folding } from '../page/page.queries.ts'
import { fitting } from '../page/page-size.model.ts'
import { conversationConditions } from '../search/conversation-filter.queries.ts'
import { messagesAsked, newestPassing, textConditions } from '../search/listed-conversations.queries.ts'
import { newestHits } from '../search/newest-hits.queries.ts'
import type { MessageFilter } from '../search/text-filter.model.ts'
import { wordsMatch } from '../search/message-conditions.queries.ts'
import { labelCounts, queueCounts } from './conversation-counts.queries.ts'
import {
  contactsByName,
  conversationsByIds,
  longestWaiting,
  waitingPlace,
} from './conversation-list.queries.ts'
import type { ConversationRow } from './conversation-list.table.ts'
import { conversationView } from './conversation-view.model.ts'
import { messageView } from '../message/message-view.model.ts'
import { findConversation } from './find-conversation.queries.ts'

interface Deps {
  readonly database: InboxDatabase
  readonly list: Folding
  readonly thread: Folding
  readonly labels: Folding
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

type Listed = ResponseOf<typeof listConversations>

/** Answers `list_conversations`. */
export const answerListConversations =
  ({ database, list, thread, labels, now }: Deps) =>
  async (request: RequestOf<typeof listConversations>): Promise<Listed> => {
    const { workspace, filter, ids, limit, cursor, order = 'newest', contacts = false } = request
    await reached([list, thread, labels], request.minSeq)
    return inWorkspace(database, workspace, async (reader) => {
      const known = { now: now(), labels: await labelIds(reader, workspace) }
      const page = (
        found: readonly ConversationRow[],
        cursorOf: (row: ConversationRow) => string,
      ): Listed => {
        const views = found.map((row) => ({ row, view: conversationView(row, known) }))
        const { items, more } = fitting(views, limit)
        const last = items.at(-1)
        return {
          conversations: items.map(({ view }) => view),
          nextCursor: more && last ? cursorOf(last.row) : null,
        }
      }
      if (ids) {
        const found = await conversationsByIds(reader, workspace, ids)
        return { conversations: found.map((row) => conversationView(row, known)), nextCursor: null }
      }
      const messages = messagesAsked(filter)
      const wanted = { workspace, conditions: conversationConditions(filter, known), limit: limit + 1 }
      if (contacts) {
        const named = messages.terms.length > 0 ? [wordsMatch('c.words', messages.terms)] : []
        const conditions = [...wanted.conditions, ...named]
        const found = await contactsByName(reader, { ...wanted, conditions, after: continuesContact(cursor) })
        return page(found, (row) => cursorAfterContact(row.id))
      }
      if (order === 'waiting') {
        const after = continues('waiting', cursor)
        const conditions = [...wanted.conditions, ...(await textConditions(reader, workspace, messages))]
        const found = await longestWaiting(reader, { ...wanted, conditions, after })
        return page(found, (row) => cursorAfter('waiting', waitingPlace(row)))
      }
      const after = continues('conversations', cursor)
      const found = await newestPassing(reader, messages, { ...wanted, after })
      const listed = page(found, (row) => cursorAfter('conversations', [row.last_second, row.last_sequence]))
      if (messages.terms.length === 0) return listed
      return { ...listed, hits: await hitsOf(reader, workspace, messages, listed.conversations) }
    })
  }

/** Together with a page they are one answer; a long text that does not fit is left out. */
const HIT_BYTES = 150_000

/** Of each conversation the newest message that has the words. */
async function hitsOf(
  reader: InboxReader,
  workspace: string,
  filter: MessageFilter,
  listed: Listed['conversations'],
): Promise<MessageView[]> {
  const sessions = new Map(listed.map(({ id, sessionId }) => [id, sessionId]))
  const rows = await newestHits(reader, { workspace, filter, conversations: [...sessions.keys()] })
  const hits = rows.flatMap((row) => {
    const sessionId = sessions.get(row.conversation_id ?? '')
    return row.conversation_id && sessionId
      ? [messageView(row, { conversationId: row.conversation_id, sessionId })]
      : []
  })
  return fitting(hits, hits.length, HIT_BYTES).items
}

/** Answers `count_conversations`. */
export const answerCountConversations =
  ({ database, list, labels, now }: Deps) =>
  async (request: RequestOf<typeof countConversations>): Promise<ResponseOf<typeof countConversations>> => {
    await reached([list, labels], request.minSeq)
    return inWorkspace(database, request.workspace, async (reader) => {
      const asked = { ...request, now: now() }
      return { ...(await queueCounts(reader, asked)), labels: await labelCounts(reader, asked) }
    })
  }

/** Answers `get_conversation`. */
export const answerGetConversation =
  ({ database, list, labels, now }: Deps) =>
  async (request: RequestOf<typeof getConversation>): Promise<ResponseOf<typeof getConversation>> => {
    const { workspace, conversationId } = request
    await reached([list, labels], request.minSeq)
    return inWorkspace(database, workspace, async (reader) => {
      const row = await findConversation(reader, workspace, conversationId)
      return conversationView(row, { now: now(), labels: await labelIds(reader, workspace) })
    })
  }

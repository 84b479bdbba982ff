// Owns the endpoints about messages: page through a conversation's thread, look at one message.
import type { RequestOf, ResponseOf } from '@indoshopster/contracts/endpoint'
import type { getMessage, listMessages } from '@indoshopster/contracts/inbox/inbox.endpoints'
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import type { EventLog } from '@indoshopster/event-log/event-log'
import { Refusal } from '@indoshopster/event-sourcing/decider'
import { inWorkspace } from '@indoshopster/read-store/workspace-scope'
import { findConversation } from '../conversation/find-conversation.queries.ts'
import type { ConversationRow } from '../conversation/conversation-list.table.ts'
import type { InboxDatabase, InboxReader } from '../inbox.database.ts'
import { inboxErrors } from '../inbox.errors.ts'
import { cursorAfter } from '../page/cursor.model.ts'
import { continues, reached, type Folding } from '../page/page.queries.ts'
import { fitting } from '../page/page-size.model.ts'
import { messageById, messagesAfter, messagesBefore, placeOf } from './message-thread.queries.ts'
import type { MessageRow } from './message-thread.table.ts'
import { messageView } from './message-view.model.ts'

interface Deps {
  readonly database: InboxDatabase
  readonly list: Folding
  readonly thread: Folding
}

/** Answers `list_messages`. */
export const answerListMessages =
  ({ database, list, thread }: Deps) =>
  async (request: RequestOf<typeof listMessages>): Promise<ResponseOf<typeof listMessages>> => {
    const { workspace, limit } = request
    const before = continues('messages', request.cursor)
    const after = continues('newer', request.after)
    await reached([list, thread], request.minSeq)
    return inWorkspace(database, workspace, async (reader) => {
      const conversation = await findConversation(reader, workspace, request.conversationId)
      const page = { workspace, conversationId: conversation.id, limit: limit + 1 }
      if (request.around !== undefined) {
        const middle = await knownMessage(reader, conversation, request.around)
        return around(reader, conversation, middle, limit)
      }
      if (after) {
        const { items, more } = fitting(
          views(conversation, await messagesAfter(reader, { ...page, place: after })),
          limit,
        )
        const older =
          (await messagesBefore(reader, { ...page, limit: 1, place: first(items, after) })).length > 0
        return answer(items.reverse(), older, more)
      }
      const { items, more } = fitting(
        views(conversation, await messagesBefore(reader, { ...page, place: before })),
        limit,
      )
      return answer(items, more, before !== null)
    })
  }

/**
 * Answers `get_message`. People answer what the live stream has shown them, which does not wait for the thread: one that
 * is not there is looked for again when all that is in the log is folded.
 */
export const answerGetMessage =
  ({ database, list, thread, log }: Deps & { readonly log: Pick<EventLog, 'lastSequence'> }) =>
  async (request: RequestOf<typeof getMessage>): Promise<ResponseOf<typeof getMessage>> => {
    const { workspace, conversationId, messageId } = request
    await reached([list, thread], request.minSeq)
    const look = () =>
      inWorkspace(database, workspace, async (reader) => {
        const conversation = await findConversation(reader, workspace, conversationId)
        return viewIn(conversation)(await knownMessage(reader, conversation, messageId))
      })
    try {
      return await look()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      await reached([list, thread], await log.lastSequence())
      return look()
    }
  }

async function knownMessage(reader: InboxReader, conversation: ConversationRow, messageId: string) {
  const at = { workspace: conversation.workspace, conversationId: conversation.id, messageId }
  const row = await messageById(reader, at)
  if (!row) throw new Refusal('message_not_found', inboxErrors.message_not_found)
  return row
}

/** A page with a message in its middle: half of it newer, the rest it and older ones. */
async function around(reader: InboxReader, conversation: ConversationRow, middle: MessageRow, limit: number) {
  const page = { workspace: conversation.workspace, conversationId: conversation.id }
  const place = placeOf(middle)
  const half = Math.floor(limit / 2)
  const newer = await messagesAfter(reader, { ...page, place, limit: half + 1 })
  const older = await messagesBefore(reader, { ...page, place, limit: limit - Math.min(newer.length, half) })
  const up = fitting(views(conversation, newer), half, 400_000)
  const down = fitting(views(conversation, [middle, ...older]), limit - up.items.length, 400_000)
  return answer([...up.items.reverse(), ...down.items], down.more, up.more)
}

/** `items` are newest first. */
function answer(items: MessageView[], older: boolean, newer: boolean): ResponseOf<typeof listMessages> {
  const [top, bottom] = [items[0], items.at(-1)]
  return {
    messages: items,
    nextCursor: older && bottom ? cursorAfter('messages', viewPlace(bottom)) : null,
    newerCursor: newer && top ? cursorAfter('newer', viewPlace(top)) : null,
  }
}

const viewPlace = (view: MessageView) => [Math.floor(Date.parse(view.at) / 1000), view.sequence]
const first = (items: readonly MessageView[], otherwise: readonly number[]) =>
  items[0] ? viewPlace(items[0]) : otherwise

const viewIn = (conversation: ConversationRow) => (row: MessageRow) =>
  messageView(row, { conversationId: conversation.id, sessionId: conversation.session_id })
const views = (conversation: ConversationRow, rows: readonly MessageRow[]) => rows.map(viewIn(conversation))

// Owns /app/conversations: the list, one thread, marking it read.
import {
  getConversation,
  listConversations,
  listMessages,
  markRead,
} from '@indoshopster/contracts/inbox/inbox.endpoints'
import { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import { Appended } from '@indoshopster/contracts/page'
import {
  ConversationsPage,
  ConversationsQuery,
  IdParams,
  MessagesPage,
  MessagesQuery,
  ReadBody,
} from '@indoshopster/contracts/web-api/inbox'
import { ReadQuery } from '@indoshopster/contracts/web-api/sessions'
import type { App } from '../http/app-instance.ts'
import { minSeqOf } from '../http/min-seq.ts'
import { Problem, pointer } from '../http/problem.ts'
import type { Ask } from '../ports.ts'
import { actorOf, workspaceOf } from '../sign-in/signed-in-only.ts'
import { wantedFilter } from './wanted-filter.ts'

const tags = ['conversations']
const DEFAULT_LIMIT = 50
const MAX_IDS = 100
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Mounts them on a context that is behind the sign-in. */
export function addConversationRoutes(context: App, ask: Ask): void {
  context.get(
    '/conversations',
    {
      schema: {
        tags,
        summary: 'Conversations that pass a filter, newest message first',
        querystring: ConversationsQuery,
        response: { 200: ConversationsPage },
      },
    },
    (request) => {
      const { limit = DEFAULT_LIMIT, cursor, ids, order, contacts } = request.query
      return ask(listConversations, {
        workspace: workspaceOf(request),
        filter: wantedFilter(request.query),
        limit,
        ...(order === undefined ? {} : { order }),
        ...(contacts === undefined ? {} : { contacts: true }),
        ...(cursor === undefined ? {} : { cursor }),
        ...(ids === undefined ? {} : { ids: idsOf(ids) }),
        ...minSeqOf(request.query),
      })
    },
  )

  context.get(
    '/conversations/:id',
    {
      schema: {
        tags,
        summary: 'One conversation',
        params: IdParams,
        querystring: ReadQuery,
        response: { 200: ConversationView },
      },
    },
    (request) =>
      ask(getConversation, {
        workspace: workspaceOf(request),
        conversationId: request.params.id,
        ...minSeqOf(request.query),
      }),
  )

  context.get(
    '/conversations/:id/messages',
    {
      schema: {
        tags,
        summary: 'Messages of a conversation, newest first',
        params: IdParams,
        querystring: MessagesQuery,
        response: { 200: MessagesPage },
      },
    },
    (request) => {
      const { limit = DEFAULT_LIMIT, cursor, around, after } = request.query
      return ask(listMessages, {
        workspace: workspaceOf(request),
        conversationId: request.params.id,
        limit,
        ...(cursor === undefined ? {} : { cursor }),
        ...(around === undefined ? {} : { around }),
        ...(after === undefined ? {} : { after }),
        ...minSeqOf(request.query),
      })
    },
  )

  context.post(
    '/conversations/:id/read',
    { schema: { tags, summary: 'Mark read', params: IdParams, body: ReadBody, response: { 200: Appended } } },
    (request) =>
      ask(markRead, {
        ...actorOf(request),
        conversationId: request.params.id,
        upToSequence: request.body.upToSequence,
      }),
  )
}

function idsOf(text: string): string[] {
  const ids = [...new Set(text.split(',').filter((id) => id !== ''))]
  if (ids.length > MAX_IDS || !ids.every((id) => uuid.test(id))) {
    const detail = `Send at most ${MAX_IDS} conversation ids, separated by commas.`
    throw new Problem('request_invalid', { errors: [{ code: 'invalid', pointer: pointer('ids'), detail }] })
  }
  return ids
}

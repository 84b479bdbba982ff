// Owns /app/conversations: the list, its queues, one conversation, opening one with a number.
import {
  countConversations,
  getConversation,
  listConversations,
} from '@indoshopster/contracts/inbox/inbox.endpoints'
import { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import { openChat } from '@indoshopster/contracts/session/session.endpoints'
import {
  ConversationCounts,
  ConversationOpened,
  ConversationsPage,
  ConversationsQuery,
  IdParams,
  OpenConversationBody,
} from '@indoshopster/contracts/web-api/inbox'
import { ReadQuery } from '@indoshopster/contracts/web-api/sessions'
import type { App } from '../http/app-instance.ts'
import { minSeqOf } from '../http/min-seq.ts'
import { Problem, pointer } from '../http/problem.ts'
import { typedPhone } from '../phones/typed-phone.ts'
import type { Ask } from '../ports.ts'
import { needing } from '../sign-in/needed-role.ts'
import { actorOf, workspaceOf } from '../sign-in/signed-in-only.ts'
import { DEFAULT_LIMIT, wantedFilter } from './wanted-filter.ts'

const tags = ['conversations']
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
    '/conversations/counts',
    {
      schema: {
        tags,
        summary: 'How many conversations stand in each queue',
        querystring: ReadQuery,
        response: { 200: ConversationCounts },
      },
    },
    (request) => {
      const { workspace, by } = actorOf(request)
      return ask(countConversations, { workspace, account: by, ...minSeqOf(request.query) })
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

  context.post(
    '/conversations',
    {
      config: needing(openChat),
      schema: {
        tags,
        summary: 'Find or begin the conversation of a number of ours with a phone number',
        description: 'The phone as people type it: 08…, 62…, +62…, with spaces, dashes, dots or brackets.',
        body: OpenConversationBody,
        response: { 200: ConversationOpened },
      },
    },
    async (request) => {
      const { sessionId } = request.body
      const phone = typedPhone(request.body.phone)
      const { chatId: id, sequence } = await ask(openChat, { ...actorOf(request), sessionId, phone })
      return { id, phone, sequence }
    },
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

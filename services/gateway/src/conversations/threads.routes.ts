// Owns reading messages under /app: one thread, one message, a search over all of them.
import { getMessage, listMessages, searchMessages } from '@indoshopster/contracts/inbox/inbox.endpoints'
import { MessageView } from '@indoshopster/contracts/inbox/message.views'
import {
  IdParams,
  MessageHits,
  MessageParams,
  MessageSearchQuery,
  MessagesPage,
  MessagesQuery,
} from '@indoshopster/contracts/web-api/inbox'
import { ReadQuery } from '@indoshopster/contracts/web-api/sessions'
import type { App } from '../http/app-instance.ts'
import { minSeqOf } from '../http/min-seq.ts'
import type { Ask } from '../ports.ts'
import { workspaceOf } from '../sign-in/signed-in-only.ts'
import { DEFAULT_LIMIT, wantedFilter } from './wanted-filter.ts'

const tags = ['conversations']

/** Mounts them on a context that is behind the sign-in. */
export function addThreadRoutes(context: App, ask: Ask): void {
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

  context.get(
    '/conversations/:id/messages/:messageId',
    {
      schema: {
        tags,
        summary: 'One message',
        params: MessageParams,
        querystring: ReadQuery,
        response: { 200: MessageView },
      },
    },
    (request) =>
      ask(getMessage, {
        workspace: workspaceOf(request),
        conversationId: request.params.id,
        messageId: request.params.messageId,
        ...minSeqOf(request.query),
      }),
  )

  context.get(
    '/messages',
    {
      schema: {
        tags,
        summary: 'Search the messages of all conversations, or of one',
        querystring: MessageSearchQuery,
        response: { 200: MessageHits },
      },
    },
    (request) => {
      const { limit = DEFAULT_LIMIT, cursor, conversation } = request.query
      return ask(searchMessages, {
        workspace: workspaceOf(request),
        filter: wantedFilter(request.query),
        limit,
        ...(conversation === undefined ? {} : { conversationId: conversation }),
        ...(cursor === undefined ? {} : { cursor }),
        ...minSeqOf(request.query),
      })
    },
  )
}

// Owns what staff do with conversations under /app: change one or many, note, mark read, erase.
import {
  addNote,
  changeConversation,
  eraseContact,
  markRead,
} from '@indoshopster/contracts/inbox/inbox.endpoints'
import { Appended } from '@indoshopster/contracts/page'
import {
  ChangeBody,
  ChangesBody,
  ChangesDone,
  IdParams,
  NoteBody,
  ReadBody,
} from '@indoshopster/contracts/web-api/inbox'
import type { App } from '../http/app-instance.ts'
import type { Ask } from '../ports.ts'
import type { Idempotency } from '../send/idempotency.ts'
import { needing } from '../sign-in/needed-role.ts'
import { actorOf } from '../sign-in/signed-in-only.ts'
import { changeMany } from './change-many.ts'

const tags = ['conversations']

/** Mounts them on a context that is behind the sign-in. */
export function addChangeRoutes(context: App, parts: { ask: Ask; idempotency: Idempotency }): void {
  const { ask, idempotency } = parts

  context.post(
    '/conversations/:id/changes',
    {
      config: needing(changeConversation),
      schema: {
        tags,
        summary: 'Claim, assign, label, snooze, resolve, reopen, mark unread or rename',
        params: IdParams,
        body: ChangeBody,
        response: { 200: Appended },
      },
    },
    (request) =>
      ask(changeConversation, {
        ...actorOf(request),
        conversationId: request.params.id,
        change: request.body,
      }),
  )

  context.post(
    '/conversations/changes',
    {
      config: needing(changeConversation),
      schema: {
        tags,
        summary: 'One change for many conversations; each has its own outcome',
        body: ChangesBody,
        response: { 200: ChangesDone },
      },
    },
    (request) => changeMany(ask, actorOf(request), request.body),
  )

  context.post(
    '/conversations/:id/notes',
    {
      config: needing(addNote),
      schema: {
        tags,
        summary: 'Write a note that only colleagues see; the same id twice is one note',
        params: IdParams,
        body: NoteBody,
        response: { 200: Appended },
      },
    },
    (request) => {
      const { id, text, mentions } = request.body
      const actor = actorOf(request)
      // Of its writer alone: the log and the thread take an id once, whoever else has used it, in whatever workspace.
      const noteId = idempotency.messageId(['note', actor.workspace, actor.by], id)
      return ask(addNote, { ...actor, conversationId: request.params.id, noteId, text, mentions })
    },
  )

  context.post(
    '/conversations/:id/read',
    {
      config: needing(markRead),
      schema: { tags, summary: 'Mark read', params: IdParams, body: ReadBody, response: { 200: Appended } },
    },
    (request) =>
      ask(markRead, {
        ...actorOf(request),
        conversationId: request.params.id,
        upToSequence: request.body.upToSequence,
      }),
  )

  context.delete(
    '/conversations/:id/contact',
    {
      config: needing(eraseContact),
      schema: {
        tags,
        summary: 'Erase everything about the contact, for good',
        params: IdParams,
        response: { 200: Appended },
      },
    },
    (request) => ask(eraseContact, { ...actorOf(request), conversationId: request.params.id }),
  )
}

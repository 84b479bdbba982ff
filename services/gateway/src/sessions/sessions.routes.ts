// Owns /app/sessions: the workspace's WhatsApp numbers.
import { IdParams } from '@indoshopster/contracts/web-api/inbox'
import { Appended } from '@indoshopster/contracts/page'
import {
  addSession,
  chooseDefaultSession,
  chooseGroups,
  getSession,
  listSessions,
  logOutSession,
  removeSession,
  renameSession,
  requestPairing,
} from '@indoshopster/contracts/session/session.endpoints'
import { SessionView } from '@indoshopster/contracts/session/session.views'
import {
  AddSessionBody,
  ChangeSessionBody,
  PairBody,
  ReadQuery,
  SessionAdded,
  SessionsList,
} from '@indoshopster/contracts/web-api/sessions'
import type { App } from '../http/app-instance.ts'
import { minSeqOf } from '../http/min-seq.ts'
import { Problem } from '../http/problem.ts'
import type { Ask } from '../ports.ts'
import { needing } from '../sign-in/needed-role.ts'
import { typedPhone } from '../phones/typed-phone.ts'
import { actorOf, workspaceOf } from '../sign-in/signed-in-only.ts'

const tags = ['sessions']

/** Commands on one session that need nothing but its id. */
const commands = [
  { method: 'POST', path: '/log-out', endpoint: logOutSession, summary: 'Unlink the number from its phone' },
  {
    method: 'POST',
    path: '/default',
    endpoint: chooseDefaultSession,
    summary: 'Send from this number by default',
  },
  { method: 'DELETE', path: '', endpoint: removeSession, summary: 'Unlink and remove the number' },
] as const

/** Mounts them on a context that is behind the sign-in. */
export function addSessionRoutes(context: App, ask: Ask): void {
  context.get(
    '/sessions',
    { schema: { tags, summary: 'All numbers', querystring: ReadQuery, response: { 200: SessionsList } } },
    (request) => ask(listSessions, { workspace: workspaceOf(request), ...minSeqOf(request.query) }),
  )

  context.get(
    '/sessions/:id',
    {
      schema: {
        tags,
        summary: 'One number, with its QR while it waits for a scan',
        params: IdParams,
        querystring: ReadQuery,
        response: { 200: SessionView },
      },
    },
    (request) =>
      ask(getSession, {
        workspace: workspaceOf(request),
        sessionId: request.params.id,
        ...minSeqOf(request.query),
      }),
  )

  context.post(
    '/sessions',
    {
      config: needing(addSession),
      schema: { tags, summary: 'Add a number', body: AddSessionBody, response: { 201: SessionAdded } },
    },
    async (request, reply) => {
      const { sessionId, sequence } = await ask(addSession, { ...actorOf(request), ...request.body })
      return reply.code(201).send({ id: sessionId, sequence })
    },
  )

  context.patch(
    '/sessions/:id',
    {
      config: needing(renameSession),
      schema: {
        tags,
        summary: 'Rename a number, show or hide its groups',
        params: IdParams,
        body: ChangeSessionBody,
        response: { 200: Appended },
      },
    },
    async (request) => {
      const { name, groups } = request.body
      const one = { ...actorOf(request), sessionId: request.params.id }
      if (name === undefined && groups === undefined) {
        throw new Problem('request_invalid', { detail: 'Send name, groups or both.' })
      }
      const named = name === undefined ? null : await ask(renameSession, { ...one, name })
      const chosen = groups === undefined ? null : await ask(chooseGroups, { ...one, shown: groups })
      return { sequence: Math.max(named?.sequence ?? 0, chosen?.sequence ?? 0) }
    },
  )

  context.post(
    '/sessions/:id/pair',
    {
      config: needing(requestPairing),
      schema: {
        tags,
        summary: 'Pair anew: by QR, or by a code for the phone with this number',
        params: IdParams,
        body: PairBody,
        response: { 200: Appended },
      },
    },
    (request) => {
      const { phone } = request.body
      return ask(requestPairing, {
        ...actorOf(request),
        sessionId: request.params.id,
        phone: phone === null ? null : typedPhone(phone),
      })
    },
  )

  for (const { method, path, endpoint, summary } of commands) {
    context.route({
      method,
      url: `/sessions/:id${path}`,
      config: needing(endpoint),
      schema: { tags, summary, params: IdParams, response: { 200: Appended } },
      handler: (request) => ask(endpoint, { ...actorOf(request), sessionId: request.params.id }),
    })
  }
}

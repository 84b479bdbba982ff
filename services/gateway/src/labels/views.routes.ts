// Owns /app/views: filters that the workspace keeps under a name.
import { deleteView, listViews, saveView } from '@indoshopster/contracts/inbox/label.endpoints'
import { Appended } from '@indoshopster/contracts/page'
import { IdParams } from '@indoshopster/contracts/web-api/inbox'
import { ViewBody, ViewSaved, ViewsList } from '@indoshopster/contracts/web-api/labels'
import { ReadQuery } from '@indoshopster/contracts/web-api/sessions'
import type { App } from '../http/app-instance.ts'
import { minSeqOf } from '../http/min-seq.ts'
import type { Ask } from '../ports.ts'
import { needing } from '../sign-in/needed-role.ts'
import { actorOf, workspaceOf } from '../sign-in/signed-in-only.ts'

const tags = ['views']

/** Mounts them on a context that is behind the sign-in. */
export function addViewRoutes(context: App, ask: Ask): void {
  context.get(
    '/views',
    {
      schema: { tags, summary: 'Saved views, by name', querystring: ReadQuery, response: { 200: ViewsList } },
    },
    (request) => ask(listViews, { workspace: workspaceOf(request), ...minSeqOf(request.query) }),
  )

  context.post(
    '/views',
    {
      config: needing(saveView),
      schema: { tags, summary: 'Save a filter under a name', body: ViewBody, response: { 201: ViewSaved } },
    },
    async (request, reply) => {
      const saved = await ask(saveView, { ...actorOf(request), viewId: null, ...request.body })
      return reply.code(201).send({ id: saved.viewId, sequence: saved.sequence })
    },
  )

  context.put(
    '/views/:id',
    {
      config: needing(saveView),
      schema: {
        tags,
        summary: 'Change name or filter of a view',
        params: IdParams,
        body: ViewBody,
        response: { 200: ViewSaved },
      },
    },
    async (request) => {
      const viewId = request.params.id
      const saved = await ask(saveView, { ...actorOf(request), viewId, ...request.body })
      return { id: saved.viewId, sequence: saved.sequence }
    },
  )

  context.delete(
    '/views/:id',
    {
      config: needing(deleteView),
      schema: { tags, summary: 'Delete a view', params: IdParams, response: { 200: Appended } },
    },
    (request) => ask(deleteView, { ...actorOf(request), viewId: request.params.id }),
  )
}

// Owns /app/labels: the labels of the workspace.
import {
  createLabel,
  deleteLabel,
  editLabel,
  listLabels,
} from '@indoshopster/contracts/inbox/label.endpoints'
import { Appended } from '@indoshopster/contracts/page'
import { IdParams } from '@indoshopster/contracts/web-api/inbox'
import { LabelBody, LabelCreated, LabelsList } from '@indoshopster/contracts/web-api/labels'
import { ReadQuery } from '@indoshopster/contracts/web-api/sessions'
import type { App } from '../http/app-instance.ts'
import { minSeqOf } from '../http/min-seq.ts'
import type { Ask } from '../ports.ts'
import { needing } from '../sign-in/needed-role.ts'
import { actorOf, workspaceOf } from '../sign-in/signed-in-only.ts'

const tags = ['labels']

/** Mounts them on a context that is behind the sign-in. */
export function addLabelRoutes(context: App, ask: Ask): void {
  context.get(
    '/labels',
    {
      schema: { tags, summary: 'All labels, by name', querystring: ReadQuery, response: { 200: LabelsList } },
    },
    (request) => ask(listLabels, { workspace: workspaceOf(request), ...minSeqOf(request.query) }),
  )

  context.post(
    '/labels',
    {
      config: needing(createLabel),
      schema: { tags, summary: 'Make a label', body: LabelBody, response: { 201: LabelCreated } },
    },
    async (request, reply) => {
      const { labelId: id, sequence } = await ask(createLabel, { ...actorOf(request), ...request.body })
      return reply.code(201).send({ id, sequence })
    },
  )

  context.put(
    '/labels/:id',
    {
      config: needing(editLabel),
      schema: {
        tags,
        summary: 'Rename or recolour a label',
        params: IdParams,
        body: LabelBody,
        response: { 200: Appended },
      },
    },
    (request) => ask(editLabel, { ...actorOf(request), labelId: request.params.id, ...request.body }),
  )

  context.delete(
    '/labels/:id',
    {
      config: needing(deleteLabel),
      schema: { tags, summary: 'Delete a label', params: IdParams, response: { 200: Appended } },
    },
    (request) => ask(deleteLabel, { ...actorOf(request), labelId: request.params.id }),
  )
}

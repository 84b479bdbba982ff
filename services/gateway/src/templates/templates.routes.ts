// Owns /app/templates: list, write and preview templates.
import { Appended } from '@indoshopster/contracts/page'
import {
  createTemplate,
  deleteTemplate,
  editTemplate,
  getTemplate,
  listTemplates,
  previewTemplate,
  TemplateView,
} from '@indoshopster/contracts/templating/templating.endpoints'
import { ReadQuery } from '@indoshopster/contracts/web-api/sessions'
import {
  CreateTemplateBody,
  EditTemplateBody,
  Preview,
  PreviewBody,
  TemplateCreated,
  TemplateParams,
  TemplatesList,
} from '@indoshopster/contracts/web-api/templates'
import type { Media } from '@indoshopster/contracts/session/media'
import type { FastifyRequest } from 'fastify'
import { isPicture } from '../conversations/reply-content.model.ts'
import type { App } from '../http/app-instance.ts'
import { minSeqOf } from '../http/min-seq.ts'
import { Problem } from '../http/problem.ts'
import type { KnownMedia } from '../media/known-media.ts'
import type { Ask } from '../ports.ts'
import { needing } from '../sign-in/needed-role.ts'
import { actorOf, workspaceOf } from '../sign-in/signed-in-only.ts'

const tags = ['templates']

/** Mounts them on a context that is behind the sign-in. */
export function addTemplateRoutes(context: App, ask: Ask, media: Pick<KnownMedia, 'find'>): void {
  context.get(
    '/templates',
    { schema: { tags, summary: 'All templates', querystring: ReadQuery, response: { 200: TemplatesList } } },
    (request) => ask(listTemplates, { workspace: workspaceOf(request), ...minSeqOf(request.query) }),
  )

  context.get(
    '/templates/:id',
    {
      schema: {
        tags,
        summary: 'One template',
        params: TemplateParams,
        querystring: ReadQuery,
        response: { 200: TemplateView },
      },
    },
    (request) =>
      ask(getTemplate, {
        workspace: workspaceOf(request),
        templateId: request.params.id,
        ...minSeqOf(request.query),
      }),
  )

  context.post(
    '/templates',
    {
      config: needing(createTemplate),
      schema: {
        tags,
        summary: 'Write a template',
        body: CreateTemplateBody,
        response: { 201: TemplateCreated },
      },
    },
    async (request, reply) => {
      const { mediaId, ...written } = request.body
      const picture = await pictureOf(media, request, mediaId)
      const { templateId, sequence } = await ask(createTemplate, {
        ...actorOf(request),
        ...written,
        ...picture,
      })
      return reply.code(201).send({ id: templateId, sequence })
    },
  )

  context.post(
    '/templates/preview',
    {
      config: needing(previewTemplate),
      schema: { tags, summary: 'Judge and render a text', body: PreviewBody, response: { 200: Preview } },
    },
    (request) => ask(previewTemplate, { workspace: workspaceOf(request), ...request.body }),
  )

  context.put(
    '/templates/:id',
    {
      config: needing(editTemplate),
      schema: {
        tags,
        summary: 'Edit a template',
        params: TemplateParams,
        body: EditTemplateBody,
        response: { 200: Appended },
      },
    },
    async (request) => {
      const { mediaId, ...written } = request.body
      const picture = await pictureOf(media, request, mediaId)
      return ask(editTemplate, {
        ...actorOf(request),
        templateId: request.params.id,
        ...written,
        ...picture,
      })
    },
  )

  context.delete(
    '/templates/:id',
    {
      config: needing(deleteTemplate),
      schema: { tags, summary: 'Delete a template', params: TemplateParams, response: { 200: Appended } },
    },
    (request) => ask(deleteTemplate, { ...actorOf(request), templateId: request.params.id }),
  )
}

/** The picture of a template as the templating service takes it: left out, none, or what the media store knows of it. */
async function pictureOf(
  media: Pick<KnownMedia, 'find'>,
  request: FastifyRequest,
  mediaId: string | null | undefined,
): Promise<{ picture?: Media | null }> {
  if (mediaId === undefined || mediaId === null) return mediaId === null ? { picture: null } : {}
  const picture = await media.find(workspaceOf(request), mediaId)
  if (!isPicture(picture)) {
    throw new Problem('media_rejected', { detail: 'A template takes a picture: JPEG, PNG, WebP or GIF.' })
  }
  return { picture }
}

// Owns the calls about templates, and the cached list of them.
import type { TemplateView } from '@indoshopster/contracts/templating/templating.endpoints'
import type { Preview, TemplatesList } from '@indoshopster/contracts/web-api/templates'
import { defineQuery, useQuery } from '@pinia/colada'
import { request } from '../../api/request.ts'
import { seenSequence } from '../../live/seen-sequences.ts'

/** The templates of the workspace by id; read again when a live frame says they changed. */
export const useTemplates = defineQuery(() =>
  useQuery({
    key: ['templates'],
    query: () => request<TemplatesList>('/app/templates', { query: { min_seq: seenSequence('templates') } }),
  }),
)

/** From POST /app/media; left out: as it is; null: none. */
type Picture = { mediaId?: string | null }

export const createTemplate = (body: Pick<TemplateView, 'kind' | 'name' | 'body'> & Picture) =>
  request<{ id: number; sequence: number }>('/app/templates', { method: 'POST', body })

export const editTemplate = (id: number, body: Pick<TemplateView, 'name' | 'body'> & Picture) =>
  request<{ sequence: number }>(`/app/templates/${id}`, { method: 'PUT', body })

export const deleteTemplate = (id: number) =>
  request<{ sequence: number }>(`/app/templates/${id}`, { method: 'DELETE' })

/** Judges a text as it is typed and renders it with the values given. */
export const previewTemplate = (body: string, data: Record<string, string>, signal: AbortSignal) =>
  request<Preview>('/app/templates/preview', { method: 'POST', body: { body, data }, signal })

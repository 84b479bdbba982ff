// Owns the calls about saved views.
import type { SavedFilter } from '@indoshopster/contracts/inbox/filter'
import type { ViewSaved, ViewsList } from '@indoshopster/contracts/web-api/labels'
import { request } from '../../api/request.ts'

export interface ViewBody {
  name: string
  filter: SavedFilter
}

export const fetchViews = (minSeq: number) =>
  request<ViewsList>('/app/views', { query: { min_seq: minSeq || undefined } })

/** Saves a new view, or another name and filter under a known id. */
export const saveView = (id: string | null, body: ViewBody) =>
  request<ViewSaved>(id ? `/app/views/${id}` : '/app/views', { method: id ? 'PUT' : 'POST', body })

export const deleteView = (id: string) =>
  request<{ sequence: number }>(`/app/views/${id}`, { method: 'DELETE' })

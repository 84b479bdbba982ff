// Owns the calls about labels.
import type { LabelColour } from '@indoshopster/contracts/inbox/label.events'
import type { LabelCreated, LabelsList } from '@indoshopster/contracts/web-api/labels'
import { request } from '../../api/request.ts'

export interface LabelBody {
  name: string
  colour: LabelColour
}
type Appended = { sequence: number }

export const fetchLabels = (minSeq: number) =>
  request<LabelsList>('/app/labels', { query: { min_seq: minSeq || undefined } })

export const createLabel = (body: LabelBody) => request<LabelCreated>('/app/labels', { method: 'POST', body })

export const editLabel = (id: string, body: LabelBody) =>
  request<Appended>(`/app/labels/${id}`, { method: 'PUT', body })

export const deleteLabel = (id: string) => request<Appended>(`/app/labels/${id}`, { method: 'DELETE' })

// Owns the calls about sessions: the WhatsApp numbers linked to this workspace.
import type { SessionView } from '@indoshopster/contracts/session/session.views'
import type { SessionAdded, SessionsList } from '@indoshopster/contracts/web-api/sessions'
import { request } from '../../api/request.ts'

type Appended = { sequence: number }
const one = (id: string) => `/app/sessions/${id}`

export const fetchSessions = (minSeq?: number) =>
  request<SessionsList>('/app/sessions', { query: { min_seq: minSeq } })

export const fetchSession = (id: string) => request<SessionView>(one(id))

export const addSession = (body: { name: string; network: SessionView['network'] }) =>
  request<SessionAdded>('/app/sessions', { method: 'POST', body })

export const renameSession = (id: string, name: string) =>
  request<Appended>(one(id), { method: 'PATCH', body: { name } })

/** Shows or hides the groups of a number. */
export const chooseGroups = (id: string, groups: boolean) =>
  request<Appended>(one(id), { method: 'PATCH', body: { groups } })

/** Asks for a new round of QRs, or, with the phone's number, for a code to type there. */
export const pairSession = (id: string, phone: string | null = null) =>
  request<Appended>(`${one(id)}/pair`, { method: 'POST', body: { phone } })

export const logOutSession = (id: string) => request<Appended>(`${one(id)}/log-out`, { method: 'POST' })

export const makeDefaultSession = (id: string) => request<Appended>(`${one(id)}/default`, { method: 'POST' })

export const removeSession = (id: string) => request<Appended>(one(id), { method: 'DELETE' })

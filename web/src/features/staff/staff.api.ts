// Owns the calls about colleagues and invitations, and the cached list of them.
import type { Role } from '@indoshopster/contracts/role'
import type { Invited, StaffList } from '@indoshopster/contracts/web-api/staff'
import { defineQuery, useQuery } from '@pinia/colada'
import { request } from '../../api/request.ts'
import { seenSequence } from '../../live/seen-sequences.ts'

type Appended = { sequence: number }

/** Everyone who works here, and the open invitations where the role may see them. */
export const useStaff = defineQuery(() =>
  useQuery({
    key: ['staff'],
    query: () => request<StaffList>('/app/staff', { query: { min_seq: seenSequence('staff') } }),
  }),
)

export const invite = (body: { role: Role; note: string }) =>
  request<Invited>('/app/invitations', { method: 'POST', body })

export const revokeInvitation = (id: string) =>
  request<Appended>(`/app/invitations/${id}`, { method: 'DELETE' })

export const changeAccount = (id: string, change: { role?: Role; active?: boolean }) =>
  request<Appended>(`/app/staff/${id}`, { method: 'PATCH', body: change })

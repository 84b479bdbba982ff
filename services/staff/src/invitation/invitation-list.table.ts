// Owns the table of the projection `invitation_list`: one row per open invitation.
import type { InvitationView } from '@indoshopster/contracts/staff/staff.endpoints'
import { defineTable } from '@indoshopster/event-sourcing/table'

export interface InvitationRow {
  readonly id: string
  readonly workspace: string
  readonly role: InvitationView['role']
  readonly note: string
  /** Account id. */
  readonly by: string
  /** Keyed hash of the link's secret. */
  readonly hash: string
  /** ISO times. */
  readonly created_at: string
  readonly expires_at: string
}

export const invitationListTable = defineTable<InvitationRow>({
  columns: {
    id: { type: 'uuid' },
    workspace: { type: 'uuid' },
    role: { type: 'text' },
    note: { type: 'text' },
    by: { type: 'text' },
    hash: { type: 'text' },
    created_at: { type: 'timestamptz' },
    expires_at: { type: 'timestamptz' },
  },
  indexes: ['workspace', 'hash'],
})

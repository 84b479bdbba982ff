// Answers: which invitations of a workspace are open? Used ones and those taken back are gone.
import { type InvitationEvent, invitationEvents } from '@indoshopster/contracts/staff/staff.events'
import { eventFilter } from '@indoshopster/contracts/subjects'
import { defineProjection } from '@indoshopster/event-sourcing/projection'
import { type InvitationRow, invitationListTable } from './invitation-list.table.ts'

export const invitationList = defineProjection<InvitationEvent, InvitationRow>({
  name: 'invitation_list',
  version: 1,
  subjects: [eventFilter({ owner: 'staff', lane: 'invitation' })],
  types: invitationEvents.map((definition) => definition.type),
  table: invitationListTable,
  key: (event) => event.data.invitationId,
  fold(row, event) {
    if (event.type !== 'staff.invitation_made.v1') return row && null
    const { invitationId: id, role, by, hash, expiresAt, sealed } = event.data
    const times = { created_at: event.time, expires_at: expiresAt }
    return row ?? { id, workspace: event.workspace, role, note: sealed?.note ?? '', by, hash, ...times }
  },
})

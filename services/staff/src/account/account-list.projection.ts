// Answers: who works in a workspace, and as what?
import { type AccountEvent, accountEvents } from '@indoshopster/contracts/staff/staff.events'
import { eventFilter } from '@indoshopster/contracts/subjects'
import { defineProjection } from '@indoshopster/event-sourcing/projection'
import { type AccountRow, accountListTable } from './account-list.table.ts'

export const accountList = defineProjection<AccountEvent, AccountRow>({
  name: 'account_list',
  version: 2,
  subjects: [eventFilter({ owner: 'staff', lane: 'account' })],
  types: accountEvents.map((definition) => definition.type),
  table: accountListTable,
  key: (event) => event.data.accountId,
  fold(row, event) {
    switch (event.type) {
      case 'staff.account_created.v1': {
        const { accountId: id, role, sealed } = event.data
        const person = { name: sealed?.name ?? '', email: sealed?.email ?? '' }
        return row ?? { id, workspace: event.workspace, ...person, role, active: true }
      }
      case 'staff.account_changed.v1':
        return row && { ...row, role: event.data.role, active: event.data.active }
      case 'staff.account_renamed.v1':
        return row && { ...row, name: event.data.sealed?.name ?? '' }
    }
  },
})

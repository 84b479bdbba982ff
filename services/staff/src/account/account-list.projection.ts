// Answers: who works in a workspace, and as what?
import { type AccountEvent, accountEvents } from '@indoshopster/contracts/staff/staff.events'
import { eventFilter } from '@indoshopster/contracts/subjects'
import { defineProjection } from '@indoshopster/event-sourcing/projection'
import { type AccountRow, accountListTable } from './account-list.table.ts'

export const accountList = defineProjection<AccountEvent, AccountRow>({
  name: 'account_list',
  version: 1,
  subjects: [eventFilter({ owner: 'staff', lane: 'account' })],
  types: accountEvents.map((definition) => definition.type),
  table: accountListTable,
  key: (event) => event.data.accountId,
  fold(row, event) {
    const { accountId, role, sealed } = event.data
    const person = { name: sealed?.name ?? '', email: sealed?.email ?? '' }
    return row ?? { id: accountId, workspace: event.workspace, ...person, role }
  },
})

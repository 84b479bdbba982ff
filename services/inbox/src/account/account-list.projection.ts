// Answers: who of the staff is there? Folded from the staff service's events; their names stay with it.
import type { EventOf } from '@indoshopster/contracts/envelope'
import { accountChanged, accountCreated } from '@indoshopster/contracts/staff/staff.events'
import { eventFilter } from '@indoshopster/contracts/subjects'
import { defineProjection } from '@indoshopster/event-sourcing/projection'
import { accountListTable, type AccountRow } from './account-list.table.ts'

type Folded = EventOf<typeof accountCreated | typeof accountChanged>

export const accountList = defineProjection<Folded, AccountRow>({
  name: 'account_list',
  version: 1,
  subjects: [eventFilter({ owner: 'staff', lane: 'account' })],
  types: [accountCreated.type, accountChanged.type],
  table: accountListTable,
  key: (event) => event.data.accountId,
  fold(row, event) {
    if (event.type === 'staff.account_created.v1') {
      return row ?? { id: event.data.accountId, workspace: event.workspace, active: true }
    }
    return row && { ...row, active: event.data.active }
  },
})

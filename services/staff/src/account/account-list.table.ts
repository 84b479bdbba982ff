// Owns the table of the projection `account_list`: one row per account.
import type { AccountView } from '@indoshopster/contracts/staff/staff.endpoints'
import { defineTable } from '@indoshopster/event-sourcing/table'

export interface AccountRow {
  readonly id: string
  readonly workspace: string
  /** Empty once the person was erased; so is the e-mail address. */
  readonly name: string
  readonly email: string
  readonly role: AccountView['role']
  readonly active: boolean
}

export const accountListTable = defineTable<AccountRow>({
  columns: {
    id: { type: 'uuid' },
    workspace: { type: 'uuid' },
    name: { type: 'text' },
    email: { type: 'text' },
    role: { type: 'text' },
    active: { type: 'boolean' },
  },
  indexes: ['workspace'],
})

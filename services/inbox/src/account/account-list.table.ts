// Owns the table of the projection `account_list`: which accounts of a workspace may be given work.
import { defineTable } from '@indoshopster/event-sourcing/table'

export interface AccountRow {
  readonly id: string
  readonly workspace: string
  readonly active: boolean
}

export const accountListTable = defineTable<AccountRow>({
  columns: { id: { type: 'uuid' }, workspace: { type: 'uuid' }, active: { type: 'boolean' } },
  indexes: [],
})

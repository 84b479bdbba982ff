// Owns staff's tables as Kysely sees them, with the types the driver answers.
import type { ColumnType, Kysely, Transaction } from 'kysely'
import { physicalTable } from '@indoshopster/read-store/projection-ddl'
import { accountList } from './account/account-list.projection.ts'
import type { AccountRow } from './account/account-list.table.ts'
import { invitationList } from './invitation/invitation-list.projection.ts'
import type { InvitationRow } from './invitation/invitation-list.table.ts'
import { workspaceList } from './workspace/workspace-list.projection.ts'
import type { WorkspaceRow } from './workspace/workspace-list.table.ts'

type Bigint = ColumnType<string | null, number | null, number | null>

export interface StaffTables {
  'staff.account_list': AccountRow
  'staff.workspace_list': WorkspaceRow
  'staff.invitation_list': Omit<InvitationRow, 'created_at' | 'expires_at'> &
    Record<'created_at' | 'expires_at', Date>
  'staff.credentials': {
    account: string
    workspace: string
    email_key: string
    password_hash: string
    sequence: Bigint
  }
  'staff.pending_sign_ups': {
    account: string
    workspace: string
    /** Empty where somebody joins. */
    workspace_name: string
    name: string
    email: string
    at: Date
    first_event: string
    invitation: string | null
    role: AccountRow['role']
    account_event: string
  }
  'staff.sign_ins': {
    token_hash: Buffer
    account: string
    workspace: string
    created_at: Date
    last_used_at: Date
  }
  'staff.sign_in_attempts': { email_hash: string; failures: number; last_at: Date }
}

export type StaffDatabase = Kysely<StaffTables>
export type StaffReader = StaffDatabase | Transaction<StaffTables>

// A projection's real name ends with its version; the types leave it out so that a bump touches no query.
export const accountTable = `staff.${physicalTable(accountList)}` as 'staff.account_list'
export const workspaceTable = `staff.${physicalTable(workspaceList)}` as 'staff.workspace_list'
export const invitationTable = `staff.${physicalTable(invitationList)}` as 'staff.invitation_list'

// Answers: who is this account, and who works beside them?
import type { AccountView } from '@indoshopster/contracts/staff/staff.endpoints'
import { accountTable, type StaffReader, workspaceTable } from '../staff.database.ts'

const accounts = (reader: StaffReader) =>
  reader
    .selectFrom(`${accountTable} as account`)
    .innerJoin(`${workspaceTable} as of`, 'of.id', 'account.workspace')
    .select(['account.id', 'account.workspace', 'of.name as workspaceName', 'account.name'])
    .select(['account.email', 'account.role', 'account.active'])

/** One account; null while its events are not folded. */
export async function accountById(reader: StaffReader, id: string): Promise<AccountView | null> {
  return (await accounts(reader).where('account.id', '=', id).executeTakeFirst()) ?? null
}

/** Is there an open owner beside this account? */
export async function hasOtherOwner(reader: StaffReader, workspace: string, id: string): Promise<boolean> {
  const row = await reader
    .selectFrom(accountTable)
    .select('id')
    .where('workspace', '=', workspace)
    .where('role', '=', 'owner')
    .where('active', '=', true)
    .where('id', '!=', id)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The accounts of a workspace by name. */
export async function accountsOf(reader: StaffReader, workspace: string): Promise<AccountView[]> {
  return accounts(reader)
    .where('account.workspace', '=', workspace)
    .orderBy('account.name')
    .orderBy('account.id')
    .execute()
}

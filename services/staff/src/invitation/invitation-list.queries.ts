// Answers: which invitations are open, and what does a link open?
import type { InvitationView } from '@indoshopster/contracts/staff/staff.endpoints'
import { invitationTable, type StaffReader, workspaceTable } from '../staff.database.ts'

/** Open invitations of a workspace that are not too old, newest first. `now` in ms. */
export async function openInvitations(
  reader: StaffReader,
  workspace: string,
  now: number,
): Promise<InvitationView[]> {
  const rows = await reader
    .selectFrom(invitationTable)
    .selectAll()
    .where('workspace', '=', workspace)
    .where('expires_at', '>', new Date(now))
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(({ id, role, note, by, created_at, expires_at }) => ({
    id,
    role,
    note,
    by,
    createdAt: created_at.toISOString(),
    expiresAt: expires_at.toISOString(),
  }))
}

/** The open invitation behind a link's hash; null when there is none, or it is too old. */
export async function invitationByHash(everyone: StaffReader, hash: string, now: number) {
  const row = await everyone
    .selectFrom(`${invitationTable} as invitation`)
    .innerJoin(`${workspaceTable} as of`, 'of.id', 'invitation.workspace')
    .select(['invitation.id', 'invitation.workspace', 'invitation.role', 'invitation.expires_at'])
    .select('of.name as workspaceName')
    .where('hash', '=', hash)
    .where('expires_at', '>', new Date(now))
    .executeTakeFirst()
  return row ?? null
}

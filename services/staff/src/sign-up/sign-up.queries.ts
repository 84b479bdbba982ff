// Owns the rows of a sign-up: credentials at once, and what is pending until its events are in the log.
import type { Insertable, Selectable } from 'kysely'
import type { StaffDatabase, StaffTables } from '../staff.database.ts'

export type PendingSignUp = Selectable<StaffTables['staff.pending_sign_ups']>

/** Takes the e-mail address and notes what is to be told, in one transaction; false when it is taken. */
export function reserve(
  everyone: StaffDatabase,
  credential: Insertable<StaffTables['staff.credentials']>,
  pending: PendingSignUp,
): Promise<boolean> {
  return everyone.transaction().execute(async (transaction) => {
    const taken = await transaction
      .insertInto('staff.credentials')
      .values(credential)
      .onConflict((conflict) => conflict.column('email_key').doNothing())
      .returning('account')
      .executeTakeFirst()
    if (!taken) return false
    await transaction.insertInto('staff.pending_sign_ups').values(pending).execute()
    return true
  })
}

/** Notes that both events are in the log, the account's at `sequence`. */
export function settle(everyone: StaffDatabase, account: string, sequence: number): Promise<void> {
  return everyone.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('staff.credentials')
      .set({ sequence })
      .where('account', '=', account)
      .execute()
    await transaction.deleteFrom('staff.pending_sign_ups').where('account', '=', account).execute()
  })
}

/** What is still to be told of one account, or of all. */
export function pendingSignUps(everyone: StaffDatabase, account?: string): Promise<PendingSignUp[]> {
  const all = everyone.selectFrom('staff.pending_sign_ups').selectAll().orderBy('at')
  return (account === undefined ? all : all.where('account', '=', account)).execute()
}

/** Takes back an account that nothing was told of. */
export async function forget(everyone: StaffDatabase, account: string): Promise<void> {
  await everyone
    .deleteFrom('staff.credentials')
    .where('account', '=', account)
    .where('sequence', 'is', null)
    .execute()
}

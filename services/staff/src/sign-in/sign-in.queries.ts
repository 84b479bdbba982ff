// Owns the rows behind sign-ins: credentials, tokens, attempts. All of it is looked up before a workspace is known.
import type { StaffDatabase } from '../staff.database.ts'
import { attempt, FORGET_MS } from './attempts.model.ts'
import { IDLE_MS, LONGEST_MS } from './lifetime.model.ts'

/** What opens an account; null when nobody has this e-mail address. `sequence` null: not told to the log yet. */
export async function credentialByEmail(everyone: StaffDatabase, email_key: string) {
  const row = await everyone
    .selectFrom('staff.credentials')
    .select(['account', 'workspace', 'password_hash', 'sequence'])
    .where('email_key', '=', email_key)
    .executeTakeFirst()
  return row ?? null
}

/** The account behind a token's hash with the sign-in's times; null when there is no such sign-in. */
export async function signInByToken(everyone: StaffDatabase, token_hash: Buffer) {
  const row = await everyone
    .selectFrom('staff.sign_ins as sign_in')
    .innerJoin('staff.credentials as credential', 'credential.account', 'sign_in.account')
    .select(['sign_in.account', 'sign_in.created_at', 'sign_in.last_used_at', 'credential.sequence'])
    .where('token_hash', '=', token_hash)
    .executeTakeFirst()
  return (
    row && {
      account: row.account,
      sequence: row.sequence === null ? null : Number(row.sequence),
      createdAt: row.created_at.getTime(),
      lastUsedAt: row.last_used_at.getTime(),
    }
  )
}

/** Keeps a new sign-in. */
export async function keepSignIn(
  everyone: StaffDatabase,
  signIn: { token_hash: Buffer; account: string; workspace: string },
  now: number,
): Promise<void> {
  const at = new Date(now)
  await everyone
    .insertInto('staff.sign_ins')
    .values({ ...signIn, created_at: at, last_used_at: at })
    .execute()
}

/** Deletes sign-ins that are over and attempts that count no longer. */
export async function sweep(everyone: StaffDatabase, now: number): Promise<void> {
  await everyone
    .deleteFrom('staff.sign_ins')
    .where((over) =>
      over.or([
        over('created_at', '<=', new Date(now - LONGEST_MS)),
        over('last_used_at', '<=', new Date(now - IDLE_MS)),
      ]),
    )
    .execute()
  await everyone
    .deleteFrom('staff.sign_in_attempts')
    .where('last_at', '<', new Date(now - FORGET_MS))
    .execute()
}

/** Notes that a sign-in was used just now. */
export async function noteUse(everyone: StaffDatabase, token_hash: Buffer, now: number): Promise<void> {
  await everyone
    .updateTable('staff.sign_ins')
    .set({ last_used_at: new Date(now) })
    .where('token_hash', '=', token_hash)
    .execute()
}

/** Ends one sign-in, or all of its account; quiet when it is gone. */
export async function endSignIns(
  everyone: StaffDatabase,
  token_hash: Buffer,
  { everywhere }: { everywhere: boolean },
): Promise<void> {
  const account = everyone.selectFrom('staff.sign_ins').select('account').where('token_hash', '=', token_hash)
  const ending = everyone.deleteFrom('staff.sign_ins')
  await (
    everywhere ? ending.where('account', 'in', account) : ending.where('token_hash', '=', token_hash)
  ).execute()
}

/** Counts a try for an e-mail address; answers how long to wait when it comes too early, else null. */
export function countAttempt(
  everyone: StaffDatabase,
  email_hash: string,
  now: number,
): Promise<number | null> {
  return everyone.transaction().execute(async (transaction) => {
    // The update changes nothing; it locks the row, so that tries at once are counted one after the other.
    const row = await transaction
      .insertInto('staff.sign_in_attempts')
      .values({ email_hash, failures: 0, last_at: new Date(now) })
      .onConflict((conflict) => conflict.column('email_hash').doUpdateSet({ email_hash }))
      .returning(['failures', 'last_at'])
      .executeTakeFirstOrThrow()
    const judged = attempt({ failures: row.failures, lastAt: row.last_at.getTime() }, now)
    if ('retryInMs' in judged) return judged.retryInMs
    await transaction
      .updateTable('staff.sign_in_attempts')
      .set({ failures: judged.next.failures, last_at: new Date(judged.next.lastAt) })
      .where('email_hash', '=', email_hash)
      .execute()
    return null
  })
}

/** Forgets the tries for an e-mail address. */
export async function forgetAttempts(everyone: StaffDatabase, email_hash: string): Promise<void> {
  await everyone.deleteFrom('staff.sign_in_attempts').where('email_hash', '=', email_hash).execute()
}

/** Where the account's first event stands in the log; null: not told yet. */
export async function sequenceOf(everyone: StaffDatabase, account: string): Promise<number | null> {
  const row = await everyone
    .selectFrom('staff.credentials')
    .select('sequence')
    .where('account', '=', account)
    .executeTakeFirst()
  return row?.sequence == null ? null : Number(row.sequence)
}

/** Ends every sign-in of an account, but the one to keep. */
export async function endOtherSignIns(
  everyone: StaffDatabase,
  account: string,
  keep: Buffer | null,
): Promise<void> {
  const ending = everyone.deleteFrom('staff.sign_ins').where('account', '=', account)
  await (keep ? ending.where('token_hash', '!=', keep) : ending).execute()
}

/** The e-mail address (as it is compared) and password hash of an account. */
export async function credentialOf(everyone: StaffDatabase, account: string) {
  const row = await everyone
    .selectFrom('staff.credentials')
    .select(['email_key', 'password_hash'])
    .where('account', '=', account)
    .executeTakeFirst()
  return row ?? null
}

/** Gives an account another password. */
export async function keepPassword(
  everyone: StaffDatabase,
  account: string,
  password_hash: string,
): Promise<void> {
  await everyone
    .updateTable('staff.credentials')
    .set({ password_hash })
    .where('account', '=', account)
    .execute()
}

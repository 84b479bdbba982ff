// Owns the endpoints about accounts: list them, change one, and what people change of their own.
import type { RequestOf, ResponseOf } from '@indoshopster/contracts/endpoint'
import type {
  changeAccount,
  changeMyPassword,
  listAccounts,
  renameMe,
} from '@indoshopster/contracts/staff/staff.endpoints'
import { decideAndAppend } from '@indoshopster/event-log/decide-and-append'
import type { EventLog } from '@indoshopster/event-log/event-log'
import { Refusal } from '@indoshopster/event-sourcing/decider'
import type { RunningProjection } from '@indoshopster/read-store/projection-runner'
import { inWorkspace } from '@indoshopster/read-store/workspace-scope'
import { keyedHash } from '@indoshopster/service/keyed-hash'
import { sql } from 'kysely'
import type { StaffDeps } from '../sign-in/sign-in.endpoints.ts'
import {
  countAttempt,
  credentialOf,
  endOtherSignIns,
  forgetAttempts,
  keepPassword,
} from '../sign-in/sign-in.queries.ts'
import { tokenHash } from '../sign-in/token.ts'
import { assertStrong } from '../sign-up/sign-up.model.ts'
import { staffErrors } from '../staff.errors.ts'
import { account } from './account.decider.ts'
import { accountsOf, hasOtherOwner } from './account-list.queries.ts'

interface Deps extends StaffDeps {
  readonly log: Pick<EventLog, 'append' | 'readEntity' | 'lastSequence'>
  readonly accounts: RunningProjection
}

const place = (workspace: string, entity: string) => ({ workspace, owner: 'staff', lane: 'account', entity })

/** Answers `list_accounts`. */
export const answerListAccounts =
  ({ database, accounts }: Deps) =>
  async ({ workspace, minSeq }: RequestOf<typeof listAccounts>): Promise<ResponseOf<typeof listAccounts>> => {
    if (minSeq !== undefined) await reached(accounts, minSeq)
    return { accounts: await inWorkspace(database, workspace, (reader) => accountsOf(reader, workspace)) }
  }

/** Answers `change_account`. One change of a workspace at a time, so that two owners cannot both stop being one. */
export const answerChangeAccount =
  (deps: Deps) =>
  (request: RequestOf<typeof changeAccount>): Promise<ResponseOf<typeof changeAccount>> =>
    deps.everyone.transaction().execute(async (transaction) => {
      const { workspace, accountId, by, role, newRole, active } = request
      await sql`SELECT pg_advisory_xact_lock(hashtext('staff.owners'), hashtext(${workspace}))`.execute(
        transaction,
      )
      await reached(deps.accounts, await deps.log.lastSequence())
      const otherOwner = await hasOtherOwner(deps.everyone, workspace, accountId)
      const done = await decideAndAppend(deps.log, account, place(workspace, accountId), {
        type: 'change',
        accountId,
        by,
        role,
        otherOwner,
        ...(newRole === undefined ? {} : { newRole }),
        ...(active === undefined ? {} : { active }),
      })
      await reached(deps.accounts, done.sequence)
      if (active === false) await endOtherSignIns(deps.everyone, accountId, null)
      return done
    })

/** Answers `rename_me`. */
export const answerRenameMe =
  ({ log }: Deps) =>
  ({ workspace, by, name }: RequestOf<typeof renameMe>): Promise<ResponseOf<typeof renameMe>> =>
    decideAndAppend(log, account, place(workspace, by), { type: 'rename', accountId: by, name })

/** Answers `change_my_password`: asks for the old one, with the same patience as a sign-in. */
export const answerChangeMyPassword =
  ({ everyone, passwords, attemptsKey, now }: Deps) =>
  async (request: RequestOf<typeof changeMyPassword>): Promise<ResponseOf<typeof changeMyPassword>> => {
    const { by, token, current, next } = request
    const credential = await credentialOf(everyone, by)
    const emailHash = keyedHash(attemptsKey, credential?.email_key ?? by)
    const retryInMs = await countAttempt(everyone, emailHash, now())
    if (retryInMs !== null) {
      const retryAfterSeconds = Math.ceil(retryInMs / 1000)
      throw new Refusal('sign_in_throttled', staffErrors.sign_in_throttled, { retryAfterSeconds })
    }
    const fits = await passwords.fits(credential, current)
    if (!credential || !fits) throw new Refusal('password_wrong', staffErrors.password_wrong)
    await forgetAttempts(everyone, emailHash)
    assertStrong(next, credential.email_key)
    await keepPassword(everyone, by, await passwords.hash(next))
    await endOtherSignIns(everyone, by, tokenHash(token))
    return {}
  }

async function reached(list: RunningProjection, sequence: number): Promise<void> {
  if (await list.waitFor(sequence)) return
  throw new Refusal('read_model_behind', staffErrors.read_model_behind)
}

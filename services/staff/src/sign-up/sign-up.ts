// Owns making a workspace with its first account: rows first, then events with ids chosen beforehand, so that a crash
// in between leaves a sign-up that any later start, sign-up or sign-in finishes, and never half an account.
import { ConflictError } from '@indoshopster/event-log/append'
import type { EventLog } from '@indoshopster/event-log/event-log'
import { Refusal } from '@indoshopster/event-sourcing/decider'
import type { StaffDatabase } from '../staff.database.ts'
import { staffErrors } from '../staff.errors.ts'
import { credentialByEmail } from '../sign-in/sign-in.queries.ts'
import type { Passwords } from '../sign-in/passwords.ts'
import { emailKey, judgeWish, signUpEvents, type Wish } from './sign-up.model.ts'
import { type PendingSignUp, pendingSignUps, reserve, settle } from './sign-up.queries.ts'

export interface SignUp {
  /** Makes workspace and owner; answers the account. Refuses by the rules, or with `email_taken`. */
  make(wish: Wish): Promise<{ account: string; workspace: string }>
  /** Tells what is still pending of one account, or of all; quiet when nothing is. */
  finish(account?: string): Promise<void>
}

interface Deps {
  /** Sees all workspaces: an e-mail address is unique over the installation. */
  readonly everyone: StaffDatabase
  readonly log: Pick<EventLog, 'append' | 'readEntity'>
  readonly passwords: Passwords
  readonly now: () => number
  readonly newId: () => string
}

/** Short enough that the asker still gets an answer; what is pending is finished later. */
const PATIENCE_MS = 3000

export function createSignUp({ everyone, log, passwords, now, newId }: Deps): SignUp {
  async function finish(account?: string): Promise<void> {
    for (const pending of await pendingSignUps(everyone, account)) {
      const [workspaceCreated, accountCreated] = signUpEvents({
        ...pending,
        workspaceName: pending.workspace_name,
      })
      const cause = { id: pending.workspace_event, correlationid: pending.workspace_event }
      await tell(pending, 'workspace', pending.workspace, workspaceCreated, { id: pending.workspace_event })
      const told = { id: pending.account_event, cause }
      const sequence = await tell(pending, 'account', pending.account, accountCreated, told)
      await settle(everyone, pending.account, sequence)
    }
  }

  /** Appends the first event of an entity; where it is there already, answers its place. */
  async function tell(
    { workspace, at }: PendingSignUp,
    lane: 'workspace' | 'account',
    entity: string,
    event: ReturnType<typeof signUpEvents>[number],
    options: { id: string; cause?: { id: string; correlationid: string } },
  ): Promise<number> {
    const to = { owner: 'staff', lane, entity }
    const place = { ...options, time: at.toISOString(), expectedSequence: 0, patienceMs: PATIENCE_MS }
    try {
      return (await log.append(workspace, to, event, place)).sequence
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error
      return (await log.readEntity({ workspace, ...to })).lastSequence
    }
  }

  return {
    finish,
    async make(given) {
      const wish = judgeWish(given)
      const email_key = emailKey(wish.email)
      const [account, workspace] = [newId(), newId()]
      const password_hash = await passwords.hash(wish.password)
      const made = await reserve(
        everyone,
        { account, workspace, email_key, password_hash, sequence: null },
        {
          account,
          workspace,
          workspace_name: wish.workspaceName,
          name: wish.name,
          email: wish.email,
          at: new Date(now()),
          workspace_event: newId(),
          account_event: newId(),
        },
      )
      if (!made) return again(email_key, wish.password)
      await finish(account)
      return { account, workspace }
    },
  }

  /** The same person tries once more after a failure in the middle: finishes what was begun. */
  async function again(email_key: string, password: string) {
    const credential = await credentialByEmail(everyone, email_key)
    if (!credential || credential.sequence !== null || !(await passwords.fits(credential, password))) {
      throw new Refusal('email_taken', staffErrors.email_taken)
    }
    await finish(credential.account)
    return { account: credential.account, workspace: credential.workspace }
  }
}

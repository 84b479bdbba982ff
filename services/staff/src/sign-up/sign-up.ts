// Owns making an account, with its workspace or by an invitation: rows first, then events with ids chosen beforehand, so
// that a crash in between leaves something that any later start or sign-in finishes, and never half an account.
import { ConflictError } from '@indoshopster/event-log/append'
import { decideAndAppend } from '@indoshopster/event-log/decide-and-append'
import type { EventLog } from '@indoshopster/event-log/event-log'
import { Refusal } from '@indoshopster/event-sourcing/decider'
import type { StaffDatabase } from '../staff.database.ts'
import { staffErrors } from '../staff.errors.ts'
import { invitation } from '../invitation/invitation.decider.ts'
import { credentialByEmail } from '../sign-in/sign-in.queries.ts'
import type { Passwords } from '../sign-in/passwords.ts'
import {
  accountCreated,
  emailKey,
  judgePerson,
  judgeWish,
  type Person,
  type Wish,
  workspaceCreated,
} from './sign-up.model.ts'
import { forget, type PendingSignUp, pendingSignUps, reserve, settle } from './sign-up.queries.ts'

/** What a valid link opens. */
export interface Opening {
  readonly invitation: string
  readonly workspace: string
  readonly role: PendingSignUp['role']
}

export interface SignUp {
  /** Makes workspace and owner; answers the account. Refuses by the rules, or with `email_taken`. */
  make(wish: Wish): Promise<Made>
  /** Makes an account in the workspace of an invitation. Refuses as `make`, or with `invitation_not_found`. */
  join(person: Person, opening: Opening): Promise<Made>
  /** Tells what is still pending of one account, or of all; quiet when nothing is. */
  finish(account?: string): Promise<void>
}

interface Made {
  readonly account: string
  readonly workspace: string
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
      try {
        await (pending.invitation === null ? makeWorkspace(pending) : accept(pending, pending.invitation))
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        // Somebody else used the link, or it was taken back: nothing of this account was told yet.
        await forget(everyone, pending.account)
        if (pending.account === account) throw error
        continue
      }
      const { first_event: id } = pending
      const cause = pending.invitation === null ? { cause: { id, correlationid: id } } : {}
      const event = accountCreated(pending)
      const told = { id: pending.account_event, ...cause }
      await settle(everyone, pending.account, await tell(pending, 'account', pending.account, event, told))
    }
  }

  async function makeWorkspace(pending: PendingSignUp): Promise<void> {
    const event = workspaceCreated(pending.workspace, pending.workspace_name)
    await tell(pending, 'workspace', pending.workspace, event, { id: pending.first_event })
  }

  /** One link makes one account: of two at once the log takes the first. */
  async function accept({ workspace, account, at }: PendingSignUp, invitationId: string): Promise<void> {
    const entity = { workspace, owner: 'staff', lane: 'invitation', entity: invitationId }
    const command = { type: 'accept' as const, invitationId, accountId: account, at: at.toISOString() }
    await decideAndAppend(log, invitation, entity, command)
  }

  /** Appends the first event of an entity; where it is there already, answers its place. */
  async function tell(
    { workspace, at }: PendingSignUp,
    lane: 'workspace' | 'account',
    entity: string,
    event: ReturnType<typeof accountCreated> | ReturnType<typeof workspaceCreated>,
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

  type Place = Pick<PendingSignUp, 'workspace' | 'workspace_name' | 'invitation' | 'role'>

  async function begin(person: Person, place: Place): Promise<Made> {
    const email_key = emailKey(person.email)
    const account = newId()
    const password_hash = await passwords.hash(person.password)
    const made = await reserve(
      everyone,
      { account, workspace: place.workspace, email_key, password_hash, sequence: null },
      {
        ...place,
        account,
        name: person.name,
        email: person.email,
        at: new Date(now()),
        first_event: newId(),
        account_event: newId(),
      },
    )
    if (!made) return again(email_key, person.password)
    await finish(account)
    return { account, workspace: place.workspace }
  }

  return {
    finish,
    make(given) {
      return attempt(() => {
        const wish = judgeWish(given)
        const place = { workspace: newId(), workspace_name: wish.workspaceName, role: 'owner' as const }
        return begin(wish, { ...place, invitation: null })
      })
    },
    join(given, { invitation: id, workspace, role }) {
      return attempt(() => begin(judgePerson(given), { workspace, workspace_name: '', invitation: id, role }))
    },
  }

  /** The same person tries once more after a failure in the middle: finishes what was begun. */
  async function again(email_key: string, password: string): Promise<Made> {
    const credential = await credentialByEmail(everyone, email_key)
    if (!credential || credential.sequence !== null || !(await passwords.fits(credential, password))) {
      throw new Refusal('email_taken', staffErrors.email_taken)
    }
    await finish(credential.account)
    return { account: credential.account, workspace: credential.workspace }
  }
}

/** A refusal of the rules is a rejection, not a throw. */
const attempt = async <Result>(work: () => Promise<Result>): Promise<Result> => work()

// Owns the endpoints around being signed in: sign up, sign in, who is this, sign out.
import type { RequestOf, ResponseOf } from '@indoshopster/contracts/endpoint'
import type {
  AccountView,
  signIn,
  signOut,
  signUp,
  signUpSettings,
  whoIs,
} from '@indoshopster/contracts/staff/staff.endpoints'
import { Refusal } from '@indoshopster/event-sourcing/decider'
import type { RunningProjection } from '@indoshopster/read-store/projection-runner'
import { EndpointRefusal } from '@indoshopster/service/endpoint'
import { keyedHash } from '@indoshopster/service/keyed-hash'
import { accountById } from '../account/account-list.queries.ts'
import type { SignUp } from '../sign-up/sign-up.ts'
import { emailKey } from '../sign-up/sign-up.model.ts'
import type { StaffDatabase } from '../staff.database.ts'
import { staffErrors } from '../staff.errors.ts'
import { isAlive, NOTE_USE_MS } from './lifetime.model.ts'
import type { Passwords } from './passwords.ts'
import * as rows from './sign-in.queries.ts'
import { csrfTokenOf, newToken, tokenHash } from './token.ts'

export interface StaffDeps {
  readonly database: StaffDatabase
  /** Sees all workspaces: an e-mail address or a token comes before a workspace is known. */
  readonly everyone: StaffDatabase
  readonly lists: readonly RunningProjection[]
  readonly makeAccount: SignUp
  readonly passwords: Passwords
  readonly signUpOpen: boolean
  /** 64 hex digits under which e-mail addresses of attempts are hashed. */
  readonly attemptsKey: string
  readonly now: () => number
}

/** Answers `sign_up`. */
export const answerSignUp =
  (deps: StaffDeps) =>
  async (request: RequestOf<typeof signUp>): Promise<ResponseOf<typeof signUp>> => {
    if (!deps.signUpOpen) throw new Refusal('sign_up_closed', staffErrors.sign_up_closed)
    const { account, workspace } = await deps.makeAccount.make(request)
    return begin(deps, account, workspace)
  }

/** Answers `sign_in`: the same words after the same work for a wrong password and for an unknown e-mail address. */
export const answerSignIn =
  (deps: StaffDeps) =>
  async ({ email, password }: RequestOf<typeof signIn>): Promise<ResponseOf<typeof signIn>> => {
    const { everyone, passwords, attemptsKey, now, makeAccount } = deps
    const email_key = emailKey(email)
    const emailHash = keyedHash(attemptsKey, email_key)
    const retryInMs = await rows.countAttempt(everyone, emailHash, now())
    if (retryInMs !== null) {
      const retryAfterSeconds = Math.ceil(retryInMs / 1000)
      throw new Refusal('sign_in_throttled', staffErrors.sign_in_throttled, { retryAfterSeconds })
    }
    const credential = await rows.credentialByEmail(everyone, email_key)
    const fits = await passwords.fits(credential, password)
    if (!credential || !fits) throw new Refusal('sign_in_failed', staffErrors.sign_in_failed)
    await rows.forgetAttempts(everyone, emailHash)
    if (credential.sequence === null) await makeAccount.finish(credential.account)
    const { active } = await viewOf(
      deps,
      credential.account,
      await rows.sequenceOf(everyone, credential.account),
    )
    if (!active) throw new Refusal('account_closed', staffErrors.account_closed)
    return begin(deps, credential.account, credential.workspace)
  }

/** Answers `who_is`. */
export const answerWhoIs =
  (deps: StaffDeps) =>
  async ({ token }: RequestOf<typeof whoIs>): Promise<ResponseOf<typeof whoIs>> => {
    const now = deps.now()
    const hash = tokenHash(token)
    const found = await rows.signInByToken(deps.everyone, hash)
    if (!found || !isAlive(found, now)) throw new Refusal('not_signed_in', staffErrors.not_signed_in)
    if (now - found.lastUsedAt > NOTE_USE_MS) await rows.noteUse(deps.everyone, hash, now)
    const account = await viewOf(deps, found.account, found.sequence)
    if (!account.active) throw new Refusal('not_signed_in', staffErrors.not_signed_in)
    return { account, csrfToken: csrfTokenOf(token) }
  }

/** Answers `sign_out`. */
export const answerSignOut =
  ({ everyone }: StaffDeps) =>
  async ({ token, everywhere }: RequestOf<typeof signOut>): Promise<ResponseOf<typeof signOut>> => {
    await rows.endSignIns(everyone, tokenHash(token), { everywhere })
    return {}
  }

/** Answers `sign_up_settings`. */
export const answerSignUpSettings =
  ({ signUpOpen }: StaffDeps) =>
  (): Promise<ResponseOf<typeof signUpSettings>> =>
    Promise.resolve({ open: signUpOpen })

/** Begins a sign-in with a token nobody had before. */
export async function begin(deps: StaffDeps, account: string, workspace: string) {
  const credential = await rows.sequenceOf(deps.everyone, account)
  const view = await viewOf(deps, account, credential)
  const token = newToken()
  await rows.keepSignIn(deps.everyone, { token_hash: tokenHash(token), account, workspace }, deps.now())
  return { token, csrfToken: csrfTokenOf(token), account: view }
}

/** The account as people see it; waits for the lists where its events have only just been told. */
async function viewOf(deps: StaffDeps, account: string, sequence: number | null): Promise<AccountView> {
  const found = await accountById(deps.everyone, account)
  if (found) return found
  for (const list of deps.lists) await list.waitFor(sequence ?? 0)
  const later = await accountById(deps.everyone, account)
  if (!later)
    throw new EndpointRefusal('unavailable', 'The account is not readable yet; try again in a moment.')
  return later
}

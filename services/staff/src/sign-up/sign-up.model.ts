// Owns the rules of signing up: what a name, an e-mail address and a password must be, and what a sign-up causes. Pure.
import type { NewEvent } from '@indoshopster/contracts/envelope'
import type { Role } from '@indoshopster/contracts/role'
import type {
  accountCreated as accountDefinition,
  workspaceCreated as workspaceDefinition,
} from '@indoshopster/contracts/staff/staff.events'
import { Refusal } from '@indoshopster/event-sourcing/decider'
import { personName } from '../account/account.decider.ts'
import { staffErrors } from '../staff.errors.ts'

export interface Person {
  readonly name: string
  readonly email: string
  readonly password: string
}

export interface Wish extends Person {
  readonly workspaceName: string
}

/** One line of 1 to 60 characters that shows. */
const line = /^[^\p{Cc}\u2028\u2029]{1,60}$/u
const emailPattern = /^[^\s@\p{Cc}]{1,64}@[^\s@.\p{Cc}]+(\.[^\s@.\p{Cc}]+)+$/u
const MAX_EMAIL = 254
const MIN_PASSWORD = 10
const MAX_PASSWORD = 1024

/** What everybody tries first, of those that are long enough; compared in small letters. */
const worst: ReadonlySet<string> = new Set(
  (
    'password password1 password12 password123 passw0rd p@ssw0rd p@ssword 12345678 123456789 1234567890 ' +
    '12345678910 123123123 11111111 00000000 88888888 87654321 987654321 0987654321 qwertyui qwerty123 ' +
    'qwertyuiop 1q2w3e4r 1q2w3e4r5t 1qaz2wsx abcd1234 abc12345 asdfghjkl iloveyou sunshine football baseball ' +
    'superman starwars letmein1 welcome1 admin123 administrator changeme indonesia indonesia1 bismillah ' +
    'bismillah1 sayangku rahasia1 rahasia123 katasandi jakarta1 indoshopster'
  ).split(' '),
)

/** How two e-mail addresses are told apart: not by letter case. */
export const emailKey = (email: string): string => email.trim().normalize('NFKC').toLowerCase()

/** Two ways to type the same characters are the same password. */
export const passwordText = (password: string): string => password.normalize('NFKC')

/** Refuses what the rules forbid, in the order of the form; answers the wish without spaces around its parts. */
export function judgeWish(wish: Wish): Wish {
  const workspaceName = wish.workspaceName.trim()
  if (!line.test(workspaceName)) {
    throw new Refusal('workspace_name_invalid', staffErrors.workspace_name_invalid)
  }
  return { workspaceName, ...judgePerson(wish) }
}

/** The same for who joins a workspace that is there. */
export function judgePerson(person: Person): Person {
  const name = person.name.trim()
  const email = person.email.trim()
  if (!personName.test(name)) throw new Refusal('name_invalid', staffErrors.name_invalid)
  if (email.length > MAX_EMAIL || !emailPattern.test(email)) {
    throw new Refusal('email_invalid', staffErrors.email_invalid)
  }
  assertStrong(person.password, email)
  return { name, email, password: person.password }
}

/** Refuses a password that is too short, or easily guessed however long it is. */
export function assertStrong(password: string, email: string): void {
  if (Array.from(passwordText(password)).length < MIN_PASSWORD) {
    throw new Refusal('password_too_short', staffErrors.password_too_short)
  }
  if (isWeak(password, email)) throw new Refusal('password_too_weak', staffErrors.password_too_weak)
}

function isWeak(password: string, email: string): boolean {
  const text = passwordText(password)
  const lower = text.toLowerCase()
  return (
    password.length > MAX_PASSWORD ||
    worst.has(lower) ||
    lower.trim() === emailKey(email) ||
    new Set(text).size === 1
  )
}

/** What the first sign-up of a business tells. */
export const workspaceCreated = (
  workspaceId: string,
  name: string,
): NewEvent<typeof workspaceDefinition> => ({
  type: 'staff.workspace_created.v1',
  data: { workspaceId, name },
})

/** What every new account tells. */
export const accountCreated = (told: {
  readonly account: string
  readonly role: Role
  readonly name: string
  readonly email: string
}): NewEvent<typeof accountDefinition> => ({
  type: 'staff.account_created.v1',
  data: { accountId: told.account, role: told.role },
  sealed: { email: told.email, name: told.name },
  person: `account:${told.account}`,
})

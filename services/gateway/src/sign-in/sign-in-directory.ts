// Answers: who is signed in with this token? Remembers the staff service's answer for a second, and believes the log
// before it.
import { createHash } from 'node:crypto'
import { includesRole } from '@indoshopster/contracts/role'
import { whoIs, type AccountView } from '@indoshopster/contracts/staff/staff.endpoints'
import { EndpointRefusal } from '@indoshopster/service/endpoint'
import type { Ask, Clock } from '../ports.ts'
import type { KnownAccounts } from './known-accounts.ts'

export interface SignIn {
  readonly token: string
  readonly account: AccountView
  readonly csrfToken: string
}

export interface SignInDirectory {
  /** Throws EndpointRefusal `not_signed_in` or `unavailable`. */
  find(token: string): Promise<SignIn>
  /** Makes the next look ask again. */
  forget(token: string): void
}

/** A revoked sign-in works at most this long here. */
const REMEMBERED_MS = 1000
const MAX_REMEMBERED = 10_000

/** A directory over the staff service; requests that come together ask once. */
export function createSignInDirectory(
  ask: Ask,
  clock: Clock,
  accounts: Pick<KnownAccounts, 'standing' | 'onChanged'>,
): SignInDirectory {
  const remembered = new Map<string, { answer: Promise<SignIn>; until: number }>()
  const keyOf = (token: string) => createHash('sha256').update(token).digest('base64')
  accounts.onChanged(() => remembered.clear())

  function remember(token: string): Promise<SignIn> {
    const key = keyOf(token)
    const known = remembered.get(key)
    if (known && known.until > clock.now()) return known.answer
    if (remembered.size >= MAX_REMEMBERED) remembered.clear()
    const answer = ask(whoIs, { token }).then((found) => ({ token, ...found }))
    remembered.set(key, { answer, until: clock.now() + REMEMBERED_MS })
    answer.catch(() => remembered.delete(key))
    return answer
  }

  return {
    async find(token) {
      const signIn = await remember(token)
      return standingNow(signIn, accounts)
    },
    forget(token) {
      remembered.delete(keyOf(token))
    },
  }
}

/** The staff service's answer may be older than the log, and the other way round: what allows less holds. */
function standingNow(signIn: SignIn, accounts: Pick<KnownAccounts, 'standing'>): SignIn {
  const { account } = signIn
  const standing = accounts.standing(account.workspace, account.id)
  if (standing?.active === false || !account.active) {
    throw new EndpointRefusal('not_signed_in', 'This account was closed.')
  }
  if (standing === null || includesRole(standing.role, account.role)) return signIn
  return { ...signIn, account: { ...account, role: standing.role } }
}

// Answers: who is signed in with this token? Remembers the staff service's answer for a second.
import { createHash } from 'node:crypto'
import { whoIs, type AccountView } from '@indoshopster/contracts/staff/staff.endpoints'
import type { Ask, Clock } from '../ports.ts'

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
export function createSignInDirectory(ask: Ask, clock: Clock): SignInDirectory {
  const remembered = new Map<string, { answer: Promise<SignIn>; until: number }>()
  const keyOf = (token: string) => createHash('sha256').update(token).digest('base64')
  return {
    find(token) {
      const key = keyOf(token)
      const known = remembered.get(key)
      if (known && known.until > clock.now()) return known.answer
      if (remembered.size >= MAX_REMEMBERED) remembered.clear()
      const answer = ask(whoIs, { token }).then((found) => ({ token, ...found }))
      remembered.set(key, { answer, until: clock.now() + REMEMBERED_MS })
      answer.catch(() => remembered.delete(key))
      return answer
    },
    forget(token) {
      remembered.delete(keyOf(token))
    },
  }
}

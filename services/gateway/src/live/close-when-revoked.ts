// Owns ending a /live stream whose sign-in is over.
import { EndpointRefusal } from '@indoshopster/service/endpoint'
import type { KnownAccounts } from '../sign-in/known-accounts.ts'
import type { SignIn, SignInDirectory } from '../sign-in/sign-in-directory.ts'
import type { LiveClient } from './live-client.ts'

/** The staff service may end sign-ins a moment after the log says why, ms. */
const AFTER_CHANGE_MS = 1500

/** Looks when the account changes, and every `everyMs`, whether the sign-in still holds, until the stream closes. */
export function closeWhenRevoked(
  client: Pick<LiveClient, 'close' | 'onClose'>,
  parts: { signIns: Pick<SignInDirectory, 'find'>; accounts: Pick<KnownAccounts, 'onChanged'> },
  signIn: Pick<SignIn, 'token'> & { readonly account: Pick<SignIn['account'], 'id'> },
  everyMs: number,
): void {
  let later: NodeJS.Timeout | undefined
  const look = () => {
    parts.signIns.find(signIn.token).catch((error: unknown) => {
      // A staff service that is away says nothing about the sign-in.
      if (error instanceof EndpointRefusal && error.code === 'not_signed_in') client.close()
    })
  }
  const timer = setInterval(look, everyMs)
  const unlisten = parts.accounts.onChanged((accountId) => {
    if (accountId !== signIn.account.id) return
    look()
    clearTimeout(later)
    later = setTimeout(look, AFTER_CHANGE_MS)
  })
  client.onClose(() => {
    clearInterval(timer)
    clearTimeout(later)
    unlisten()
  })
}

// Owns ending a /live stream whose sign-in is over.
import { EndpointRefusal } from '@indoshopster/service/endpoint'
import type { SignInDirectory } from '../sign-in/sign-in-directory.ts'
import type { LiveClient } from './live-client.ts'

/** Looks every `everyMs` whether the sign-in still holds, until the stream closes. */
export function closeWhenRevoked(
  client: Pick<LiveClient, 'close' | 'onClose'>,
  signIns: Pick<SignInDirectory, 'find'>,
  token: string,
  everyMs: number,
): void {
  const timer = setInterval(() => {
    signIns.find(token).catch((error: unknown) => {
      // A staff service that is away says nothing about the sign-in.
      if (error instanceof EndpointRefusal && error.code === 'not_signed_in') client.close()
    })
  }, everyMs)
  client.onClose(() => clearInterval(timer))
}

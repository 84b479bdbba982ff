// Owns the door of everything behind the sign-in: cookie, origin and CSRF token, before a route is reached.
import { timingSafeEqual } from 'node:crypto'
import type { Actor } from '@indoshopster/contracts/page'
import type { FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import type { App } from '../http/app-instance.ts'
import { isOwnOrigin } from '../http/origin.ts'
import { Problem } from '../http/problem.ts'
import { tokenOf } from './sign-in-cookie.ts'
import type { SignIn, SignInDirectory } from './sign-in-directory.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `signedInOnly`; null outside of it. */
    signIn: SignIn | null
  }
}

/** Closes a context: every route in it needs a sign-in, and the CSRF token unless it only reads. */
export function signedInOnly(context: App, directory: SignInDirectory): void {
  context.addHook('onRequest', async (request) => {
    if (!isOwnOrigin(request)) throw new Problem('origin_not_allowed')
    const token = tokenOf(request)
    if (token === null) throw new Problem('not_signed_in')
    request.signIn = await directory.find(token)
    const reads = request.method === 'GET' || request.method === 'HEAD'
    if (!reads && !sameText(request.headers['x-csrf-token'], request.signIn.csrfToken)) {
      throw new Problem('csrf_invalid')
    }
  })
}

/** Who is signed in. Throws when the route is not behind `signedInOnly`, so that a wrong mount fails at once. */
export function signInOf(request: FastifyRequest): SignIn {
  if (!request.signIn) throw new Error('This route is not mounted behind the sign-in.')
  return request.signIn
}

/** Workspace, author and role of a command, all from the sign-in. */
export function actorOf(request: FastifyRequest): Static<typeof Actor> {
  const { account } = signInOf(request)
  return { workspace: account.workspace, by: account.id, role: account.role }
}

/** The workspace of a query. */
export const workspaceOf = (request: FastifyRequest): string => signInOf(request).account.workspace

function sameText(given: unknown, wanted: string): boolean {
  if (typeof given !== 'string') return false
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}

// Owns sign-up, sign-in, sign-out and "me".
import {
  Me,
  SignedIn,
  SignInBody,
  SignOutBody,
  SignUpBody,
  SignUpSettings,
} from '@indoshopster/contracts/web-api/auth'
import type { Network } from '@indoshopster/contracts/session/session.events'
import {
  listAccounts,
  signIn,
  signOut,
  signUp,
  signUpSettings,
} from '@indoshopster/contracts/staff/staff.endpoints'
import { Type, type Static } from 'typebox'
import type { App } from '../http/app-instance.ts'
import { isOwnOrigin } from '../http/origin.ts'
import { Problem } from '../http/problem.ts'
import type { MediaKeys } from '../media/media-keys.ts'
import type { Ask } from '../ports.ts'
import { needing } from './needed-role.ts'
import { forgetToken, giveToken } from './sign-in-cookie.ts'
import type { SignInDirectory } from './sign-in-directory.ts'
import { signInOf } from './signed-in-only.ts'

const tags = ['sign-in']
const Nothing = Type.Object({})

/** Routes for people who are not signed in yet; from other sites' pages they are refused. */
export function addSignInRoutes(context: App, parts: { ask: Ask; perMinute: number }): void {
  const { ask } = parts
  const config = { rateLimit: { max: parts.perMinute, timeWindow: 60_000 } }
  context.addHook('onRequest', async (request) => {
    if (!isOwnOrigin(request)) throw new Problem('origin_not_allowed')
  })

  context.get(
    '/sign-up',
    { schema: { tags, summary: 'May strangers sign up here?', response: { 200: SignUpSettings } } },
    () => ask(signUpSettings, {}),
  )

  context.post(
    '/sign-up',
    { config, schema: { tags, summary: 'Make a workspace', body: SignUpBody, response: { 201: SignedIn } } },
    async (request, reply) => {
      const { token, csrfToken, account } = await ask(signUp, request.body)
      giveToken(request, reply, token)
      return reply.code(201).send({ csrfToken, account })
    },
  )

  context.post(
    '/sign-in',
    { config, schema: { tags, summary: 'Sign in', body: SignInBody, response: { 200: SignedIn } } },
    async (request, reply) => {
      const { token, csrfToken, account } = await ask(signIn, request.body)
      giveToken(request, reply, token)
      return { csrfToken, account }
    },
  )
}

/** Routes about the sign-in itself. */
export function addMeRoutes(
  context: App,
  parts: {
    ask: Ask
    signIns: SignInDirectory
    networks: readonly Static<typeof Network>[]
    simulatorUrl: string | null
    mediaKeys: MediaKeys
    mediaMaxBytes: number
  },
): void {
  const { ask } = parts
  context.get(
    '/me',
    { schema: { tags, summary: 'Who is signed in', response: { 200: Me } } },
    async (request) => {
      const { account, csrfToken } = signInOf(request)
      const { accounts } = await ask(listAccounts, { workspace: account.workspace })
      const colleagues = accounts.map(({ id, name, role, active }) => ({ id, name, role, active }))
      const { networks, simulatorUrl, mediaKeys, mediaMaxBytes } = parts
      return {
        account,
        csrfToken,
        networks: [...networks],
        simulatorUrl,
        colleagues,
        media: mediaKeys.give(account.workspace, account.id),
        limits: { mediaBytes: mediaMaxBytes },
      }
    },
  )

  context.post(
    '/sign-out',
    {
      config: needing(signOut),
      schema: { tags, summary: 'Sign out', body: SignOutBody, response: { 200: Nothing } },
    },
    async (request, reply) => {
      const { token } = signInOf(request)
      await ask(signOut, { token, everywhere: request.body.everywhere })
      parts.signIns.forget(token)
      forgetToken(request, reply)
      return {}
    },
  )
}

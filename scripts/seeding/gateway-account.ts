// Signs in to the app's API as the demo owner, signing up first in an empty house.
import type { Me, SignedIn } from '../../contracts/web-api/auth.ts'
import { call, Refused } from './http.ts'
import { demoShop } from './demo-conversations.ts'

export interface Account {
  readonly workspaceId: string
  get<Answer>(path: string): Promise<Answer>
  post<Answer>(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>
  patch(path: string, body: unknown): Promise<void>
}

/** Signs in; where there is no such account, signs it up. */
export async function openAccount(origin: string, email: string, password: string): Promise<Account> {
  const { answer, cookies } = await signInOrUp(origin, email, password)
  const headers = { cookie: cookies, 'x-csrf-token': answer.csrfToken }
  return {
    workspaceId: answer.account.workspace,
    get: async <Answer>(path: string) =>
      (await call<Answer>('GET', origin + path, undefined, headers)).answer,
    post: async <Answer>(path: string, body: unknown, more = {}) =>
      (await call<Answer>('POST', origin + path, body, { ...headers, ...more })).answer,
    patch: async (path: string, body: unknown) => {
      await call<unknown>('PATCH', origin + path, body, headers)
    },
  }
}

async function signInOrUp(
  origin: string,
  email: string,
  password: string,
): Promise<{ answer: SignedIn; cookies: string }> {
  try {
    return await signIn(origin, email, password)
  } catch (error) {
    if (!(error instanceof Refused) || error.status >= 500) throw error
  }
  const { workspaceName, owner } = demoShop
  return call<SignedIn>('POST', `${origin}/app/sign-up`, { workspaceName, name: owner, email, password })
}

/** A script may sign in with nothing but email and password; the account follows from `/app/me`. */
async function signIn(origin: string, email: string, password: string) {
  const { answer, cookies } = await call<{ csrfToken: string }>('POST', `${origin}/app/sign-in`, {
    email,
    password,
  })
  const me = await call<Me>('GET', `${origin}/app/me`, undefined, { cookie: cookies })
  return { answer: { csrfToken: answer.csrfToken, account: me.answer.account }, cookies }
}

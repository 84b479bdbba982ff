// Owns what other services may ask of the staff service: sign-up, sign-in, who is signed in.
import { Type, type Static } from 'typebox'
import { defineEndpoint } from '../endpoint.ts'
import { Uuid } from '../envelope.ts'
import { Role } from './staff.events.ts'

const service = 'staff'

export const AccountView = Type.Object({
  id: Uuid,
  workspace: Uuid,
  workspaceName: Type.String(),
  name: Type.String(),
  email: Type.String(),
  role: Role,
})
export type AccountView = Static<typeof AccountView>

const signedIn = Type.Object({
  /** Opaque; goes into the cookie and nowhere else. Only its hash is stored. */
  token: Type.String(),
  csrfToken: Type.String(),
  account: AccountView,
})

export const signUp = defineEndpoint({
  service,
  name: 'sign_up',
  request: Type.Object({
    workspaceName: Type.String(),
    name: Type.String(),
    email: Type.String(),
    password: Type.String(),
  }),
  response: signedIn,
  refusals: [
    'sign_up_closed',
    'email_taken',
    'email_invalid',
    'password_too_weak',
    'name_invalid',
    'workspace_name_invalid',
  ],
})
export const signIn = defineEndpoint({
  service,
  name: 'sign_in',
  request: Type.Object({ email: Type.String(), password: Type.String() }),
  response: signedIn,
  refusals: ['sign_in_failed', 'sign_in_throttled'],
})
/** Who a cookie's token belongs to; refused when it is unknown, expired or revoked. */
export const whoIs = defineEndpoint({
  service,
  name: 'who_is',
  request: Type.Object({ token: Type.String({ maxLength: 200 }) }),
  response: Type.Object({ account: AccountView, csrfToken: Type.String() }),
  refusals: ['not_signed_in'],
})
/** Revokes one sign-in (or all of the account); quiet when it is already gone. */
export const signOut = defineEndpoint({
  service,
  name: 'sign_out',
  request: Type.Object({ token: Type.String({ maxLength: 200 }), everywhere: Type.Boolean() }),
  response: Type.Object({}),
  refusals: [],
})
/** Whether strangers may sign up here. */
export const signUpSettings = defineEndpoint({
  service,
  name: 'sign_up_settings',
  request: Type.Object({}),
  response: Type.Object({ open: Type.Boolean() }),
  refusals: [],
})
/** The names of a workspace's accounts, for authors in threads. */
export const listAccounts = defineEndpoint({
  service,
  name: 'list_accounts',
  request: Type.Object({ workspace: Uuid }),
  response: Type.Object({ accounts: Type.Array(AccountView) }),
  refusals: [],
})

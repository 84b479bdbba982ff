// Owns what other services may ask of the staff service: sign-up, sign-in, who is signed in.
import { Type, type Static } from 'typebox'
import { defineEndpoint } from '../endpoint.ts'
import { IsoTime, Uuid } from '../envelope.ts'
import { Actor, Appended, MinSeq } from '../page.ts'
import { Role } from '../role.ts'

const service = 'staff'

export const AccountView = Type.Object({
  id: Uuid,
  workspace: Uuid,
  workspaceName: Type.String(),
  name: Type.String(),
  email: Type.String(),
  role: Role,
  /** False: closed; it cannot sign in. */
  active: Type.Boolean(),
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
    'password_too_short',
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
  refusals: ['sign_in_failed', 'sign_in_throttled', 'account_closed'],
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
/** All accounts of a workspace, closed ones too (their names stay in threads). */
export const listAccounts = defineEndpoint({
  service,
  name: 'list_accounts',
  request: Type.Object({ workspace: Uuid, minSeq: Type.Optional(MinSeq) }),
  response: Type.Object({ accounts: Type.Array(AccountView) }),
  refusals: [],
})

/** A link that lets one person join; its secret is shown once, to who made it. */
export const InvitationView = Type.Object({
  id: Uuid,
  role: Role,
  /** For whom, in the words of who made it. */
  note: Type.String(),
  by: Type.String(),
  createdAt: IsoTime,
  expiresAt: IsoTime,
})
export type InvitationView = Static<typeof InvitationView>

const managing = [
  'account_not_found',
  'role_forbidden',
  'last_owner',
  'invitation_not_found',
  'read_model_behind',
]

/** Open invitations, newest first. */
export const listInvitations = defineEndpoint({
  service,
  name: 'list_invitations',
  needs: 'admin',
  request: Type.Object({ ...Actor.properties, minSeq: Type.Optional(MinSeq) }),
  response: Type.Object({ invitations: Type.Array(InvitationView) }),
  refusals: managing,
})
/** Nobody invites to a role above their own; only owners invite admins and owners. Valid for seven days. */
export const makeInvitation = defineEndpoint({
  service,
  name: 'make_invitation',
  needs: 'admin',
  request: Type.Object({ ...Actor.properties, invitee: Role, note: Type.String({ maxLength: 100 }) }),
  response: Type.Object({ invitationId: Uuid, secret: Type.String(), sequence: Type.Integer() }),
  refusals: managing,
})
export const revokeInvitation = defineEndpoint({
  service,
  name: 'revoke_invitation',
  needs: 'admin',
  request: Type.Object({ ...Actor.properties, invitationId: Uuid }),
  response: Appended,
  refusals: managing,
})
/** What a link opens; refused when it was used, taken back or is too old. No sign-in needed. */
export const readInvitation = defineEndpoint({
  service,
  name: 'read_invitation',
  request: Type.Object({ secret: Type.String({ maxLength: 200 }) }),
  response: Type.Object({ workspaceName: Type.String(), role: Role, expiresAt: IsoTime }),
  refusals: ['invitation_not_found'],
})
/** Joins by a link and signs in; one link makes one account, however often it is tried at once. */
export const acceptInvitation = defineEndpoint({
  service,
  name: 'accept_invitation',
  request: Type.Object({
    secret: Type.String({ maxLength: 200 }),
    name: Type.String(),
    email: Type.String(),
    password: Type.String(),
  }),
  response: signedIn,
  refusals: [
    'invitation_not_found',
    'email_taken',
    'email_invalid',
    'password_too_short',
    'password_too_weak',
    'name_invalid',
  ],
})
/** Changes role or closes and opens an account; ends its sign-ins where it loses something. The last owner stays. */
export const changeAccount = defineEndpoint({
  service,
  name: 'change_account',
  needs: 'admin',
  request: Type.Object({
    ...Actor.properties,
    accountId: Uuid,
    newRole: Type.Optional(Role),
    active: Type.Optional(Type.Boolean()),
  }),
  response: Appended,
  refusals: managing,
})
/** A person changes their own name. */
export const renameMe = defineEndpoint({
  service,
  name: 'rename_me',
  needs: 'viewer',
  request: Type.Object({ ...Actor.properties, name: Type.String() }),
  response: Appended,
  refusals: ['name_invalid'],
})
/** A person changes their own password; ends their other sign-ins. */
export const changeMyPassword = defineEndpoint({
  service,
  name: 'change_my_password',
  needs: 'viewer',
  request: Type.Object({
    ...Actor.properties,
    /** The sign-in that stays. */
    token: Type.String({ maxLength: 200 }),
    current: Type.String(),
    next: Type.String(),
  }),
  response: Type.Object({}),
  refusals: ['password_wrong', 'password_too_short', 'password_too_weak', 'sign_in_throttled'],
})

// Owns the events of workspaces, accounts and invitations. Lane `workspace`, `account` or `invitation`; entity: its id.
import { Type } from 'typebox'
import { defineEvent, type EventOf, IsoTime, type NewEvent, Uuid } from '../envelope.ts'
import { Role } from '../role.ts'

export const workspaceCreated = defineEvent('staff.workspace_created.v1', {
  emitted: 'when a business signs up, or an operator makes its first owner.',
  data: Type.Object({ workspaceId: Uuid, name: Type.String() }),
  sealed: null,
})
export const accountCreated = defineEvent('staff.account_created.v1', {
  emitted: 'when a person gets an account in a workspace. The password is in no event.',
  data: Type.Object({ accountId: Uuid, role: Role }),
  sealed: Type.Object({ email: Type.String(), name: Type.String() }),
})

export const accountChanged = defineEvent('staff.account_changed.v1', {
  emitted: 'when the role of an account changes, or it is closed or opened again; not when nothing changes.',
  data: Type.Object({ accountId: Uuid, role: Role, active: Type.Boolean(), by: Type.String() }),
  sealed: null,
})
export const accountRenamed = defineEvent('staff.account_renamed.v1', {
  emitted: 'when a person changes their own name.',
  data: Type.Object({ accountId: Uuid }),
  sealed: Type.Object({ name: Type.String() }),
})
export const invitationMade = defineEvent('staff.invitation_made.v1', {
  emitted: 'when staff make a link that lets one person join; the secret of the link is in no event.',
  data: Type.Object({
    invitationId: Uuid,
    role: Role,
    by: Type.String(),
    /** HMAC-SHA-256 (hex) of the link's secret. */
    hash: Type.String(),
    expiresAt: IsoTime,
  }),
  sealed: Type.Object({ note: Type.String() }),
})
export const invitationAccepted = defineEvent('staff.invitation_accepted.v1', {
  emitted: 'when somebody joined by the link; it opens nothing any more.',
  data: Type.Object({ invitationId: Uuid, accountId: Uuid }),
  sealed: null,
})
export const invitationRevoked = defineEvent('staff.invitation_revoked.v1', {
  emitted: 'when staff take a link back before anybody used it.',
  data: Type.Object({ invitationId: Uuid, by: Type.String() }),
  sealed: null,
})

export const workspaceEvents = [workspaceCreated] as const
export const accountEvents = [accountCreated, accountChanged, accountRenamed] as const
export const invitationEvents = [invitationMade, invitationAccepted, invitationRevoked] as const
export type WorkspaceEvent = EventOf<(typeof workspaceEvents)[number]>
export type AccountEvent = EventOf<(typeof accountEvents)[number]>
export type NewAccountEvent = NewEvent<(typeof accountEvents)[number]>
export type InvitationEvent = EventOf<(typeof invitationEvents)[number]>
export type NewInvitationEvent = NewEvent<(typeof invitationEvents)[number]>

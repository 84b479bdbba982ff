// Owns the events of workspaces and accounts. Lane `workspace` or `account`; entity: its id.
import { Type } from 'typebox'
import { defineEvent, type EventOf, type NewEvent, Uuid } from '../envelope.ts'

export const Role = Type.Union([
  Type.Literal('owner'),
  Type.Literal('admin'),
  Type.Literal('agent'),
  Type.Literal('viewer'),
])

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

export const workspaceEvents = [workspaceCreated] as const
export const accountEvents = [accountCreated] as const
export type WorkspaceEvent = EventOf<(typeof workspaceEvents)[number]>
export type AccountEvent = EventOf<(typeof accountEvents)[number]>
export type NewAccountEvent = NewEvent<(typeof accountEvents)[number]>

// Owns the rules of one invitation.
import { recorded } from '@indoshopster/contracts/examples'
import type { Role } from '@indoshopster/contracts/role'
import type { InvitationEvent } from '@indoshopster/contracts/staff/staff.events'
import { given } from '@indoshopster/event-sourcing/testing'
import { describe, test } from 'vitest'
import { invitation, type InvitationCommand } from './invitation.decider.ts'

const invitationId = '00000000-0000-7000-8000-000000000001'
const expiresAt = '2026-12-01T00:00:00.000Z'
const hash = 'a'.repeat(64)
const made = (role: Role): InvitationEvent =>
  recorded(
    'staff.invitation_made.v1',
    invitationId,
    { invitationId, role, by: 'ani', hash, expiresAt, sealed: { note: 'Sari' } },
    { sequence: 1 },
  )
const accepted: InvitationEvent = recorded(
  'staff.invitation_accepted.v1',
  invitationId,
  { invitationId, accountId: 'sari' },
  { sequence: 2 },
)
const revoked: InvitationEvent = recorded(
  'staff.invitation_revoked.v1',
  invitationId,
  { invitationId, by: 'ani' },
  { sequence: 2 },
)
const make = (role: Role, invitee: Role): InvitationCommand => ({
  type: 'make',
  invitationId,
  by: 'ani',
  role,
  invitee,
  note: ' Sari ',
  hash,
  expiresAt,
})
const revoke: InvitationCommand = { type: 'revoke', invitationId, by: 'ani', role: 'admin' }
const accept = (accountId: string, at = '2026-11-23T00:00:00.000Z'): InvitationCommand => ({
  type: 'accept',
  invitationId,
  accountId,
  at,
})

describe('invitation', () => {
  test('is made for a role that its maker may manage', () => {
    given(invitation)
      .when(make('admin', 'agent'))
      .then([
        {
          type: 'staff.invitation_made.v1',
          data: { invitationId, role: 'agent', by: 'ani', hash, expiresAt },
          sealed: { note: 'Sari' },
          person: `invitation:${invitationId}`,
        },
      ])
    given(invitation).when(make('admin', 'admin')).thenRefuses('role_forbidden')
    given(invitation).when(make('agent', 'viewer')).thenRefuses('role_forbidden')
  })

  test('lets one account join, and the same account again after a crash', () => {
    given(invitation, [made('agent')])
      .when(accept('sari'))
      .then([{ type: 'staff.invitation_accepted.v1', data: { invitationId, accountId: 'sari' } }])
    given(invitation, [made('agent'), accepted])
      .when(accept('sari'))
      .thenNothing()
    given(invitation, [made('agent'), accepted])
      .when(accept('budi'))
      .thenRefuses('invitation_not_found')
  })

  test('opens nothing once it is too old or taken back', () => {
    given(invitation, [made('agent')])
      .when(accept('sari', expiresAt))
      .thenRefuses('invitation_not_found')
    given(invitation, [made('agent'), revoked])
      .when(accept('sari'))
      .thenRefuses('invitation_not_found')
    given(invitation).when(accept('sari')).thenRefuses('invitation_not_found')
  })

  test('is taken back while it is open; quiet when it was; not by who could not have made it', () => {
    given(invitation, [made('agent')])
      .when(revoke)
      .then([{ type: 'staff.invitation_revoked.v1', data: { invitationId, by: 'ani' } }])
    given(invitation, [made('agent'), revoked])
      .when(revoke)
      .thenNothing()
    given(invitation, [made('agent'), accepted])
      .when(revoke)
      .thenRefuses('invitation_not_found')
    given(invitation, [made('owner')])
      .when(revoke)
      .thenRefuses('role_forbidden')
  })
})

// Owns the rules of one account's commands.
import { recorded } from '@indoshopster/contracts/examples'
import type { Role } from '@indoshopster/contracts/role'
import type { AccountEvent } from '@indoshopster/contracts/staff/staff.events'
import { given } from '@indoshopster/event-sourcing/testing'
import { describe, test } from 'vitest'
import { account, type AccountCommand } from './account.decider.ts'

const accountId = '00000000-0000-7000-8000-000000000001'
const created = (role: Role): AccountEvent =>
  recorded(
    'staff.account_created.v1',
    accountId,
    { accountId, role, sealed: { name: 'Sari', email: 's@toko.example' } },
    { sequence: 1 },
  )
const changed = (role: Role, active: boolean): AccountEvent =>
  recorded('staff.account_changed.v1', accountId, { accountId, role, active, by: 'ani' }, { sequence: 2 })
type Change = Extract<AccountCommand, { type: 'change' }>
const change = (told: Partial<Change>): Change => ({
  type: 'change',
  accountId,
  by: 'ani',
  role: 'owner',
  otherOwner: true,
  ...told,
})
const done = (role: Role, active: boolean) => [
  { type: 'staff.account_changed.v1' as const, data: { accountId, role, active, by: 'ani' } },
]

describe('account', () => {
  test('an owner gives any role', () => {
    given(account, [created('agent')])
      .when(change({ newRole: 'owner' }))
      .then(done('owner', true))
  })

  test('an admin manages agents and viewers, and nobody above', () => {
    given(account, [created('agent')])
      .when(change({ role: 'admin', newRole: 'viewer' }))
      .then(done('viewer', true))
    given(account, [created('agent')])
      .when(change({ role: 'admin', newRole: 'admin' }))
      .thenRefuses('role_forbidden')
    for (const role of ['admin', 'owner'] as const) {
      given(account, [created(role)])
        .when(change({ role: 'admin', active: false }))
        .thenRefuses('role_forbidden')
    }
  })

  test('agents and viewers manage nobody', () => {
    for (const role of ['agent', 'viewer'] as const) {
      given(account, [created('viewer')])
        .when(change({ role, active: false }))
        .thenRefuses('role_forbidden')
    }
  })

  test('is closed and opened again with the role it had', () => {
    given(account, [created('agent')])
      .when(change({ active: false }))
      .then(done('agent', false))
    given(account, [created('agent'), changed('agent', false)])
      .when(change({ active: true }))
      .then(done('agent', true))
  })

  test('the last owner stays an owner and open', () => {
    for (const loss of [{ newRole: 'admin' }, { active: false }] as const) {
      given(account, [created('owner')])
        .when(change({ ...loss, otherOwner: false }))
        .thenRefuses('last_owner')
    }
    given(account, [created('owner')])
      .when(change({ newRole: 'admin' }))
      .then(done('admin', true))
  })

  test('stays quiet when nothing changes', () => {
    given(account, [created('agent')])
      .when(change({ newRole: 'agent', active: true }))
      .thenNothing()
    given(account, [created('agent')])
      .when({ type: 'rename', accountId, name: ' Sari ' })
      .thenNothing()
  })

  test('is renamed by its person; refuses what is no name', () => {
    given(account, [created('agent')])
      .when({ type: 'rename', accountId, name: 'Sari W' })
      .then([
        {
          type: 'staff.account_renamed.v1',
          data: { accountId },
          sealed: { name: 'Sari W' },
          person: `account:${accountId}`,
        },
      ])
    given(account, [created('agent')])
      .when({ type: 'rename', accountId, name: ' ' })
      .thenRefuses('name_invalid')
  })

  test('refuses where there is none', () => {
    given(account).when(change({})).thenRefuses('account_not_found')
  })
})

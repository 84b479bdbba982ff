// Proves which actions a role has with a number.
import type { Role } from '@indoshopster/contracts/role'
import { describe, expect, it } from 'vitest'
import { numberActions } from './number-actions.ts'
import { session } from './sessions.examples.ts'

const order: Role[] = ['viewer', 'agent', 'admin', 'owner']
const as = (role: Role) => (needed: Role) => order.indexOf(role) >= order.indexOf(needed)

describe('number actions', () => {
  it('are none for agents and viewers', () => {
    expect([...numberActions(session(), as('agent')), ...numberActions(session(), as('viewer'))]).toEqual([])
  })

  it('remove only for owners, as the last', () => {
    expect(numberActions(session(), as('admin'))).toEqual(['rename', 'showGroups', 'logOut'])
    expect(numberActions(session(), as('owner')).at(-1)).toBe('remove')
  })

  it('follow what the number is', () => {
    const off = session({ state: 'logged_out', isDefault: false, groups: true })
    expect(numberActions(off, as('admin'))).toEqual(['rename', 'makeDefault', 'hideGroups', 'pair'])
  })
})

// Proves whom a role may manage, and in which order people are listed.
import { describe, expect, it } from 'vitest'
import { givableRoles, inOrder, isLastOwner } from './role-rules.ts'
import { colleague } from './staff.examples.ts'

const owner = colleague({ id: 'o', name: 'Olga', role: 'owner' })
const agent = colleague({ id: 'a', name: 'Adi' })

describe('role rules', () => {
  it('let owners give every role, admins those below them, others none', () => {
    expect(givableRoles('owner')).toEqual(['owner', 'admin', 'agent', 'viewer'])
    expect(givableRoles('admin')).toEqual(['agent', 'viewer'])
    expect([...givableRoles('agent'), ...givableRoles('viewer')]).toEqual([])
  })

  it('know the last owner who can sign in', () => {
    expect(isLastOwner([owner, agent], 'o')).toBe(true)
    expect(isLastOwner([owner, agent], 'a')).toBe(false)
    const other = colleague({ id: 'p', role: 'owner' })
    expect(isLastOwner([owner, other], 'o')).toBe(false)
    expect(isLastOwner([owner, { ...other, active: false }], 'o')).toBe(true)
  })

  it('list open accounts first, then by role and name', () => {
    const closed = colleague({ id: 'c', name: 'Ada', role: 'owner', active: false })
    const budi = colleague({ id: 'b', name: 'Budi' })
    expect(inOrder([closed, budi, agent, owner]).map(({ id }) => id)).toEqual(['o', 'a', 'b', 'c'])
  })
})

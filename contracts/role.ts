// Owns the roles of staff and their order; every endpoint says the least role it needs.
import { Type, type Static } from 'typebox'

/**
 * | role   | may                                                                              |
 * | ------ | -------------------------------------------------------------------------------- |
 * | viewer | read everything                                                                  |
 * | agent  | also answer, make and apply labels, assign, note, snooze, resolve, quick replies |
 * | admin  | also numbers, labels, templates, API keys, invitations                           |
 * | owner  | also roles of admins and owners, removing a number, erasing a contact            |
 */
export const Role = Type.Union([
  Type.Literal('owner'),
  Type.Literal('admin'),
  Type.Literal('agent'),
  Type.Literal('viewer'),
])
export type Role = Static<typeof Role>

const rank: Readonly<Record<Role, number>> = { viewer: 0, agent: 1, admin: 2, owner: 3 }

/** Does a role include what another one may do? */
export const includesRole = (role: Role, needed: Role): boolean => rank[role] >= rank[needed]

// Answers: whom may a role manage, and which roles may it give? The staff service judges; the app only shows or hides by it.
import type { Role } from '@indoshopster/contracts/role'
import type { AccountView } from '@indoshopster/contracts/staff/staff.endpoints'

/** The most powerful first. */
export const roles = ['owner', 'admin', 'agent', 'viewer'] as const satisfies readonly Role[]

/** Owners manage everybody; admins manage agents and viewers. */
export const mayManage = (actor: Role, role: Role): boolean =>
  actor === 'owner' || (actor === 'admin' && (role === 'agent' || role === 'viewer'))

/** The roles somebody may give to another one. */
export const givableRoles = (actor: Role): Role[] => roles.filter((role) => mayManage(actor, role))

/** Is this the only owner who can sign in? Then the role and the account stay. */
export function isLastOwner(accounts: readonly AccountView[], id: string): boolean {
  const owners = accounts.filter(({ role, active }) => role === 'owner' && active)
  return owners.length === 1 && owners[0]?.id === id
}

/** Open accounts first, then by role, then by name. */
export function inOrder(accounts: readonly AccountView[]): AccountView[] {
  return [...accounts].sort(
    (a, b) =>
      Number(b.active) - Number(a.active) ||
      roles.indexOf(a.role) - roles.indexOf(b.role) ||
      a.name.localeCompare(b.name),
  )
}

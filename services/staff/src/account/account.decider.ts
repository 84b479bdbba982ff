// Owns the rules of one account's commands: its role, closing and opening it, its name.
import { includesRole, type Role } from '@indoshopster/contracts/role'
import type { AccountEvent, NewAccountEvent } from '@indoshopster/contracts/staff/staff.events'
import { type Decider, Refusal } from '@indoshopster/event-sourcing/decider'
import { staffErrors } from '../staff.errors.ts'

export type AccountCommand =
  | {
      readonly type: 'change'
      readonly accountId: string
      readonly by: string
      /** Of who acts. */
      readonly role: Role
      readonly newRole?: Role
      readonly active?: boolean
      /** Is there another account that owns the workspace and is open? */
      readonly otherOwner: boolean
    }
  | { readonly type: 'rename'; readonly accountId: string; readonly name: string }

/** Null: there never was one. */
export type AccountState = {
  readonly role: Role
  readonly active: boolean
  readonly name: string | null
} | null

/** Owners manage everybody; admins manage agents and viewers. */
export const mayManage = (actor: Role, role: Role): boolean =>
  actor === 'owner' || (actor === 'admin' && !includesRole(role, 'admin'))

/** One line of 1 to 60 characters that shows. */
export const personName = /^[^\p{Cc}\u2028\u2029]{1,60}$/u

export const account: Decider<AccountCommand, NewAccountEvent, AccountEvent, AccountState> = {
  initial: null,
  decide(command, state) {
    if (!state) throw new Refusal('account_not_found', staffErrors.account_not_found)
    const { accountId } = command
    if (command.type === 'rename') {
      const name = command.name.trim()
      if (!personName.test(name)) throw new Refusal('name_invalid', staffErrors.name_invalid)
      if (name === state.name) return []
      return [
        {
          type: 'staff.account_renamed.v1',
          data: { accountId },
          sealed: { name },
          person: `account:${accountId}`,
        },
      ]
    }
    const { role: actor, by, newRole: role = state.role, active = state.active } = command
    if (!mayManage(actor, state.role) || !mayManage(actor, role)) {
      throw new Refusal('role_forbidden', staffErrors.role_forbidden)
    }
    if (role === state.role && active === state.active) return []
    const ownsNoMore = state.role === 'owner' && state.active && (role !== 'owner' || !active)
    if (ownsNoMore && !command.otherOwner) throw new Refusal('last_owner', staffErrors.last_owner)
    return [{ type: 'staff.account_changed.v1', data: { accountId, role, active, by } }]
  },
  evolve(state, event) {
    switch (event.type) {
      case 'staff.account_created.v1':
        return { role: event.data.role, active: true, name: event.data.sealed?.name ?? null }
      case 'staff.account_changed.v1':
        return state && { ...state, role: event.data.role, active: event.data.active }
      case 'staff.account_renamed.v1':
        return state && { ...state, name: event.data.sealed?.name ?? state.name }
      default:
        return state
    }
  },
}

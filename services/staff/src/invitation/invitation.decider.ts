// Owns the rules of one invitation: made, used once, or taken back.
import type { Role } from '@indoshopster/contracts/role'
import type { InvitationEvent, NewInvitationEvent } from '@indoshopster/contracts/staff/staff.events'
import { type Decider, Refusal } from '@indoshopster/event-sourcing/decider'
import { mayManage } from '../account/account.decider.ts'
import { staffErrors } from '../staff.errors.ts'

export type InvitationCommand =
  | {
      readonly type: 'make'
      readonly invitationId: string
      readonly by: string
      /** Of who acts. */
      readonly role: Role
      readonly invitee: Role
      readonly note: string
      readonly hash: string
      readonly expiresAt: string
    }
  | { readonly type: 'revoke'; readonly invitationId: string; readonly by: string; readonly role: Role }
  | {
      readonly type: 'accept'
      readonly invitationId: string
      readonly accountId: string
      /** ISO time. */
      readonly at: string
    }

/** Null: there never was one. */
export type InvitationState = {
  readonly role: Role
  readonly expiresAt: string
  /** The account it made; `revoked` when it was taken back; null while it is open. */
  readonly end: { readonly accountId: string } | 'revoked' | null
} | null

const notFound = () => new Refusal('invitation_not_found', staffErrors.invitation_not_found)

export const invitation: Decider<InvitationCommand, NewInvitationEvent, InvitationEvent, InvitationState> = {
  initial: null,
  decide(command, state) {
    const { invitationId } = command
    switch (command.type) {
      case 'make': {
        const { by, invitee, note, hash, expiresAt } = command
        if (!mayManage(command.role, invitee)) throw new Refusal('role_forbidden', staffErrors.role_forbidden)
        const data = { invitationId, role: invitee, by, hash, expiresAt }
        const person = `invitation:${invitationId}`
        return [{ type: 'staff.invitation_made.v1', data, sealed: { note: note.trim() }, person }]
      }
      case 'revoke':
        if (!state || (state.end !== null && state.end !== 'revoked')) throw notFound()
        if (!mayManage(command.role, state.role))
          throw new Refusal('role_forbidden', staffErrors.role_forbidden)
        return state.end === 'revoked'
          ? []
          : [{ type: 'staff.invitation_revoked.v1', data: { invitationId, by: command.by } }]
      case 'accept': {
        const { accountId } = command
        if (!state || state.end === 'revoked') throw notFound()
        // A repetition after a crash: the same account has it already.
        if (state.end?.accountId === accountId) return []
        if (state.end !== null || state.expiresAt <= command.at) throw notFound()
        return [{ type: 'staff.invitation_accepted.v1', data: { invitationId, accountId } }]
      }
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'staff.invitation_made.v1':
        return { role: event.data.role, expiresAt: event.data.expiresAt, end: null }
      case 'staff.invitation_accepted.v1':
        return state && { ...state, end: { accountId: event.data.accountId } }
      case 'staff.invitation_revoked.v1':
        return state && { ...state, end: 'revoked' }
      default:
        return state
    }
  },
}

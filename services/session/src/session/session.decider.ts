// Owns the rules of a session: what staff may ask of it, and which facts of its owner are news. Pure.
import type { NewSessionEvent, SessionEvent } from '@indoshopster/contracts/session/session.events'
import { type Decider, Refusal } from '@indoshopster/event-sourcing/decider'
import { type SessionErrorCode, sessionErrors } from '../session.errors.ts'
import { evolveSession, type RestrictionKind } from './session.model.ts'
import type { SessionRow } from './session-list.table.ts'

type Reason<Type extends SessionEvent['type']> = Extract<SessionEvent, { type: Type }>['data'] extends {
  reason: infer R
}
  ? R
  : never
export type DisconnectReason = Reason<'session.disconnected.v1'>
type LogoutReason = Reason<'session.logged_out.v1'>
type PairingRefusal = Reason<'session.pairing_refused.v1'>

/** What staff ask for. `by` is the account. */
export type SessionRequest =
  | { kind: 'add'; sessionId: string; network: SessionRow['network']; name: string; by: string }
  | { kind: 'rename'; name: string; by: string }
  | { kind: 'request_pairing'; by: string }
  | { kind: 'log_out' }
  | { kind: 'choose_groups'; shown: boolean; by: string }
  | { kind: 'choose_default'; isDefault: boolean; by: string }
  | { kind: 'remove'; by: string }

/** What the owner of the session has seen. */
export type SessionFact =
  | { kind: 'saw_linked'; phone: string; pushName: string | null }
  | { kind: 'saw_online' }
  | { kind: 'saw_offline'; reason: DisconnectReason }
  | { kind: 'saw_logged_out'; reason: LogoutReason }
  | { kind: 'saw_pairing_expired' }
  | { kind: 'saw_pairing_refused'; reason: PairingRefusal }
  /** `until`: ISO time; null: the network did not say. */
  | { kind: 'saw_restricted'; restriction: RestrictionKind; until: string | null }
  | { kind: 'saw_unrestricted' }
  /** A part of the phone's history is in the log; `progress`: percent, null: the phone did not say. */
  | { kind: 'saw_history'; chats: number; messages: number; progress: number | null }
  /** The network took a message of ours; `heard`: to somebody who had written before. */
  | { kind: 'saw_accepted'; heard: boolean }

export type SessionCommand = SessionRequest | SessionFact

const MAX_NAME = 60

export const sessionDecider: Decider<SessionCommand, NewSessionEvent, SessionEvent, SessionRow | undefined> =
  {
    initial: undefined,
    evolve: evolveSession,
    decide(command, row) {
      if (command.kind === 'add') return row ? [] : [added(command)]
      if (!row) throw refusal('session_not_found')
      if (row.removed) {
        // A fact may arrive after the removal, and removing twice changes nothing; everything else has lost its object.
        if (command.kind === 'remove' || command.kind.startsWith('saw_')) return []
        throw refusal('session_not_found')
      }
      const sessionId = row.id
      switch (command.kind) {
        case 'rename': {
          const name = nameOf(command.name)
          if (name === row.name) return []
          return [{ type: 'session.renamed.v1', data: { sessionId, name, by: command.by } }]
        }
        case 'choose_groups':
          if (command.shown === row.groups) return []
          return [
            { type: 'session.groups_chosen.v1', data: { sessionId, shown: command.shown, by: command.by } },
          ]
        case 'request_pairing':
          if (row.linked) throw refusal('session_already_linked')
          if (row.state === 'starting') return []
          return [{ type: 'session.pairing_requested.v1', data: { sessionId, by: command.by } }]
        case 'log_out':
          return row.linked ? [loggedOut(sessionId, 'logged_out_by_staff')] : []
        case 'choose_default':
          if (command.isDefault && row.chosen_sequence > 0) return []
          return [{ type: 'session.chosen_as_default.v1', data: { sessionId, by: command.by } }]
        case 'remove':
          return [{ type: 'session.removed.v1', data: { sessionId, by: command.by } }]
        default:
          return newsOf(command, row)
      }
    },
  }

/** A fact is news only when it changes what the log says. */
function newsOf(fact: SessionFact, row: SessionRow): readonly NewSessionEvent[] {
  const sessionId = row.id
  switch (fact.kind) {
    case 'saw_linked': {
      if (row.linked && row.phone === fact.phone) return []
      const sealed = { phone: fact.phone, pushName: fact.pushName }
      return [{ type: 'session.linked.v1', data: { sessionId }, sealed, person: `session:${sessionId}` }]
    }
    case 'saw_online':
      if (!row.linked || row.state === 'online') return []
      return [{ type: 'session.connected.v1', data: { sessionId } }]
    case 'saw_offline':
      if (row.state !== 'online') return []
      return [{ type: 'session.disconnected.v1', data: { sessionId, reason: fact.reason } }]
    case 'saw_logged_out':
      return row.linked ? [loggedOut(sessionId, fact.reason)] : []
    case 'saw_pairing_expired':
      if (row.linked || row.state !== 'starting') return []
      return [{ type: 'session.pairing_expired.v1', data: { sessionId } }]
    case 'saw_pairing_refused':
      if (row.linked || row.state === 'pairing_refused') return []
      return [{ type: 'session.pairing_refused.v1', data: { sessionId, reason: fact.reason } }]
    case 'saw_restricted':
      return restricted(row, fact.restriction, fact.until)
    case 'saw_unrestricted':
      return row.restriction ? [lifted(sessionId)] : []
    case 'saw_history': {
      const { chats, messages } = fact
      // Parts may be read again after a failure; how far it is never goes back.
      const progress = Math.max(fact.progress ?? 0, row.history_progress ?? 0)
      if (messages === 0 && progress === row.history_progress) return []
      return [{ type: 'session.history_imported.v1', data: { sessionId, chats, messages, progress } }]
    }
    case 'saw_accepted': {
      if (!row.restriction) return []
      if (!fact.heard) return [lifted(sessionId)]
      // Answers go out again; whether it may write first nobody has tried.
      if (row.restriction === 'new_chats') return []
      const until = row.restricted_until
      return until ? [restriction(sessionId, 'new_chats', until)] : [lifted(sessionId)]
    }
  }
}

function added(command: Extract<SessionRequest, { kind: 'add' }>): NewSessionEvent {
  const { sessionId, network, by } = command
  return { type: 'session.added.v1', data: { sessionId, network, name: nameOf(command.name), by } }
}

/** A refusal without an end does not take back an end told before, nor does a milder one the harder one. */
function restricted(row: SessionRow, told: RestrictionKind, end: string | null): readonly NewSessionEvent[] {
  if (!row.linked) return []
  const kind = row.restriction === 'all_sends' ? 'all_sends' : told
  const until = end ?? row.restricted_until
  if (kind === row.restriction && until === row.restricted_until) return []
  return [restriction(row.id, kind, until)]
}

function restriction(sessionId: string, kind: RestrictionKind, until: string | null): NewSessionEvent {
  return { type: 'session.restricted.v1', data: { sessionId, kind, until } }
}

function lifted(sessionId: string): NewSessionEvent {
  return { type: 'session.restriction_lifted.v1', data: { sessionId } }
}

function loggedOut(sessionId: string, reason: LogoutReason): NewSessionEvent {
  return { type: 'session.logged_out.v1', data: { sessionId, reason } }
}

function nameOf(text: string): string {
  const name = text.trim()
  if (name.length === 0 || name.length > MAX_NAME) throw refusal('session_name_invalid')
  return name
}

function refusal(code: SessionErrorCode): Refusal {
  return new Refusal(code, sessionErrors[code])
}

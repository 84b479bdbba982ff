// Owns what a session has become after its events, and how it is shown to people. Pure.
import type { SessionEvent } from '@indoshopster/contracts/session/session.events'
import type { SessionView } from '@indoshopster/contracts/session/session.views'
import type { LoggedState, SessionRow } from './session-list.table.ts'

export type RestrictionKind = NonNullable<SessionRow['restriction']>

/** How long a restriction is believed whose end WhatsApp did not tell, ms; then one message may find out. */
const UNTOLD_MS = 24 * 3_600_000

/** When a restriction ends, ms since the epoch; null: there is none. */
export function restrictionEnds(row: SessionRow | undefined): number | null {
  if (!row?.restriction) return null
  if (row.restricted_until) return Date.parse(row.restricted_until)
  return Date.parse(row.restricted_at ?? row.since) + UNTOLD_MS
}

/** What the number may not send at this time; null: nothing. */
export function restrictionAt(row: SessionRow | undefined, now: number): RestrictionKind | null {
  const ends = restrictionEnds(row)
  return ends !== null && now < ends ? (row?.restriction ?? null) : null
}

/** What the holding process knows beyond the log. */
export interface LiveState {
  readonly state: SessionView['state']
  readonly reason: SessionView['reason']
  readonly qr: string | null
  /** Eight characters to type on the phone; left out: none is shown. */
  readonly pairingCode?: string | null
  /** ISO time. */
  readonly since: string
  /** The last sequence of the session's log the holder had seen. */
  readonly sequence: number
}

const unrestricted = { restriction: null, restricted_until: null } as const

/** The session after one more event; undefined while it has not been added. */
export function evolveSession(row: SessionRow | undefined, event: SessionEvent): SessionRow | undefined {
  if (event.type === 'session.added.v1') {
    if (row) return row
    return {
      id: event.data.sessionId,
      workspace: event.workspace,
      name: event.data.name,
      network: event.data.network,
      state: 'starting',
      reason: null,
      linked: false,
      removed: false,
      phone: null,
      created_at: event.time,
      since: event.time,
      state_sequence: event.sequence,
      chosen_sequence: 0,
      unlink_sequence: 0,
      ...unrestricted,
      restricted_at: null,
      groups: false,
      history_progress: null,
    }
  }
  if (!row) return undefined
  const into = (state: LoggedState, reason: string | null = null) => ({
    ...row,
    state,
    reason,
    since: event.time,
    state_sequence: event.sequence,
  })
  switch (event.type) {
    case 'session.renamed.v1':
      return { ...row, name: event.data.name }
    case 'session.pairing_requested.v1':
      return into('starting')
    case 'session.pairing_expired.v1':
      return into('qr_expired')
    case 'session.linked.v1':
      return { ...into('linking'), linked: true, phone: event.data.sealed?.phone ?? null }
    case 'session.connected.v1':
      return into('online')
    case 'session.disconnected.v1':
      return into('reconnecting', event.data.reason)
    case 'session.logged_out.v1':
      return {
        ...into('logged_out', event.data.reason),
        ...unrestricted,
        linked: false,
        unlink_sequence: event.sequence,
      }
    case 'session.pairing_refused.v1':
      return into('pairing_refused', event.data.reason)
    case 'session.restricted.v1':
      return {
        ...row,
        restriction: event.data.kind,
        restricted_until: event.data.until,
        restricted_at: event.time,
      }
    case 'session.restriction_lifted.v1':
      return { ...row, ...unrestricted, restricted_at: event.time }
    case 'session.groups_chosen.v1':
      return { ...row, groups: event.data.shown }
    case 'session.history_imported.v1':
      return { ...row, history_progress: event.data.progress }
    case 'session.chosen_as_default.v1':
      return { ...row, chosen_sequence: event.sequence }
    case 'session.removed.v1':
      return {
        ...row,
        removed: true,
        since: event.time,
        unlink_sequence: event.sequence,
        state_sequence: event.sequence,
      }
    default:
      return row
  }
}

/** The default of a workspace: the one chosen last; while nobody chose, the oldest linked one, else the oldest. */
export function defaultOf(rows: readonly SessionRow[]): string | null {
  const present = rows.filter((row) => !row.removed)
  const chosen = present.filter((row) => row.chosen_sequence > 0)
  const lastChosen = chosen.toSorted((a, b) => b.chosen_sequence - a.chosen_sequence)[0]
  const byAge = present.toSorted((a, b) => (a.created_at < b.created_at ? -1 : 1))
  return (lastChosen ?? byAge.find((row) => row.linked) ?? byAge[0])?.id ?? null
}

/**
 * How the session is shown: the holder's word counts unless the log has moved on since. Without a holder nothing is
 * online, whatever a killed process told last.
 */
export function viewOf(
  row: SessionRow & { readonly held: boolean },
  live: LiveState | null,
  defaultId: string | null,
): SessionView {
  const word = live && live.sequence >= row.state_sequence ? live : null
  const isDeserted = !word && !row.held && row.state === 'online'
  return {
    id: row.id,
    name: row.name,
    network: row.network,
    state: word?.state ?? (isDeserted ? 'reconnecting' : row.state),
    // Rows are folded from events whose reasons the contract lists.
    reason: word ? word.reason : isDeserted ? 'connection_lost' : (row.reason as SessionView['reason']),
    phone: row.phone,
    qr: word?.qr ?? null,
    pairingCode: word?.pairingCode ?? null,
    restriction: row.restriction && { kind: row.restriction, until: row.restricted_until },
    groups: row.groups,
    historyProgress: row.history_progress,
    isDefault: row.id === defaultId,
    createdAt: row.created_at,
    since: word?.since ?? row.since,
  }
}

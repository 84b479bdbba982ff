// Owns the table behind the list of sessions: one row per session, as the log tells it.
import { defineTable, type ProjectionRow } from '@indoshopster/event-sourcing/table'

/** What the log alone can know; QR and linking are live and come from the process that holds the session. */
export type LoggedState =
  'starting' | 'linking' | 'online' | 'reconnecting' | 'qr_expired' | 'pairing_refused' | 'logged_out'

/** A type, not an interface, so that it is a plain row for Kysely. */
export type SessionRow = ProjectionRow & {
  readonly name: string
  readonly network: 'whatsapp' | 'simulator'
  readonly state: LoggedState
  /** A DisconnectReason, LogoutReason or PairingRefusal of the contract; null in other states. */
  readonly reason: string | null
  /** A device is linked: it holds credentials of a WhatsApp account. */
  readonly linked: boolean
  readonly removed: boolean
  /** Digits; kept after a log-out so that people recognise the number. */
  readonly phone: string | null
  readonly created_at: string
  /** Since when it is in `state`. */
  readonly since: string
  /** Sequence of the event that made `state` what it is. */
  readonly state_sequence: number
  /** Sequence of the last choice as default; 0: never chosen. */
  readonly chosen_sequence: number
  /** Sequence of the last log-out or removal; 0: none. The owner then forgets the credentials. */
  readonly unlink_sequence: number
  /** What WhatsApp does not let it send now; null: nothing. */
  readonly restriction: 'new_chats' | 'all_sends' | null
  /** ISO time at which the restriction ends; null while there is none, or where WhatsApp did not say. */
  readonly restricted_until: string | null
  /** ISO time of the last word on the restriction; null: never restricted. */
  readonly restricted_at: string | null
  /** Are messages of groups shown? */
  readonly groups: boolean
  /** How far the phone's history is taken in, percent; null: nothing came yet. */
  readonly history_progress: number | null
}

export const sessionListTable = defineTable<SessionRow>({
  columns: {
    id: { type: 'uuid' },
    workspace: { type: 'uuid' },
    name: { type: 'text' },
    network: { type: 'text' },
    state: { type: 'text' },
    reason: { type: 'text', nullable: true },
    linked: { type: 'boolean' },
    removed: { type: 'boolean' },
    phone: { type: 'text', nullable: true },
    created_at: { type: 'timestamptz' },
    since: { type: 'timestamptz' },
    state_sequence: { type: 'bigint' },
    chosen_sequence: { type: 'bigint' },
    unlink_sequence: { type: 'bigint' },
    restriction: { type: 'text', nullable: true },
    restricted_until: { type: 'timestamptz', nullable: true },
    restricted_at: { type: 'timestamptz', nullable: true },
    groups: { type: 'boolean' },
    history_progress: { type: 'integer', nullable: true },
  },
  indexes: ['workspace, created_at', 'network'],
})

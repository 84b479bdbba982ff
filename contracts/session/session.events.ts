// Owns the events of a session: one linked device of one WhatsApp number. Lane and entity: the session id.
import { Type } from 'typebox'
import { defineEvent, type EventOf, IsoTime, type NewEvent, Uuid } from '../envelope.ts'

/** The network a session lives on; a session process serves exactly one. */
export const Network = Type.Union([Type.Literal('whatsapp'), Type.Literal('simulator')])

/** Why a session went offline or was logged out; the UI has a sentence for each. */
export const DisconnectReason = Type.Union([
  Type.Literal('connection_lost'),
  Type.Literal('server_unavailable'),
  Type.Literal('restart_required'),
  Type.Literal('replaced'),
  Type.Literal('handed_over'),
  Type.Literal('store_failed'),
  Type.Literal('protocol_refused'),
])
export const LogoutReason = Type.Union([
  Type.Literal('logged_out_from_phone'),
  Type.Literal('logged_out_by_staff'),
  Type.Literal('account_banned'),
])

/** Why a phone could not be linked; the UI has a sentence for each. */
export const PairingRefusal = Type.Union([
  Type.Literal('passkey_required'),
  Type.Literal('code_wrong'),
  Type.Literal('other_phone'),
  Type.Literal('refused_by_whatsapp'),
])

/** What WhatsApp does not let a number do for a while. */
export const RestrictionKind = Type.Union([Type.Literal('new_chats'), Type.Literal('all_sends')])

const base = { sessionId: Uuid }

export const sessionAdded = defineEvent('session.added.v1', {
  emitted: 'when staff add a number; no WhatsApp account is known yet.',
  data: Type.Object({ ...base, network: Network, name: Type.String(), by: Type.String() }),
  sealed: null,
})
export const sessionRenamed = defineEvent('session.renamed.v1', {
  emitted: 'when staff give a number another name.',
  data: Type.Object({ ...base, name: Type.String(), by: Type.String() }),
  sealed: null,
})
export const sessionPairingRequested = defineEvent('session.pairing_requested.v1', {
  emitted:
    'when staff ask for a new QR, after it expired or after a log-out; not for the first QR of a new session.',
  data: Type.Object({ ...base, by: Type.String() }),
  sealed: null,
})
export const sessionPairingExpired = defineEvent('session.pairing_expired.v1', {
  emitted: 'when nobody scanned any QR of a round; pairing waits for staff.',
  data: Type.Object(base),
  sealed: null,
})
export const sessionLinked = defineEvent('session.linked.v1', {
  emitted: 'when the phone confirmed the pairing; not at later reconnects.',
  data: Type.Object(base),
  sealed: Type.Object({ phone: Type.String(), pushName: Type.Union([Type.String(), Type.Null()]) }),
})
export const sessionConnected = defineEvent('session.connected.v1', {
  emitted: 'when the session is logged in and can send and receive.',
  data: Type.Object(base),
  sealed: null,
})
export const sessionDisconnected = defineEvent('session.disconnected.v1', {
  emitted: 'when an online session lost its connection; not for each failed retry.',
  data: Type.Object({ ...base, reason: DisconnectReason }),
  sealed: null,
})
export const sessionLoggedOut = defineEvent('session.logged_out.v1', {
  emitted: 'when WhatsApp or staff unlinked the device; it needs a new pairing.',
  data: Type.Object({ ...base, reason: LogoutReason }),
  sealed: null,
})
export const sessionChosenAsDefault = defineEvent('session.chosen_as_default.v1', {
  emitted: 'when staff choose the number that sends where a request names none.',
  data: Type.Object({ ...base, by: Type.String() }),
  sealed: null,
})
export const sessionRemoved = defineEvent('session.removed.v1', {
  emitted: 'when staff remove a number; its conversations stay.',
  data: Type.Object({ ...base, by: Type.String() }),
  sealed: null,
})

export const sessionPairingRefused = defineEvent('session.pairing_refused.v1', {
  emitted: 'when WhatsApp or we refused a pairing that was under way; pairing waits for staff.',
  data: Type.Object({ ...base, reason: PairingRefusal }),
  sealed: null,
})
export const sessionRestricted = defineEvent('session.restricted.v1', {
  emitted: 'when WhatsApp restricts what the number may send, or changes until when.',
  data: Type.Object({
    ...base,
    kind: RestrictionKind,
    /** Null: WhatsApp did not say. */
    until: Type.Union([IsoTime, Type.Null()]),
  }),
  sealed: null,
})
export const sessionRestrictionLifted = defineEvent('session.restriction_lifted.v1', {
  emitted: 'when a restriction ended: its time is over, or WhatsApp takes such messages again.',
  data: Type.Object(base),
  sealed: null,
})
export const sessionGroupsChosen = defineEvent('session.groups_chosen.v1', {
  emitted: 'when staff choose whether groups of this number are shown; not when it stays.',
  data: Type.Object({ ...base, shown: Type.Boolean(), by: Type.String() }),
  sealed: null,
})
export const sessionHistoryImported = defineEvent('session.history_imported.v1', {
  emitted: "when a part of the phone's history after a pairing was taken in, up to `progress` percent.",
  data: Type.Object({
    ...base,
    chats: Type.Integer({ minimum: 0 }),
    messages: Type.Integer({ minimum: 0 }),
    progress: Type.Integer({ minimum: 0, maximum: 100 }),
  }),
  sealed: null,
})

export const sessionEvents = [
  sessionAdded,
  sessionRenamed,
  sessionPairingRequested,
  sessionPairingExpired,
  sessionLinked,
  sessionConnected,
  sessionDisconnected,
  sessionLoggedOut,
  sessionChosenAsDefault,
  sessionRemoved,
  sessionPairingRefused,
  sessionRestricted,
  sessionRestrictionLifted,
  sessionGroupsChosen,
  sessionHistoryImported,
] as const
export type SessionEvent = EventOf<(typeof sessionEvents)[number]>
export type NewSessionEvent = NewEvent<(typeof sessionEvents)[number]>

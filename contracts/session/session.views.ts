// Owns how a session is shown to people and programs.
import { Type, type Static } from 'typebox'
import { IsoTime, Uuid } from '../envelope.ts'
import { DisconnectReason, LogoutReason, Network, PairingRefusal, RestrictionKind } from './session.events.ts'

/**
 * | state            | meaning                                                        |
 * | ---------------- | -------------------------------------------------------------- |
 * | starting         | added; its first QR is on the way                              |
 * | waiting_for_scan | `qr` holds the QR's text                                       |
 * | linking          | scanned; the phone and WhatsApp finish the pairing             |
 * | online           | can send and receive                                           |
 * | reconnecting     | linked, connection lost, tries again by itself                 |
 * | waiting_for_code | `pairingCode` is to be typed on the phone                      |
 * | qr_expired       | nobody scanned in time; `POST /app/sessions/{id}/pair` to retry |
 * | pairing_refused  | see `reason`; `POST /app/sessions/{id}/pair` to try again       |
 * | logged_out       | unlinked, see `reason`; `POST /app/sessions/{id}/pair` to link again |
 */
export const SessionState = Type.Union([
  Type.Literal('starting'),
  Type.Literal('waiting_for_scan'),
  Type.Literal('waiting_for_code'),
  Type.Literal('pairing_refused'),
  Type.Literal('linking'),
  Type.Literal('online'),
  Type.Literal('reconnecting'),
  Type.Literal('qr_expired'),
  Type.Literal('logged_out'),
])
export type SessionState = Static<typeof SessionState>

export const SessionView = Type.Object({
  id: Uuid,
  name: Type.String(),
  network: Network,
  state: SessionState,
  /** Why it is reconnecting or logged out; null otherwise. */
  reason: Type.Union([DisconnectReason, LogoutReason, PairingRefusal, Type.Null()]),
  /** Digits with country code; null until linked. */
  phone: Type.Union([Type.String(), Type.Null()]),
  /** Text of the QR while waiting_for_scan; null otherwise. */
  qr: Type.Union([Type.String(), Type.Null()]),
  /** Eight characters to type on the phone while waiting_for_code; null otherwise. */
  pairingCode: Type.Union([Type.String(), Type.Null()]),
  /** What WhatsApp does not let it do now; null: nothing. */
  restriction: Type.Union([
    Type.Object({ kind: RestrictionKind, until: Type.Union([IsoTime, Type.Null()]) }),
    Type.Null(),
  ]),
  /** Are messages of groups shown? */
  groups: Type.Boolean(),
  /** How far the phone's history is taken in, percent; null before any came. */
  historyProgress: Type.Union([Type.Integer({ minimum: 0, maximum: 100 }), Type.Null()]),
  isDefault: Type.Boolean(),
  createdAt: IsoTime,
  /** Since when it is in this state. */
  since: IsoTime,
})
export type SessionView = Static<typeof SessionView>

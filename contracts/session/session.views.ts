// Owns how a session is shown to people and programs.
import { Type, type Static } from 'typebox'
import { IsoTime, Uuid } from '../envelope.ts'
import { DisconnectReason, LogoutReason, Network } from './session.events.ts'

/**
 * | state            | meaning                                                        |
 * | ---------------- | -------------------------------------------------------------- |
 * | starting         | added; its first QR is on the way                              |
 * | waiting_for_scan | `qr` holds the QR's text                                       |
 * | linking          | scanned; the phone and WhatsApp finish the pairing             |
 * | online           | can send and receive                                           |
 * | reconnecting     | linked, connection lost, tries again by itself                 |
 * | qr_expired       | nobody scanned in time; `POST /app/sessions/{id}/pair` to retry |
 * | logged_out       | unlinked, see `reason`; `POST /app/sessions/{id}/pair` to link again |
 */
export const SessionState = Type.Union([
  Type.Literal('starting'),
  Type.Literal('waiting_for_scan'),
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
  reason: Type.Union([DisconnectReason, LogoutReason, Type.Null()]),
  /** Digits with country code; null until linked. */
  phone: Type.Union([Type.String(), Type.Null()]),
  /** Text of the QR while waiting_for_scan; null otherwise. */
  qr: Type.Union([Type.String(), Type.Null()]),
  isDefault: Type.Boolean(),
  createdAt: IsoTime,
  /** Since when it is in this state. */
  since: IsoTime,
})
export type SessionView = Static<typeof SessionView>

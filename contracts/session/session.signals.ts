// Owns the passing signals of sessions, sent by core NATS on `live.<workspace>.session` and never stored.
import { Type, type Static } from 'typebox'
import { Uuid } from '../envelope.ts'
import { SessionView } from './session.views.ts'

/** Sent at every change of state and at every new QR. */
export const SessionSignal = Type.Object({ sessionId: Uuid, session: SessionView })
export type SessionSignal = Static<typeof SessionSignal>

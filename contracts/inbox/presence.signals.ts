// Owns the passing signals about conversations, sent by core NATS and never stored.
import { Type, type Static } from 'typebox'
import { Uuid } from '../envelope.ts'

/** On `live.<workspace>.presence`: what a colleague does in a conversation. */
export const PresenceSignal = Type.Object({
  conversationId: Uuid,
  accountId: Uuid,
  state: Type.Union([Type.Literal('viewing'), Type.Literal('typing'), Type.Literal('left')]),
})
export type PresenceSignal = Static<typeof PresenceSignal>

/** On `live.<workspace>.customer_typing`, by the session service. */
export const CustomerTypingSignal = Type.Object({ conversationId: Uuid, typing: Type.Boolean() })
export type CustomerTypingSignal = Static<typeof CustomerTypingSignal>

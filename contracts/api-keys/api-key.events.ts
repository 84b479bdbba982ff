// Owns the events of partners' API keys. Entity: the key's id (its first eight characters after the prefix).
import { Type } from 'typebox'
import { defineEvent, type EventOf, type NewEvent } from '../envelope.ts'

export const apiKeyIssued = defineEvent('api-keys.key_issued.v1', {
  emitted: 'when staff make an API key; the secret itself is shown once and is in no event.',
  data: Type.Object({
    keyId: Type.String(),
    name: Type.String(),
    /** HMAC-SHA-256 (hex) of the whole key with the pepper. */
    hash: Type.String(),
    /** The last four characters, so that people recognise it. */
    ending: Type.String(),
    by: Type.String(),
  }),
  sealed: null,
})
export const apiKeyRevoked = defineEvent('api-keys.key_revoked.v1', {
  emitted: 'when staff revoke a key; it is refused everywhere within a second.',
  data: Type.Object({ keyId: Type.String(), by: Type.String() }),
  sealed: null,
})

export const apiKeyEvents = [apiKeyIssued, apiKeyRevoked] as const
export type ApiKeyEvent = EventOf<(typeof apiKeyEvents)[number]>
export type NewApiKeyEvent = NewEvent<(typeof apiKeyEvents)[number]>

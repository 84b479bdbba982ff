// Answers: whose API key is this? A copy of the keys' events in memory; the log stays the only place they live.
import type { ApiKeyEvent } from '@indoshopster/contracts/api-keys/api-key.events'
import { apiKeyId } from '@indoshopster/contracts/api-keys/api-key.secret'
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import { keyedHash, sameHash } from '@indoshopster/service/keyed-hash'

export interface ApiKeyOwner {
  readonly workspace: string
  readonly keyId: string
}

export interface KnownApiKeys {
  /** Takes in the next event; events of other owners change nothing. */
  fold(event: RecordedEvent): void
  /** The owner of a secret; null when it is malformed, unknown or revoked. */
  ownerOf(secret: string): ApiKeyOwner | null
}

interface KnownKey extends ApiKeyOwner {
  readonly hash: string
  readonly revoked: boolean
}

/** No key yet. `pepper` is 64 hex digits, the one keys were issued with. */
export function createKnownApiKeys(pepper: string): KnownApiKeys {
  const keys = new Map<string, KnownKey>()
  return {
    fold(recorded) {
      // Types name shapes of our own contracts; other types fall through.
      const event = recorded as ApiKeyEvent
      if (event.type === 'api-keys.key_issued.v1') {
        const { keyId, hash } = event.data
        // The first to have an id keeps it: nobody can take a key over by issuing its id again.
        if (!keys.has(keyId)) keys.set(keyId, { workspace: event.workspace, keyId, hash, revoked: false })
      } else if (event.type === 'api-keys.key_revoked.v1') {
        const key = keys.get(event.data.keyId)
        if (key?.workspace === event.workspace) keys.set(key.keyId, { ...key, revoked: true })
      }
    },
    ownerOf(secret) {
      const keyId = apiKeyId(secret)
      const key = keyId === null ? undefined : keys.get(keyId)
      // Hashed even for unknown ids, so that the time an answer takes does not tell which ids exist.
      const right = sameHash(key?.hash ?? '', keyedHash(pepper, secret))
      return key && right && !key.revoked ? { workspace: key.workspace, keyId: key.keyId } : null
    },
  }
}

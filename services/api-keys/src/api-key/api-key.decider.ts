// Owns the rules of one API key: issue it once, revoke it for good.
import type { ApiKeyEvent, NewApiKeyEvent } from '@indoshopster/contracts/api-keys/api-key.events'
import { type Decider, Refusal } from '@indoshopster/event-sourcing/decider'
import { apiKeysErrors } from '../api-keys.errors.ts'

export type ApiKeyCommand =
  | {
      readonly type: 'issue'
      readonly keyId: string
      readonly name: string
      readonly hash: string
      readonly ending: string
      readonly by: string
    }
  | { readonly type: 'revoke'; readonly keyId: string; readonly by: string }

export type ApiKeyState = 'unknown' | 'good' | 'revoked'

/** One line of 1 to 60 characters that shows. */
const namePattern = /^[^\p{Cc}\u2028\u2029]{1,60}$/u

export const apiKey: Decider<ApiKeyCommand, NewApiKeyEvent, ApiKeyEvent, ApiKeyState> = {
  initial: 'unknown',
  decide(command, state) {
    if (command.type === 'issue') {
      const { type: _, ...issued } = command
      const name = command.name.trim()
      if (!namePattern.test(name)) {
        throw new Refusal('api_key_name_invalid', apiKeysErrors.api_key_name_invalid)
      }
      return [{ type: 'api-keys.key_issued.v1', data: { ...issued, name } }]
    }
    if (state === 'unknown') throw new Refusal('api_key_not_found', apiKeysErrors.api_key_not_found)
    if (state === 'revoked') return []
    return [{ type: 'api-keys.key_revoked.v1', data: { keyId: command.keyId, by: command.by } }]
  },
  evolve(state, event) {
    switch (event.type) {
      case 'api-keys.key_issued.v1':
        return state === 'unknown' ? 'good' : state
      case 'api-keys.key_revoked.v1':
        return 'revoked'
      default:
        return state
    }
  },
}

// Owns the endpoints about API keys: list, issue, revoke, verify.
import {
  apiKeyEnding,
  apiKeyId,
  apiKeyLengths,
  formatApiKey,
} from '@indoshopster/contracts/api-keys/api-key.secret'
import type {
  issueApiKey,
  listApiKeys,
  revokeApiKey,
  verifyApiKey,
} from '@indoshopster/contracts/api-keys/api-keys.endpoints'
import type { RequestOf, ResponseOf } from '@indoshopster/contracts/endpoint'
import { ConflictError } from '@indoshopster/event-log/append'
import { decideAndAppend } from '@indoshopster/event-log/decide-and-append'
import type { EventLog } from '@indoshopster/event-log/event-log'
import { Refusal } from '@indoshopster/event-sourcing/decider'
import type { RunningProjection } from '@indoshopster/read-store/projection-runner'
import { inWorkspace } from '@indoshopster/read-store/workspace-scope'
import { keyedHash, sameHash } from '@indoshopster/service/keyed-hash'
import type { ApiKeysDatabase } from '../api-keys.database.ts'
import { apiKeysErrors } from '../api-keys.errors.ts'
import { apiKey } from './api-key.decider.ts'
import { apiKeys, goodKey } from './api-key-list.queries.ts'

interface Deps {
  readonly database: ApiKeysDatabase
  /** Sees all workspaces: who verifies a key does not know yet whose it is. */
  readonly everyone: ApiKeysDatabase
  readonly list: RunningProjection
  readonly log: Pick<EventLog, 'append' | 'readEntity'>
  readonly pepper: string
  readonly randomText: (length: number) => string
}

const place = (keyId: string) => ({ owner: 'api-keys', lane: 'api_key', entity: keyId })

/** Answers `list_api_keys`. */
export const answerListApiKeys =
  ({ database, list }: Deps) =>
  async ({ workspace, minSeq }: RequestOf<typeof listApiKeys>): Promise<ResponseOf<typeof listApiKeys>> => {
    if (minSeq !== undefined && !(await list.waitFor(minSeq))) {
      throw new Refusal('read_model_behind', apiKeysErrors.read_model_behind)
    }
    return { apiKeys: await inWorkspace(database, workspace, (reader) => apiKeys(reader, workspace)) }
  }

/** Answers `issue_api_key`. The secret exists in this answer only; the log gets its keyed hash. */
export const answerIssueApiKey =
  ({ log, pepper, randomText }: Deps) =>
  async ({ workspace, by, name }: RequestOf<typeof issueApiKey>): Promise<ResponseOf<typeof issueApiKey>> => {
    for (;;) {
      const keyId = randomText(apiKeyLengths.id)
      const secret = formatApiKey(keyId, randomText(apiKeyLengths.random))
      const hash = keyedHash(pepper, secret)
      const issue = { type: 'issue' as const, keyId, name, hash, ending: apiKeyEnding(secret), by }
      const [event] = apiKey.decide(issue, apiKey.initial)
      if (!event) throw new Error('Issuing always produces an event.')
      try {
        const { sequence } = await log.append(workspace, place(keyId), event, { expectedSequence: 0 })
        return { keyId, secret, sequence }
      } catch (error) {
        // The id is taken: another roll of the dice.
        if (!(error instanceof ConflictError)) throw error
      }
    }
  }

/** Answers `revoke_api_key`. */
export const answerRevokeApiKey =
  ({ log }: Deps) =>
  ({ workspace, by, keyId }: RequestOf<typeof revokeApiKey>): Promise<ResponseOf<typeof revokeApiKey>> => {
    // Anything else could not stand in a subject, and is no id of ours.
    if (!/^[0-9A-Za-z]{8}$/.test(keyId)) {
      throw new Refusal('api_key_not_found', apiKeysErrors.api_key_not_found)
    }
    return decideAndAppend(log, apiKey, { workspace, ...place(keyId) }, { type: 'revoke', keyId, by })
  }

/** Answers `verify_api_key`. A typo is told by the checksum, without a look at the database. */
export const answerVerifyApiKey =
  ({ everyone, pepper }: Deps) =>
  async ({ secret }: RequestOf<typeof verifyApiKey>): Promise<ResponseOf<typeof verifyApiKey>> => {
    const keyId = apiKeyId(secret)
    const key = keyId === null ? null : await goodKey(everyone, keyId)
    if (!key || !sameHash(key.hash, keyedHash(pepper, secret))) return { workspace: null, keyId: null }
    return { workspace: key.workspace, keyId }
  }

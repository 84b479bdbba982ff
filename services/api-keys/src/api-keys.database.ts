// Owns the tables of api-keys as Kysely sees them, with the types the driver answers.
import type { Kysely, Transaction } from 'kysely'
import { physicalTable } from '@indoshopster/read-store/projection-ddl'
import { apiKeyList } from './api-key/api-key-list.projection.ts'
import type { ApiKeyRow } from './api-key/api-key-list.table.ts'

export interface ApiKeysTables {
  'api_keys.api_key_list': Omit<ApiKeyRow, 'created_at' | 'revoked_at'> & {
    readonly created_at: Date
    readonly revoked_at: Date | null
  }
}

export type ApiKeysDatabase = Kysely<ApiKeysTables>
export type ApiKeysReader = Kysely<ApiKeysTables> | Transaction<ApiKeysTables>

// The table's real name ends with the projection's version; the type leaves it out so that a bump touches no query.
export const apiKeyTable = `api_keys.${physicalTable(apiKeyList)}` as 'api_keys.api_key_list'

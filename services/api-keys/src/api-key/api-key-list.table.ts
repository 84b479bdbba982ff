// Owns the table of the projection `api_key_list`: one row per key, revoked ones too.
import { defineTable } from '@indoshopster/event-sourcing/table'

export interface ApiKeyRow {
  readonly id: string
  readonly workspace: string
  readonly name: string
  /** HMAC-SHA-256 (hex) of the whole secret under the pepper. */
  readonly hash: string
  readonly ending: string
  /** ISO time. */
  readonly created_at: string
  /** ISO time. */
  readonly revoked_at: string | null
}

export const apiKeyListTable = defineTable<ApiKeyRow>({
  columns: {
    id: { type: 'text' },
    workspace: { type: 'uuid' },
    name: { type: 'text' },
    hash: { type: 'text' },
    ending: { type: 'text' },
    created_at: { type: 'timestamptz' },
    revoked_at: { type: 'timestamptz', nullable: true },
  },
  indexes: ['workspace, created_at DESC'],
})

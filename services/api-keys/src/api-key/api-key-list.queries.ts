// Answers: which keys does a workspace have, and whose is a key with this id?
import type { ApiKeyView } from '@indoshopster/contracts/api-keys/api-keys.endpoints'
import { type ApiKeysDatabase, type ApiKeysReader, apiKeyTable } from '../api-keys.database.ts'

/** The workspace's keys, newest first, revoked ones too. */
export async function apiKeys(reader: ApiKeysReader, workspace: string): Promise<ApiKeyView[]> {
  const rows = await reader
    .selectFrom(apiKeyTable)
    .select(['id', 'name', 'ending', 'created_at', 'revoked_at'])
    .where('workspace', '=', workspace)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(({ id, name, ending, created_at, revoked_at }) => ({
    id,
    name,
    ending,
    createdAt: created_at.toISOString(),
    revokedAt: revoked_at?.toISOString() ?? null,
  }))
}

/** Whose key this is and what it hashes to; null when unknown or revoked. The caller knows no workspace yet. */
export async function goodKey(
  everyone: ApiKeysDatabase,
  keyId: string,
): Promise<{ workspace: string; hash: string } | null> {
  const row = await everyone
    .selectFrom(apiKeyTable)
    .select(['workspace', 'hash'])
    .where('id', '=', keyId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

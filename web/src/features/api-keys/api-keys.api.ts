// Owns the calls about API keys, and the cached list of them.
import type { ApiKeyIssued, ApiKeysList } from '@indoshopster/contracts/web-api/templates'
import { defineQuery, useQuery } from '@pinia/colada'
import { request } from '../../api/request.ts'
import { seenSequence } from '../../live/seen-sequences.ts'

/** The keys of the workspace, revoked ones too; read again when a live frame says they changed. */
export const useApiKeys = defineQuery(() =>
  useQuery({
    key: ['api_keys'],
    query: () => request<ApiKeysList>('/app/api-keys', { query: { min_seq: seenSequence('api_keys') } }),
  }),
)

export const issueApiKey = (name: string) =>
  request<ApiKeyIssued>('/app/api-keys', { method: 'POST', body: { name } })

export const revokeApiKey = (id: string) =>
  request<{ sequence: number }>(`/app/api-keys/${encodeURIComponent(id)}`, { method: 'DELETE' })

// Answers: which API keys does a workspace have, and which of them are still good?
import { type ApiKeyEvent, apiKeyEvents } from '@indoshopster/contracts/api-keys/api-key.events'
import { eventFilter } from '@indoshopster/contracts/subjects'
import { defineProjection } from '@indoshopster/event-sourcing/projection'
import { type ApiKeyRow, apiKeyListTable } from './api-key-list.table.ts'

/** Law: the first workspace that issued an id keeps it, and a revoked key never becomes good again. */
export const apiKeyList = defineProjection<ApiKeyEvent, ApiKeyRow>({
  name: 'api_key_list',
  version: 1,
  subjects: [eventFilter({ owner: 'api-keys', lane: 'api_key' })],
  types: apiKeyEvents.map((definition) => definition.type),
  table: apiKeyListTable,
  key: (event) => event.data.keyId,
  fold(row, event) {
    switch (event.type) {
      case 'api-keys.key_issued.v1': {
        const { keyId, name, hash, ending } = event.data
        const issued = { id: keyId, workspace: event.workspace, name, hash, ending }
        return row ?? { ...issued, created_at: event.time, revoked_at: null }
      }
      case 'api-keys.key_revoked.v1':
        if (row?.workspace !== event.workspace || row.revoked_at !== null) return row
        return { ...row, revoked_at: event.time }
    }
  },
})

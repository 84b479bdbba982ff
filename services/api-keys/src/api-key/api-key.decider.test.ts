// Owns the rules of one API key's commands, and of the list folded from them.
import type { ApiKeyEvent } from '@indoshopster/contracts/api-keys/api-key.events'
import { given, rowsOf } from '@indoshopster/event-sourcing/testing'
import { describe, expect, test } from 'vitest'
import { apiKey, type ApiKeyCommand } from './api-key.decider.ts'
import { apiKeyList } from './api-key-list.projection.ts'

const data = { keyId: 'abcdefgh', name: 'Web shop', hash: 'ff', ending: 'wxyz', by: 'ani' }
const issue: ApiKeyCommand = { type: 'issue', ...data }
const revoke: ApiKeyCommand = { type: 'revoke', keyId: 'abcdefgh', by: 'budi' }

const envelope = (id: string, workspace: string) => ({
  specversion: '1.0' as const,
  id,
  source: 'api-keys',
  subject: 'abcdefgh',
  time: '2026-11-23T00:00:00.000Z',
  workspace,
  correlationid: id,
  causationid: id,
  sequence: 1,
})
const issued = (workspace = 'w1', id = '1'): ApiKeyEvent => ({
  ...envelope(id, workspace),
  type: 'api-keys.key_issued.v1',
  data: { ...data, name: workspace },
})
const revoked = (workspace = 'w1', id = '2', time = '2026-11-24T00:00:00.000Z'): ApiKeyEvent => ({
  ...envelope(id, workspace),
  time,
  type: 'api-keys.key_revoked.v1',
  data: { keyId: 'abcdefgh', by: 'budi' },
})

describe('API key', () => {
  test('issuing tells the hash and the ending, under a name without spaces around it', () => {
    given(apiKey)
      .when({ ...issue, name: ' Web shop ' })
      .then([{ type: 'api-keys.key_issued.v1', data }])
  })

  test.each([[''], ['  '], ['x'.repeat(61)], ['two\nlines'], ['nul\u0000']])(
    'the name %j is refused',
    (name) => {
      given(apiKey)
        .when({ ...issue, name })
        .thenRefuses('api_key_name_invalid')
    },
  )

  test('a good key can be revoked, once', () => {
    given(apiKey, [issued()])
      .when(revoke)
      .then([{ type: 'api-keys.key_revoked.v1', data: { keyId: 'abcdefgh', by: 'budi' } }])
    given(apiKey, [issued(), revoked()]).when(revoke).thenNothing()
  })

  test('a key nobody issued cannot be revoked', () => {
    given(apiKey).when(revoke).thenRefuses('api_key_not_found')
  })
})

describe('API key list', () => {
  const row = (...events: ApiKeyEvent[]) => rowsOf(apiKeyList, events).get('abcdefgh')

  test('a revoked key keeps its first time of revocation', () => {
    expect(row(issued(), revoked(), revoked('w1', '3', '2026-11-25T00:00:00.000Z'))).toMatchObject({
      revoked_at: '2026-11-24T00:00:00.000Z',
    })
  })

  test('an id belongs to the workspace that had it first', () => {
    expect(row(issued(), issued('w2', '3'), revoked('w2', '4'))).toMatchObject({
      workspace: 'w1',
      name: 'w1',
      revoked_at: null,
    })
  })
})

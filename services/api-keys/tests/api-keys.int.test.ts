// Owns the rules of the api-keys service as other services see it, on a real log and a real database.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  issueApiKey,
  listApiKeys,
  revokeApiKey,
  verifyApiKey,
} from '@indoshopster/contracts/api-keys/api-keys.endpoints'
import { apiKeyId } from '@indoshopster/contracts/api-keys/api-key.secret'
import { connectNats } from '@indoshopster/event-log/log-connection'
import { migrate } from '@indoshopster/read-store/migrate'
import { ask } from '@indoshopster/service/endpoint'
import { createLogger } from '@indoshopster/service/logger'
import type { RunningService } from '@indoshopster/service/run-service'
import { createTestDatabase } from '../../../scripts/testing/database.ts'
import { startTestNats } from '../../../scripts/testing/nats.ts'
import { onceFolded } from '../../../scripts/testing/once-folded.ts'
import { quietMs } from '../../../scripts/testing/slowness.ts'
import { schema } from '../src/schema.ts'
import { buildApiKeys } from '../src/service.ts'

const keyring = {
  name: 'keyring',
  migrations: new URL('../../../packages/event-log/migrations', import.meta.url).pathname,
  projections: [],
}
const workspace = '01900000-0000-7000-8000-000000000001'
const neighbour = '01900000-0000-7000-8000-000000000002'
const by = '01900000-0000-7000-8000-00000000000a'
const role = 'admin' as const
const nobody = { workspace: null, keyId: null }

const server = await startTestNats()
const nats = await connectNats(server.url, 'test')
const database = await createTestDatabase()
await migrate(database.url, [keyring, schema])

const start = async (pepper: string) => {
  const service = await buildApiKeys(
    { databaseUrl: database.url, natsUrl: server.url, natsReplicas: 1, masterKey: 'ab'.repeat(32), pepper },
    createLogger('api-keys', 'silent'),
  )
  await vi.waitUntil(async () => (await service.waitingFor()).length === 0, { timeout: 15_000 })
  return service
}

let service: RunningService
beforeAll(async () => {
  service = await start('cd'.repeat(32))
})
afterAll(async () => {
  await service.stop()
  await nats.close()
})

const issue = (name: string) => ask(nats, issueApiKey, { workspace, by, role, name })
const list = (minSeq: number, owner = workspace) =>
  onceFolded(() => ask(nats, listApiKeys, { workspace: owner, minSeq }))
const verify = (secret: string) => ask(nats, verifyApiKey, { secret })

/** Everything the log stores, as bytes on the wire. */
async function wholeLog(): Promise<string> {
  const stored: string[] = []
  for (let seq = 1; ; seq++) {
    const answer = await nats.request('$JS.API.STREAM.MSG.GET.EVENTS', JSON.stringify({ seq }))
    const reply = answer.json<{ message?: { data: string } }>()
    if (!reply.message) return stored.join('\n')
    stored.push(Buffer.from(reply.message.data, 'base64').toString())
  }
}

describe('api-keys', () => {
  test('an issued key verifies as its workspace, and is listed without its secret', async () => {
    const { keyId, secret, sequence } = await issue('Web shop')
    const { apiKeys } = await list(sequence)
    expect(apiKeys).toMatchObject([
      { id: keyId, name: 'Web shop', ending: secret.slice(-4), revokedAt: null },
    ])
    expect(apiKeyId(secret)).toBe(keyId)
    expect(await verify(secret)).toEqual({ workspace, keyId })
  })

  test('neither the log nor the database knows the secret', async () => {
    const { secret, sequence } = await issue('Secret')
    await list(sequence)
    const { default: pg } = await import('pg')
    const client = new pg.Client(database.adminUrl)
    await client.connect()
    const { rows } = await client.query('SELECT * FROM api_keys.api_key_list_v1')
    await client.end()
    const random = secret.slice(18, -4)
    expect(JSON.stringify(rows)).not.toContain(random)
    expect(await wholeLog()).not.toContain(random)
  })

  test('a key that is well-formed but not ours is nobody', async () => {
    const { secret } = await issue('Copied')
    const forged = secret.slice(0, 18) + 'x'.repeat(secret.length - 18)
    expect(await verify(forged)).toEqual(nobody)
    expect(await verify('isk_live_')).toEqual(nobody)
  })

  test('a revoked key is refused within a second, and revoking again appends nothing', async () => {
    const tookMs = await quietMs(1000, async () => {
      const { keyId, secret, sequence } = await issue('Old shop')
      await list(sequence)
      expect(await verify(secret)).toEqual({ workspace, keyId })
      const revoked = await ask(nats, revokeApiKey, { workspace, by, role, keyId })
      const revokedAt = performance.now()
      const isRefused = async () => (await verify(secret)).workspace === null
      await vi.waitUntil(isRefused, { timeout: 15_000, interval: 10 })
      const took = performance.now() - revokedAt
      expect(await ask(nats, revokeApiKey, { workspace, by, role, keyId })).toEqual({ sequence: 0 })
      const { apiKeys } = await list(revoked.sequence)
      expect(apiKeys.find((key) => key.id === keyId)?.revokedAt).toMatch(/^20/)
      return took
    })
    expect(tookMs).toBeLessThan(1000)
  }, 60_000)

  test('a neighbour neither sees nor revokes what is not theirs', async () => {
    const { keyId, secret, sequence } = await issue('Ours')
    expect((await list(sequence, neighbour)).apiKeys).toEqual([])
    await expect(ask(nats, revokeApiKey, { workspace: neighbour, by, role, keyId })).rejects.toMatchObject({
      code: 'api_key_not_found',
    })
    expect(await verify(secret)).toEqual({ workspace, keyId })
  })

  test.each(['', 'a.b', '*', '>', 'x'.repeat(100)])('the id %j is no key', async (keyId) => {
    await expect(ask(nats, revokeApiKey, { workspace, by, role, keyId })).rejects.toMatchObject({
      code: 'api_key_not_found',
    })
  })

  test('a key verifies only under the pepper it was issued under', async () => {
    const { secret, sequence } = await issue('Pepper')
    await list(sequence)
    await service.stop()
    service = await start('ef'.repeat(32))
    expect(await verify(secret)).toEqual(nobody)
  })
})

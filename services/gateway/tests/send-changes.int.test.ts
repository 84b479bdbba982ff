// Proves that sends follow what changes: keys, templates, and the numbers that send.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { quietMs } from '../../../scripts/testing/slowness.ts'
import { startHouse, type House, linkedSession } from './house.ts'
import { eventually, openShop, problem, seedRequest, sendJson, type Shop } from './shop.ts'

let house: House
let url: string
let shop: Shop

beforeAll(async () => {
  house = await startHouse()
  shop = await openShop(house)
  const gateway = await house.startGateway()
  url = gateway.url
  await eventually(async () => (await gateway.waitingFor()).length === 0)
})
afterAll(() => house[Symbol.asyncDispose]())

const refusal = async (body: unknown) => problem(await sendJson(url, body))

describe('send › keys and templates change', () => {
  it('refuses a revoked key within a second', async () => {
    const tookMs = await quietMs(1000, async () => {
      const leaving = await openShop(house)
      await eventually(async () => (await sendJson(url, seedRequest(leaving))).status === 202)
      await leaving.revokeKey()
      const revokedAt = Date.now()
      await eventually(async () => (await sendJson(url, seedRequest(leaving))).status === 401)
      return Date.now() - revokedAt
    })
    expect(tookMs).toBeLessThan(1000)
  }, 60_000)

  it('keeps a key with its first workspace when another one issues the same id', async () => {
    const thief = house.addTenant()
    const to = { owner: 'api-keys', lane: 'api_key', entity: shop.keyId }
    const data = { keyId: shop.keyId, name: 'x', hash: 'x', ending: 'x', by: 'x' }
    await house.log.append(thief.account.workspace, to, { type: 'api-keys.key_issued.v1', data })
    await house.log.append(thief.account.workspace, to, {
      type: 'api-keys.key_revoked.v1',
      data: { keyId: shop.keyId, by: 'x' },
    })
    const later = await openShop(house)
    await eventually(async () => (await sendJson(url, seedRequest(later))).status === 202)
    expect((await sendJson(url, seedRequest(shop))).status).toBe(202)
  })

  it('renders the template as it is now, and not once it is deleted', async () => {
    await shop.saveTemplate(500, 'satu', [])
    const body = { api_key: shop.secret, template_id: 500, phone_number: 6281234567890 }
    await eventually(async () => (await sendJson(url, body)).status === 202)
    await shop.editTemplate(500, 'dua', [])
    await eventually(async () => {
      await sendJson(url, body)
      return JSON.stringify((await shop.accepted()).at(-1)?.data.sealed).includes('dua')
    })
    await shop.deleteTemplate(500)
    await eventually(async () => (await sendJson(url, body)).status === 404)
  })
})

describe('send › from', () => {
  it('sends from the named number, else from the default', async () => {
    const many = await openShop(house)
    const second = linkedSession('628120000002')
    many.tenant.sessions.push(second)
    const from = async (value: unknown) => {
      expect((await sendJson(url, { ...seedRequest(many), from: value })).status).toBe(202)
      return (await many.accepted()).at(-1)?.data.sessionId
    }
    await eventually(async () => (await sendJson(url, seedRequest(many))).status === 202)
    for (const name of [second.id, '628120000002', '+628120000002', 628120000002])
      expect(await from(name)).toBe(second.id)
    expect(await from(undefined)).toBe(many.tenant.sessions[0]?.id)
  })

  it('answers the same for an unknown number and for one of another workspace', async () => {
    const other = await openShop(house)
    for (const from of ['628999', other.tenant.sessions[0]?.id, 'x']) {
      expect(await refusal({ ...seedRequest(shop), from })).toMatchObject({
        code: 'session_not_found',
        status: 404,
      })
    }
    expect(await refusal({ ...seedRequest(shop), from: {} })).toMatchObject({
      code: 'request_invalid',
      status: 400,
      errors: [{ pointer: '#/from' }],
    })
  })

  it('refuses where no number is linked, and accepts as soon as one is', async () => {
    const fresh = await openShop(house)
    const [session] = fresh.tenant.sessions
    if (!session) throw new Error('A shop has a number.')
    fresh.tenant.sessions = [{ ...session, phone: null, state: 'waiting_for_scan' }]
    await eventually(async () => (await sendJson(url, seedRequest(fresh))).status === 409)
    expect(await refusal(seedRequest(fresh))).toMatchObject({ code: 'session_unavailable', status: 409 })
    fresh.tenant.sessions = [session]
    house.signal(`live.${fresh.tenant.account.workspace}.session`, { sessionId: session.id, session })
    await eventually(async () => (await sendJson(url, seedRequest(fresh))).status === 202)
  })
})

describe('send › the gateway stops', () => {
  it('finishes what it has in hand: whatever was accepted was also answered', async () => {
    const leaving = await house.startGateway()
    await eventually(async () => (await sendJson(leaving.url, seedRequest(shop))).status === 202)
    const before = (await shop.accepted()).length
    const attempts = Array.from({ length: 100 }, async () => {
      const response = await sendJson(leaving.url, seedRequest(shop)).catch(() => null)
      return response?.status ?? 'no answer'
    })
    await Promise.race(attempts)
    await leaving.stop()
    const results = await Promise.all(attempts)
    const accepted = results.filter((result) => result === 202).length
    expect(accepted).toBeGreaterThan(0)
    expect((await shop.accepted()).length).toBe(before + accepted)
  })
})

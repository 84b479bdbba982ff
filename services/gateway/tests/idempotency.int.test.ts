// Proves that a request that is repeated is sent once, whatever changes in between.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startHouse, type House, linkedSession } from './house.ts'
import { eventually, openShop, problem, seedRequest, sendForm, sendJson, type Shop } from './shop.ts'

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

const keyed = (key: string, body: unknown = seedRequest(shop)) =>
  sendJson(url, body, { 'idempotency-key': key })
const idOf = async (response: Response) => ((await response.json()) as { id: string }).id
const countOf = async (id: string, of = shop) =>
  (await of.accepted()).filter((event) => event.subject === id).length

describe('idempotency', () => {
  it('accepts one of 200 requests with the same key that come at once, and answers all the same', async () => {
    const second = await house.startGateway()
    await eventually(async () => (await second.waitingFor()).length === 0)
    const responses = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        sendJson(i % 2 ? url : second.url, seedRequest(shop), { 'idempotency-key': 'at-once' }),
      ),
    )
    expect(new Set(responses.map((response) => response.status))).toEqual(new Set([202]))
    const replayed = responses.filter((response) => response.headers.get('idempotent-replayed') === 'true')
    expect(replayed).toHaveLength(199)
    const ids = new Set(await Promise.all(responses.map(idOf)))
    expect(ids.size).toBe(1)
    expect(await countOf([...ids][0] ?? '')).toBe(1)
  })

  it('knows the same request in another form and another order', async () => {
    const id = await idOf(await keyed('form'))
    const form = `data%5Border_id%5D=67&data%5Bfullname%5D=Mr.+Smith&phone_number=%2B6299475799378&template_id=104&api_key=${shop.secret}`
    const again = await sendForm(url, form, { 'idempotency-key': 'form' })
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(await idOf(again)).toBe(id)
  })

  it.each([
    ['another phone', { phone_number: 6281234567890 }],
    ['other data', { data: { fullname: 'Sari', order_id: 67 } }],
    ['another number that sends', { from: '628120000001' }],
  ])('refuses the key for %s, and sends nothing', async (what, change) => {
    const id = await idOf(await keyed(what))
    const before = (await shop.accepted()).length
    const response = await keyed(what, { ...seedRequest(shop), ...change })
    expect(await problem(response)).toMatchObject({ code: 'idempotency_key_reused', status: 422 })
    expect((await shop.accepted()).length).toBe(before)
    expect(await countOf(id)).toBe(1)
  })

  it('settles two different requests with one key that come at once: one is accepted, the other refused', async () => {
    const second = linkedSession('628120000009')
    const racing = await openShop(house)
    racing.tenant.sessions.push(second)
    await eventually(async () => (await sendJson(url, seedRequest(racing))).status === 202)
    for (let round = 0; round < 20; round++) {
      const responses = await Promise.all(
        racing.tenant.sessions.map(({ id: from }) =>
          keyed(`race-${round}`, { ...seedRequest(racing), from }),
        ),
      )
      expect(responses.map((response) => response.status).toSorted()).toEqual([202, 422])
    }
    expect(await racing.accepted()).toHaveLength(21)
  })

  it('keeps keys of one partner apart from those of another', async () => {
    const other = await openShop(house)
    await eventually(async () => (await sendJson(url, seedRequest(other))).status === 202)
    const ids = [await idOf(await keyed('mine')), await idOf(await keyed('mine', seedRequest(other)))]
    expect(new Set(ids).size).toBe(2)
  })

  it('answers a repetition although default number, template and link have changed since', async () => {
    const moving = await openShop(house)
    await eventually(async () => (await sendJson(url, seedRequest(moving))).status === 202)
    const [old] = moving.tenant.sessions
    if (!old) throw new Error('A shop has a number.')
    const id = await idOf(await keyed('later', seedRequest(moving)))

    const next = linkedSession('628120000010', { isDefault: true })
    moving.tenant.sessions = [{ ...old, isDefault: false }, next]
    house.signal(`live.${moving.tenant.account.workspace}.session`, { sessionId: next.id, session: next })
    await eventually(async () => {
      await sendJson(url, seedRequest(moving))
      return (await moving.accepted()).at(-1)?.data.sessionId === next.id
    })
    expect(await idOf(await keyed('later', seedRequest(moving)))).toBe(id)

    await moving.deleteTemplate(104)
    moving.tenant.sessions = []
    await eventually(async () => (await sendJson(url, seedRequest(moving))).status === 404)
    const again = await keyed('later', seedRequest(moving))
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(await countOf(id, moving)).toBe(1)
  })

  it('forgets nothing when the gateway starts again', async () => {
    const id = await idOf(await keyed('restart'))
    const fresh = await house.startGateway()
    await eventually(async () => (await fresh.waitingFor()).length === 0)
    const again = await sendJson(fresh.url, seedRequest(shop), { 'idempotency-key': 'restart' })
    expect(await idOf(again)).toBe(id)
    expect(await countOf(id)).toBe(1)
  })

  it('does not use a key up with a request that was refused', async () => {
    expect((await keyed('mended', { ...seedRequest(shop), data: {} })).status).toBe(422)
    const response = await keyed('mended')
    expect(response.status).toBe(202)
    expect(response.headers.get('idempotent-replayed')).toBeNull()
  })

  it('refuses keys that are empty, too long or not printable', async () => {
    for (const key of ['', 'x'.repeat(256), 'caf\u00e9']) {
      const response = await keyed(key)
      expect(await problem(response)).toMatchObject({ code: 'idempotency_key_invalid', status: 400 })
    }
    expect((await keyed('x'.repeat(255))).status).toBe(202)
  })

  it('sends every request without a key', async () => {
    const ids = await Promise.all([1, 2].map(async () => idOf(await sendJson(url, seedRequest(shop)))))
    expect(new Set(ids).size).toBe(2)
  })
})

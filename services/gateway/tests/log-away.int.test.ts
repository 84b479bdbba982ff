// Proves that nothing is accepted while the log is away, and nothing of it appears when it is back.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startHouse, type House } from './house.ts'
import { eventually, openShop, problem, seedRequest, sendJson, type Shop } from './shop.ts'

let house: House
let url: string
let shop: Shop

beforeAll(async () => {
  house = await startHouse()
  shop = await openShop(house)
  const gateway = await house.startGateway()
  url = gateway.url
  await eventually(async () => (await sendJson(url, seedRequest(shop))).status === 202)
})
afterAll(() => house[Symbol.asyncDispose]())

describe('send › the log is away', () => {
  it('answers 503, accepts nothing, and sends nothing of it later', async () => {
    const before = (await shop.accepted()).length
    process.kill(house.nats.server.pid, 'SIGKILL')
    const keyed = { 'idempotency-key': 'while-away' }
    const attempts = Promise.all([
      ...Array.from({ length: 20 }, () => sendJson(url, seedRequest(shop))),
      sendJson(url, seedRequest(shop), keyed),
    ])
    const responses = await attempts
    for (const response of responses) {
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(response.headers.get('access-control-allow-origin')).toBe('*')
      expect(await problem(response)).toMatchObject({ code: 'log_unavailable', status: 503 })
    }

    await house.nats.server.startAgain()
    // The first that is accepted again comes after everything that could still be on its way.
    let accepted = 0
    await eventually(async () => {
      const { status } = await sendJson(url, seedRequest(shop), keyed)
      if (status === 202) accepted = 1
      return status === 202
    })
    expect((await shop.accepted()).length).toBe(before + accepted)
  })

  it('answers 503 and accepts nothing while the keys that seal personal data are away', async () => {
    const blind = await house.startGateway({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' })
    await eventually(async () => (await blind.waitingFor()).length === 0)
    const before = (await shop.accepted()).length
    const response = await sendJson(blind.url, seedRequest(shop))
    expect(await problem(response)).toMatchObject({ code: 'log_unavailable', status: 503 })
    expect((await shop.accepted()).length).toBe(before)
  })
})

// Proves that NATS and Postgres may die in turn under load: nothing lost, nothing doubled, everything recovers.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, startHouse } from '../scripts/testing/house.ts'
import { startTestPostgres, type TestPostgres } from '../scripts/testing/database.ts'
import { startTestNats, type TestNats } from '../scripts/testing/nats.ts'
import { Refused, until } from '../scripts/seeding/http.ts'
import {
  customerWrites,
  makePhone,
  messagesOfPhone,
  openShop,
  partnerSends,
  type Shop,
  wholeInbox,
} from './world/shop.ts'

const customers = ['6281200000001', '6281200000002', '6281200000003', '6281200000004']
let house: House
let postgres: TestPostgres
let nats: TestNats
let shop: Shop

beforeAll(async () => {
  postgres = await startTestPostgres()
  nats = await startTestNats()
  house = await startHouse({ databaseUrl: postgres.url, natsUrl: nats.url })
  shop = await openShop(house)
  for (const customer of customers) await makePhone(house, customer, `Customer ${customer.slice(-1)}`)
})

afterAll(async () => {
  await house?.stop()
  await nats?.stop()
  await postgres?.drop()
})

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Customers write and the partner sends until told to stop; what was accepted is remembered. */
function startLoad() {
  const written: string[] = []
  const accepted = new Map<string, string>()
  let refused = 0
  let running = true
  const write = async () => {
    for (let n = 0; running; n++) {
      const from = customers[n % customers.length] ?? ''
      const text = `in ${n}`
      await customerWrites(house, from, shop.phone, text)
      written.push(`${from} ${text}`)
      await sleep(40)
    }
  }
  const send = async () => {
    for (let n = 0; running; n++) {
      const to = customers[n % customers.length] ?? ''
      try {
        // A partner that gets no clear answer asks again with the same key: that must not send twice.
        const id = await partnerSends(
          house,
          shop,
          to,
          { fullname: 'A', order_id: n },
          { 'idempotency-key': `k${n}` },
        )
        accepted.set(id, `${to} Hi A, order ${n} is on its way.`)
      } catch (error) {
        if (!(error instanceof Refused) || error.status < 500) throw error
        refused++
        n--
        await sleep(200)
      }
      await sleep(60)
    }
  }
  const ended = Promise.all([write(), send()])
  return {
    written,
    accepted,
    refused: () => refused,
    stop: async () => {
      running = false
      await ended
    },
  }
}

test('the house › loses and doubles nothing while NATS and Postgres are killed in turn', async () => {
  const load = startLoad()
  for (const server of [nats.server, postgres.server, nats.server, postgres.server]) {
    await sleep(2500)
    process.kill(server.pid, 'SIGKILL')
    await sleep(1200)
    await server.startAgain()
  }
  await sleep(4000)
  await until('enough was written', 120, () => Promise.resolve(load.written.length > 100 || null))
  await load.stop()

  const inbox = await until('every outcome is known', 90, async () => {
    const messages = await wholeInbox(shop.account).catch(() => null)
    const incoming = messages?.filter((m) => m.direction === 'incoming') ?? []
    const ours = messages?.filter((m) => load.accepted.has(m.id)) ?? []
    const settled = ours.every((m) => ['sent', 'delivered', 'read', 'failed'].includes(m.status))
    return messages && incoming.length >= load.written.length && ours.length === load.accepted.size && settled
      ? messages
      : null
  })

  const incoming = inbox.filter((m) => m.direction === 'incoming')
  const texts = incoming.map((m) => (m.content?.kind === 'text' ? m.content.text : m.missing))
  expect(texts.toSorted()).toEqual(load.written.map((line) => line.split(' ').slice(1).join(' ')).toSorted())
  expect(inbox.filter((m) => load.accepted.has(m.id)).map((m) => m.status)).not.toContain('failed')
  const onPhones = await Promise.all(
    customers.map(async (customer) =>
      (await messagesOfPhone(house, customer))
        .filter((m) => m.direction === 'in')
        .map((m) => `${customer} ${m.text}`),
    ),
  )
  expect(onPhones.flat().toSorted()).toEqual([...load.accepted.values()].toSorted())
  expect(load.written.length).toBeGreaterThan(100)
}, 300_000)

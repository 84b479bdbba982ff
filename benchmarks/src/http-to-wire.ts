// Answers: how long from the partner's POST until WhatsApp's server has the stanza, against bare Baileys?
import { startHouse } from '../../scripts/testing/house.ts'
import { makePhone, openShop } from '../../e2e/world/shop.ts'
import { compare, table } from './figures.ts'
import { startPeer } from './peer.ts'
import { startStores } from '../../scripts/testing/own-stores.ts'
import { watchPhones } from './watch-phones.ts'

const ROUNDS = 7
const SENDS = 60
const CUSTOMERS = ['6281200000001', '6281200000002', '6281200000003']

await using stores = await startStores()
await using house = await startHouse(stores)
const shop = await openShop(house)
for (const customer of CUSTOMERS) await makePhone(house, customer, 'Customer')
await makePhone(house, '6281100000002', 'Peer')
// The simulator's documented answer.
const info = (await (await fetch(`${house.simulatorUrl}/api/info`)).json()) as {
  wsUrl: string
  rootKey: string
}
using peer = await startPeer<{ url: string }>('bare-baileys', {
  ...info,
  simulatorUrl: house.simulatorUrl,
  phone: '6281100000002',
})
using phones = await watchPhones(house.simulatorUrl)

async function post(url: string, body: unknown): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`Refused: ${await response.text()}`)
  await response.arrayBuffer()
}

/** Milliseconds of each of one round's sends, one after the other. */
async function round(name: string, send: (to: string, text: string) => Promise<void>): Promise<number[]> {
  const times: number[] = []
  for (let n = 0; n < SENDS; n++) {
    const text = `${name} ${performance.now()}`
    const arrived = phones.arrival(text)
    const started = performance.now()
    await send(CUSTOMERS[n % CUSTOMERS.length] ?? '', text)
    times.push((await arrived) - started)
  }
  return times
}

const ours = (name: string) =>
  round(name, (to, text) =>
    post(`${house.url}/sendWhatsappMessage`, {
      api_key: shop.apiKey,
      template_id: shop.templateId,
      phone_number: Number(to),
      data: { fullname: text, order_id: 1 },
    }),
  )
const bare = (name: string) => round(name, (to, text) => post(`${peer.ready.url}/send`, { to, text }))

await ours('warm')
await bare('warm')
const results = { ours: [] as number[][], bare: [] as number[][] }
for (let n = 0; n < ROUNDS; n++) {
  results.bare.push(await bare(`bare${n}`))
  results.ours.push(await ours(`ours${n}`))
}
const rows = [
  compare('p50', 0.5, results.ours, results.bare),
  compare('p95', 0.95, results.ours, results.bare),
]
const title = `HTTP to wire, ${ROUNDS} rounds of ${SENDS} sends, ms`
process.stdout.write(`${table([title, 'ours', 'bare Baileys', 'ratio'], rows)}\n`)

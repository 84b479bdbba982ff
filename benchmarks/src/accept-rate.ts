// Answers: how many sends a second does one gateway accept durably, against bare Fastify + PubAck on the same NATS?
import autocannon from 'autocannon'
import { startHouse } from '../../scripts/testing/house.ts'
import { makePhone, openShop, partnerSends } from '../../e2e/world/shop.ts'
import { shown, summarise, table } from './figures.ts'
import { startPeer } from './peer.ts'
import { startStores } from '../../scripts/testing/own-stores.ts'

const ROUNDS = 7
const SECONDS = 5
const CONNECTIONS = 64
const RECIPIENTS = 500

await using stores = await startStores()
await using house = await startHouse({
  ...stores,
  environment: { RATE_LIMIT_KEY_PER_MINUTE: '100000000', RATE_LIMIT_ADDRESS_PER_MINUTE: '100000000' },
})
const shop = await openShop(house)
const first = '6281200000000'
await makePhone(house, first, 'Customer')
await partnerSends(house, shop, first, { fullname: 'A', order_id: 1 })
// Accepting is what is measured: whoever would work on what was accepted sleeps.
for (const name of ['session', 'inbox', 'simulator'] as const)
  process.kill(house.programs[name].pid, 'SIGSTOP')

const bodyFor = (n: number) => ({
  api_key: shop.apiKey,
  template_id: shop.templateId,
  phone_number: 6_281_200_000_000 + (n % RECIPIENTS),
  data: { fullname: 'Mr. Smith', order_id: n },
})

/** Requests answered 202 per second. */
async function rate(url: string, body: (n: number) => unknown): Promise<number> {
  let sent = 0
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: SECONDS,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    requests: [{ setupRequest: (request) => ({ ...request, body: JSON.stringify(body(sent++)) }) }],
  })
  if (result.non2xx > 0) throw new Error(`${result.non2xx} requests were refused.`)
  return result.requests.average
}

using peer = await startPeer<{ url: string }>('bare-accept', { natsUrl: stores.natsUrl })
const send = () => rate(`${house.url}/sendWhatsappMessage`, bodyFor)
const bare = () => rate(`${peer.ready.url}/send`, bodyFor)
await send()
await bare()
const ours: number[] = []
const theirs: number[] = []
for (let round = 0; round < ROUNDS; round++) {
  theirs.push(await bare())
  ours.push(await send())
}
for (const name of ['session', 'inbox', 'simulator'] as const)
  process.kill(house.programs[name].pid, 'SIGCONT')
const ratios = ours.map((value, round) => value / (theirs[round] ?? Number.NaN))
const rows = [
  ['gateway: accepted/s', shown(summarise(ours), 0)],
  ['bare Fastify + PubAck: accepted/s', shown(summarise(theirs), 0)],
  ['ratio', shown(summarise(ratios), 2)],
]
process.stdout.write(
  `${table([`accept rate, ${CONNECTIONS} connections, ${ROUNDS} rounds of ${SECONDS} s`, 'median (range)'], rows)}\n`,
)

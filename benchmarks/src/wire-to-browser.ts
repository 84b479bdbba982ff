// Answers: how long from the customer's message until an agent's screen shows it, against bare Baileys' upsert?
import { startHouse } from '../../scripts/testing/house.ts'
import { customerWrites, makePhone, openShop, owner } from '../../e2e/world/shop.ts'
import { person } from '../../e2e/world/browser.ts'
import { openBrowser } from '../../scripts/testing/browser.ts'
import { compare, table } from './figures.ts'
import { startPeer } from './peer.ts'
import { startStores } from '../../scripts/testing/own-stores.ts'

const ROUNDS = 7
const MESSAGES = 40
const CUSTOMER = '6281200000001'
const PEER = '6281100000002'

await using stores = await startStores()
await using house = await startHouse(stores)
const shop = await openShop(house)
await makePhone(house, CUSTOMER, 'Customer')
await makePhone(house, PEER, 'Peer')
// The simulator's documented answer.
const info = (await (await fetch(`${house.simulatorUrl}/api/info`)).json()) as {
  wsUrl: string
  rootKey: string
}
using peer = await startPeer<{ url: string }>('bare-baileys', {
  ...info,
  simulatorUrl: house.simulatorUrl,
  phone: PEER,
})

const browser = await openBrowser()
const { page } = await person(browser)
await page.goto(house.url)
// The app's own sign-in, by script: the form is not what is measured.
await page.evaluate(async (body) => {
  await fetch('/app/sign-in', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}, owner)
await page.goto(`${house.url}/inbox/open`)
// Script of the page: remembers at which frame each probe was first on the screen.
await page.evaluate(`(() => {
  const shown = (globalThis.shownAt = {})
  const look = () => {
    const at = performance.timeOrigin + performance.now()
    for (const [probe] of document.body.innerText.matchAll(/probe-[a-z]+-[0-9]+-[0-9]+/g)) shown[probe] ??= at
    requestAnimationFrame(look)
  }
  look()
})()`)

const now = () => performance.timeOrigin + performance.now()

async function round(name: string, to: string, shownAt: (text: string) => Promise<number | undefined>) {
  const times: number[] = []
  for (let n = 0; n < MESSAGES; n++) {
    const text = `probe-${name.replaceAll(/\d/g, '')}-${name.replaceAll(/\D/g, '') || 0}-${n}`
    const started = now()
    await customerWrites(house, CUSTOMER, to, text)
    let at: number | undefined
    for (let tries = 0; at === undefined && tries < 500; tries++) {
      at = await shownAt(text)
      if (at === undefined) await new Promise((resolve) => setTimeout(resolve, 10))
    }
    if (at === undefined) throw new Error('A message did not appear.')
    times.push(at - started)
  }
  return times
}

const ours = (name: string) =>
  round(name, shop.phone, (text) => page.evaluate<number | undefined>(`shownAt['${text}']`))
const bare = (name: string) =>
  round(name, PEER, async (text) => {
    // The peer's own answer.
    const heard = (await (await fetch(`${peer.ready.url}/heard`)).json()) as Record<string, number>
    return heard[text]
  })

await ours('warm')
await bare('warmbare')
const results = { ours: [] as number[][], bare: [] as number[][] }
for (let n = 0; n < ROUNDS; n++) {
  results.bare.push(await bare(`bare${n}`))
  results.ours.push(await ours(`ours${n}`))
}
await browser.close()
const rows = [
  compare('p50', 0.5, results.ours, results.bare),
  compare('p95', 0.95, results.ours, results.bare),
]
const title = `wire to browser, ${ROUNDS} rounds of ${MESSAGES} messages, ms`
process.stdout.write(`${table([title, 'ours (on the screen)', 'bare Baileys (upsert)', 'ratio'], rows)}\n`)

// Answers: how much memory does a session process hold for idle numbers, against bare Baileys sockets in one process?
import { readFileSync } from 'node:fs'
import type { SessionAdded } from '@indoshopster/contracts/web-api/sessions'
import { makePhone, online, openShop, type Shop } from '../../e2e/world/shop.ts'
import { type House, startHouse } from '../../scripts/testing/house.ts'
import { startStores } from '../../scripts/testing/own-stores.ts'
import { shown, summarise, table } from './figures.ts'
import { startPeer } from './peer.ts'

const COUNTS = [1, 10, 50]
/** After the last number is online both processes come to rest for this long; then the memory is read again and again. */
const REST_MS = 20_000
const READINGS = 7
const EVERY_MS = 2000

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Resident memory of a process, MiB. */
function residentMiB(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}

async function readings(pid: number): Promise<number[]> {
  const values: number[] = []
  for (let n = 0; n < READINGS; n++) {
    values.push(residentMiB(pid))
    await sleep(EVERY_MS)
  }
  return values
}

/** Adds and links numbers until there are so many. */
async function link(house: House, shop: Shop, from: number, to: number): Promise<void> {
  for (let number = from; number < to; number++) {
    const phone = `62811${String(number).padStart(8, '0')}`
    await makePhone(house, phone, `Nomor ${number}`)
    const { id } = await shop.account.post<SessionAdded>('/app/sessions', {
      name: `Nomor ${number}`,
      network: 'simulator',
    })
    await online(house, shop.account, id, phone)
  }
}

await using stores = await startStores()
await using house = await startHouse(stores)
const shop = await openShop(house)
// The simulator's documented answer.
const info = (await (await fetch(`${house.simulatorUrl}/api/info`)).json()) as {
  wsUrl: string
  rootKey: string
}
const rows: string[][] = []
let linked = 1
for (const count of COUNTS) {
  await link(house, shop, linked, count)
  linked = count
  // A process that has just paired many numbers holds what the pairings left behind; one that was started holds what it needs.
  await house.programs.session.stop()
  await house.programs.session.startAgain()
  const phones = Array.from({ length: count }, (_, n) => `62812${count}${String(n).padStart(6, '0')}`)
  for (const phone of phones) await makePhone(house, phone, 'Peer')
  using peer = await startPeer<{ pid: number }>('bare-idle', {
    ...info,
    simulatorUrl: house.simulatorUrl,
    phones,
  })
  await sleep(REST_MS)
  const [ours, bare] = await Promise.all([readings(house.programs.session.pid), readings(peer.ready.pid)])
  const ratios = ours.map((value, index) => value / (bare[index] ?? Number.NaN))
  rows.push([
    String(count),
    shown(summarise(ours), 0),
    shown(summarise(bare), 0),
    shown(summarise(ratios), 2),
  ])
  process.stderr.write(`${count} done\n`)
}
const title = `idle numbers, ${READINGS} readings, MiB resident`
process.stdout.write(`${table([title, 'session service', 'bare Baileys', 'ratio'], rows)}\n`)

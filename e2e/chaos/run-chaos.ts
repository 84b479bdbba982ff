// Owns one chaos run: a whole house under load, killed and disturbed by a seeded schedule, then healed and judged.
import { randomBytes } from 'node:crypto'
import type { ConversationsPage } from '@indoshopster/contracts/web-api/inbox'
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import { runNode } from '../../scripts/infra/commands.mjs'
import { inRepository } from '../../scripts/infra/paths.mjs'
import { call } from '../../scripts/seeding/http.ts'
import { type House, startHouse } from '../../scripts/testing/house.ts'
import type { Stores } from '../../scripts/testing/own-stores.ts'
import { makePhone, messagesOfPhone, openShop, type Shop, wholeThread } from '../world/shop.ts'
import { disturbWire, type FaultCounts, killOne, noFaults } from './faults.ts'
import { type LoadLane, startLoad } from './load.ts'
import { createChance } from './random.model.ts'
import { type Count, countLanes, isClean } from './verdict.model.ts'

export interface ChaosOptions {
  readonly stores: Pick<Stores, 'databaseUrl' | 'natsUrl' | 'postgres' | 'nats'>
  readonly seconds: number
  readonly seed: number
  readonly kills: number
  /** Messages each way and second. */
  readonly perSecond: number
  /** Another program in place of the session service, to see what this run finds there. */
  readonly sessionEntry?: string
  readonly say: (line: string) => void
}

export interface ChaosReport {
  readonly inbound: Count
  readonly outbound: Count
  /** Accepted sends whose outcome is still open, or that failed. */
  readonly openOutcomes: number
  readonly failed: number
  /** Placeholders that no readable copy replaced. */
  readonly unreadable: number
  readonly kills: number
  readonly faults: FaultCounts
  readonly repeatedCalls: number
  /** What the simulator's ledger says: refusals of stanzas by us, Signal keys used twice. */
  readonly nacks: number
  readonly reusedKeys: number
  /** Read models that are not what the log says. */
  readonly differingRows: boolean
  readonly clean: boolean
}

const CUSTOMERS = 8
/**
 * After the load has ended, everything must come to rest; this long without any progress is too long. So is as long as
 * the load itself: what only crawls on is told as open.
 */
const REST_SECONDS = 180
/** Looking at everything costs a house that works off its queue more than a look now and then. */
const LOOK_MS = 5000
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Runs it; takes `seconds`, the start and the rest. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { stores, seconds, seed, perSecond, say } = options
  const masterKey = randomBytes(32).toString('hex')
  const { databaseUrl, natsUrl } = stores
  await using house = await startHouse({
    databaseUrl,
    natsUrl,
    environment: {
      MASTER_KEY: masterKey,
      RATE_LIMIT_KEY_PER_MINUTE: '1000000',
      RATE_LIMIT_ADDRESS_PER_MINUTE: '1000000',
    },
    ...(options.sessionEntry ? { sessionEntry: options.sessionEntry } : {}),
  })
  const shop = await openShop(house)
  const customers = Array.from({ length: CUSTOMERS }, (_, index) => `62812000000${10 + index}`)
  for (const [index, customer] of customers.entries()) await makePhone(house, customer, `Pelanggan ${index}`)

  const chance = createChance(seed)
  const counts = noFaults()
  const load = startLoad(house, shop, customers, perSecond)
  const ground = { house, stores, lanes: load.lanes, phone: shop.phone, chance, counts }
  const started = performance.now()
  const end = started + seconds * 1000
  // On a slow machine the kills take longer than planned: they get half as much time again.
  const latest = started + seconds * 1500
  for (let kills = 0; performance.now() < end || (kills < options.kills && performance.now() < latest);) {
    const left = Math.max(1, options.kills - kills)
    const pause = (Math.max(0, end - performance.now()) / left) * (0.6 + 0.6 * chance.next())
    const disturbAfter = pause * chance.next()
    await sleep(disturbAfter)
    await disturbWire(ground)
    await sleep(Math.max(0, pause - disturbAfter))
    if (kills >= options.kills) continue
    await killOne(ground)
    kills++
    if (kills % 10 === 0) say(`${kills} kills, ${given(load.lanes)}`)
  }
  await call('DELETE', `${house.simulatorUrl}/api/faults`)
  await load.stop()
  say(`load ended: ${given(load.lanes)}; coming to rest`)
  if (!(await comesToRest(house, shop, load.lanes, Math.max(REST_SECONDS, seconds))))
    say('not at rest: nothing moved any more, or it took longer than the load')
  const report = await judge(house, shop, load.lanes)
  const checksum = await runNode([inRepository('services/inbox/src/checksum.main.ts')], {
    env: { DATABASE_URL: databaseUrl, NATS_URL: natsUrl, MASTER_KEY: masterKey },
  })
  if (checksum.code !== 0) say(checksum.output)
  const summary = await ledger(house)
  const done = {
    ...report,
    kills: counts.session + counts.inbox + counts.gateway + counts.nats + counts.postgres,
    faults: counts,
    repeatedCalls: load.repeated(),
    ...summary,
    differingRows: checksum.code !== 0,
  }
  const { inbound, outbound, openOutcomes, failed, unreadable, reusedKeys, differingRows } = done
  const clean =
    isClean(inbound) &&
    isClean(outbound) &&
    openOutcomes + failed + unreadable + reusedKeys === 0 &&
    !differingRows
  return { ...done, clean }
}

const given = (lanes: readonly LoadLane[]) =>
  `${lanes.reduce((sum, lane) => sum + lane.written.length, 0)} in, ` +
  `${lanes.reduce((sum, lane) => sum + lane.accepted.length, 0)} out`

const settled: ReadonlySet<string> = new Set(['sent', 'delivered', 'read', 'failed'])

/** Threads by the customer's number, as the app shows them. */
async function threads(house: House, { account }: Shop): Promise<Map<string, MessageView[]>> {
  const found = new Map<string, MessageView[]>()
  let cursor: string | null = ''
  while (cursor !== null) {
    const after = cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''
    const page: ConversationsPage = await account.get(`/app/conversations?limit=100${after}`)
    for (const { id, phone } of page.conversations) {
      const key = phone ?? ''
      found.set(key, [...(found.get(key) ?? []), ...(await wholeThread(account, id))])
    }
    cursor = page.nextCursor
  }
  return found
}

/** Is everything written shown and has every send its outcome, within `patience` seconds and with ever more of them? */
async function comesToRest(
  house: House,
  shop: Shop,
  lanes: readonly LoadLane[],
  patience: number,
): Promise<boolean> {
  const latest = performance.now() + patience * 1000
  const written = lanes.reduce((sum, lane) => sum + lane.written.length, 0)
  const accepted = lanes.flatMap((lane) => lane.accepted)
  let best = -1
  let progressAt = performance.now()
  while (performance.now() < Math.min(latest, progressAt + REST_SECONDS * 1000)) {
    const shown = await threads(house, shop).catch(() => null)
    const all = [...(shown ?? new Map<string, MessageView[]>()).values()].flat()
    const incoming = all.filter((m) => m.direction === 'incoming' && m.content !== null).length
    const outcomes = new Set(all.filter((m) => settled.has(m.status)).map((m) => m.id))
    const ended = accepted.filter(({ id }) => outcomes.has(id)).length
    if (incoming >= written && ended === accepted.length) return true
    if (incoming + ended > best) {
      best = incoming + ended
      progressAt = performance.now()
    }
    await sleep(LOOK_MS)
  }
  return false
}

async function judge(house: House, shop: Shop, lanes: readonly LoadLane[]) {
  const shown = await threads(house, shop)
  const all = [...shown.values()].flat()
  const byId = new Map(all.map((message) => [message.id, message]))
  const inbound = lanes.map(({ customer, written }) => ({
    given: written,
    found: (shown.get(customer) ?? []).flatMap((m) =>
      m.direction === 'incoming' && m.content?.kind === 'text' ? [m.content.text] : [],
    ),
  }))
  const outbound = await Promise.all(
    lanes.map(async ({ customer, accepted }) => ({
      given: accepted.filter(({ id }) => byId.get(id)?.status !== 'failed').map(({ text }) => text),
      found: (await messagesOfPhone(house, customer)).filter((m) => m.direction === 'in').map((m) => m.text),
    })),
  )
  const statuses = lanes.flatMap((lane) => lane.accepted.map(({ id }) => byId.get(id)?.status ?? 'missing'))
  return {
    inbound: countLanes(inbound),
    outbound: countLanes(outbound),
    openOutcomes: statuses.filter((status) => !settled.has(status)).length,
    failed: statuses.filter((status) => status === 'failed').length,
    unreadable: all.filter((m) => m.direction === 'incoming' && m.missing !== null).length,
  }
}

async function ledger(house: House): Promise<{ nacks: number; reusedKeys: number }> {
  const { answer } = await call<{ nacks: Record<string, number>; reusedKeys: number }>(
    'GET',
    `${house.simulatorUrl}/api/ledger/summary`,
  )
  return {
    nacks: Object.values(answer.nacks).reduce((sum, n) => sum + n, 0),
    reusedKeys: answer.reusedKeys,
  }
}

// Answers: does the app keep its budgets with 50,000 conversations and a long thread, also on a slow machine and line?
import { randomBytes } from 'node:crypto'
import { openShop } from '../../e2e/world/shop.ts'
import { openBrowser } from '../../scripts/testing/browser.ts'
import { startHouse } from '../../scripts/testing/house.ts'
import { startStores } from '../../scripts/testing/own-stores.ts'
import { quantile, shown, summarise, table } from './figures.ts'
import { answers } from './ui/answering.ts'
import { fillInbox } from './ui/inbox-data.ts'
import { load } from './ui/loading.ts'
import { scrolling } from './ui/scrolling.ts'

const CONVERSATIONS = 50_000
const LONG_THREAD = 5000
const ROUNDS = Number(process.argv[2] ?? 5)
/** Ms by what was done, on this machine and on one four times slower. */
const ANSWER_BUDGETS: Readonly<Record<string, readonly [number, number?]>> = {
  'next conversation (j)': [100, 200],
  'open a conversation (click)': [100, 200],
  typing: [50, 50],
  'own reply in the thread': [50],
}

const masterKey = randomBytes(32).toString('hex')
await using stores = await startStores()
await using house = await startHouse({ ...stores, environment: { MASTER_KEY: masterKey } })
const shop = await openShop(house)
await fillInbox(stores, masterKey, shop, { conversations: CONVERSATIONS, long: LONG_THREAD })
process.stderr.write('the inbox is full\n')

const browser = await openBrowser()
const { url } = house
const lines: string[][] = []
const add = (what: string, values: readonly number[], budget: number, decimals = 0) => {
  const summary = summarise(values)
  lines.push([what, shown(summary, decimals), String(budget), (summary.median / budget).toFixed(2)])
}
/** One after the other: two at once would share the processor. */
async function inRounds<Result>(measure: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  for (let round = 0; round < ROUNDS; round++) results.push(await measure())
  return results
}

const quick = await inRounds(() => load(browser, url, false))
const slow = await inRounds(() => load(browser, url, true))
const pick = <Key extends string>(loads: readonly Readonly<Record<Key, number>>[], key: Key) =>
  loads.map((one) => one[key])
const kilobytes = pick(quick, 'js').map((bytes) => bytes / 1000)
add('scripts before the first row, as sent, kB', kilobytes, 95, 1)
add('LCP, 4x CPU and 8 Mbit/s, ms', pick(slow, 'lcp'), 2000)
add('first row, 4x CPU and 8 Mbit/s, ms', pick(slow, 'rows'), 2000)
const ready = slow.map(({ rows, busyUntil }) => Math.max(rows, busyUntil))
add('TTI (rows there, last long task over), 4x CPU and 8 Mbit/s, ms', ready, 2300)
add('TBT, 4x CPU and 8 Mbit/s, ms', pick(slow, 'blocked'), 400)
add('layout shift', pick(quick, 'shift'), 0.1, 3)

for (const [index, isSlow] of [false, true].entries()) {
  const rounds = await inRounds(() => answers(browser, url, isSlow))
  const machine = isSlow ? 'at 4x CPU' : 'at 1x CPU'
  for (const [name, budgets] of Object.entries(ANSWER_BUDGETS)) {
    const budget = budgets[index]
    if (budget === undefined) continue
    const p95 = rounds.map(({ times }) => quantile([0, ...(times[name] ?? [])], 0.95))
    add(`${name}, p95 ${machine}, ms`, p95, budget)
  }
  const heaps = rounds.map(({ bytes }) => bytes / 1_000_000)
  if (!isSlow) add('heap after 230 openings of a conversation, MB', heaps, 60, 1)
}

const scrolled = await inRounds(() => scrolling(browser, url))
for (const name of Object.keys(scrolled[0]?.frames ?? {})) {
  for (const [q, budget] of [
    [0.95, 17],
    [0.99, 34],
  ] as const) {
    const values = scrolled.map(({ frames }) => quantile(frames[name] ?? [], q))
    add(`scrolling the ${name}, frame p${q * 100}, ms`, values, budget, 1)
  }
}
const drifts = scrolled.map(({ drift }) => Math.max(...drift))
lines.push(['drift of a standing thread while pages come in, px', shown(summarise(drifts), 1), '0', '–'])
await browser.close()
const title = `the app with ${CONVERSATIONS.toLocaleString('en')} conversations, ${ROUNDS} rounds`
process.stdout.write(`${table([title, 'median (range)', 'budget', 'of the budget'], lines)}\n`)

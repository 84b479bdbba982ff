// Answers: does the app keep its budgets with 50,000 conversations and a long thread, also on a slow machine and line?
import { randomBytes } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { person } from '../../e2e/world/browser.ts'
import { openShop, owner } from '../../e2e/world/shop.ts'
import { openBrowser } from '../../scripts/testing/browser.ts'
import { startHouse } from '../../scripts/testing/house.ts'
import { startStores } from '../../scripts/testing/own-stores.ts'
import { quantile, shown, summarise, table } from './figures.ts'
import { fillInbox } from './ui-data.ts'

const CONVERSATIONS = 50_000
const LONG_THREAD = 5000
const ROUNDS = 5
/** Bits a second and milliseconds of a slow line. */
const SLOW = { throughput: 8_000_000 / 8, latency: 165, cpu: 4 }

const masterKey = randomBytes(32).toString('hex')
await using stores = await startStores()
await using house = await startHouse({ ...stores, environment: { MASTER_KEY: masterKey } })
const shop = await openShop(house)
await fillInbox(stores, masterKey, shop, { conversations: CONVERSATIONS, long: LONG_THREAD })
process.stderr.write('the inbox is full\n')

/** A fresh person with an empty cache, signed in by script: the form is not what is measured. */
async function newcomer(browser: Browser): Promise<Page> {
  const { page, context } = await person(browser)
  await context.request.post(`${house.url}/app/sign-in`, { data: owner })
  return page
}

async function slowDown(page: Page, cpu: number, line: boolean): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: cpu })
  if (!line) return
  await session.send('Network.enable')
  const { throughput, latency } = SLOW
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency,
    downloadThroughput: throughput,
    uploadThroughput: throughput,
  })
}

/** Script of the page: what it remembers of its own loading and of every answer to a key or a click. */
const observe = `(() => {
  const seen = (globalThis.seen = { lcp: 0, blocked: 0, shift: 0, events: [] })
  const watch = (type, take, more = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...more })
  watch('largest-contentful-paint', (entry) => { seen.lcp = entry.startTime })
  watch('longtask', (entry) => { seen.blocked += Math.max(0, entry.duration - 50) })
  watch('layout-shift', (entry) => { if (!entry.hadRecentInput) seen.shift += entry.value })
  watch('event', (entry) => { if (entry.interactionId) seen.events.push(entry.duration) }, { durationThreshold: 16 })
})()`

interface Seen {
  lcp: number
  blocked: number
  shift: number
  events: number[]
}
const seenBy = (page: Page) => page.evaluate<Seen>('globalThis.seen')
const rows = '[data-conversation]'

async function load(browser: Browser, cpu: number, line: boolean): Promise<Seen & { js: number }> {
  const page = await newcomer(browser)
  await slowDown(page, cpu, line)
  await page.addInitScript(observe)
  await page.goto(`${house.url}/inbox/open`)
  await page.locator(rows).first().waitFor()
  await page.waitForTimeout(3000)
  const js = await page.evaluate<number>(
    `performance.getEntriesByType('resource').filter((e) => e.name.endsWith('.js')).reduce((sum, e) => sum + e.encodedBodySize, 0)`,
  )
  const seen = await seenBy(page)
  await page.context().close()
  return { ...seen, js }
}

/** Milliseconds from each key or click to the next paint, by what was done. */
async function interact(browser: Browser, cpu: number): Promise<Record<string, number[]>> {
  const page = await newcomer(browser)
  await page.addInitScript(observe)
  await page.goto(`${house.url}/inbox/open`)
  await page.locator(rows).first().waitFor()
  await page.waitForTimeout(2000)
  await slowDown(page, cpu, false)
  const measured: Record<string, number[]> = {}
  const measure = async (name: string, act: () => Promise<void>) => {
    await page.evaluate('void (globalThis.seen.events = [])')
    await act()
    await page.waitForTimeout(600)
    measured[name] = (await seenBy(page)).events
  }
  await measure('next conversation (j)', async () => {
    for (let n = 0; n < 15; n++) {
      await page.keyboard.press('j')
      await page.waitForTimeout(350)
    }
  })
  await measure('open a conversation (click)', async () => {
    for (let n = 0; n < 8; n++) {
      await page
        .locator(rows)
        .nth(n % 6)
        .click()
      await page.waitForTimeout(450)
    }
  })
  await measure('typing', async () => {
    await page.keyboard.press('r')
    await page.keyboard.type('Pesanan Kakak sudah kami kirim hari ini', { delay: 60 })
  })
  await page.context().close()
  return measured
}

/** Milliseconds between frames while the list, then the long thread, is scrolled. */
async function scroll(browser: Browser): Promise<Record<string, number[]>> {
  const page = await newcomer(browser)
  await page.goto(`${house.url}/inbox/open`)
  await page.locator(rows).first().click()
  await page.waitForTimeout(2000)
  const measured: Record<string, number[]> = {}
  for (const [name, x, y] of [
    ['conversation list', 300, 500],
    ['thread of 5,000', 900, 400],
  ] as const) {
    await page.mouse.move(x, y)
    await page.evaluate(`(() => {
      const frames = (globalThis.frames_ = [])
      let last = performance.now()
      const step = (at) => { frames.push(at - last); last = at; globalThis.scrolling !== false && requestAnimationFrame(step) }
      globalThis.scrolling = true
      requestAnimationFrame(step)
    })()`)
    for (let tick = 0; tick < 60; tick++) {
      await page.mouse.wheel(0, name === 'conversation list' ? 600 : -600)
      await page.waitForTimeout(70)
    }
    measured[name] = await page.evaluate<number[]>('(globalThis.scrolling = false, globalThis.frames_)')
  }
  await page.context().close()
  return measured
}

const browser = await openBrowser()
const lines: string[][] = []
const add = (what: string, values: readonly number[], budget: number, decimals = 0) => {
  const summary = summarise(values)
  lines.push([what, shown(summary, decimals), String(budget), (summary.median / budget).toFixed(2)])
}
const quick = []
const slow = []
for (let round = 0; round < ROUNDS; round++) {
  quick.push(await load(browser, 1, false))
  slow.push(await load(browser, SLOW.cpu, true))
}
add(
  'first JS, kB gz',
  quick.map(({ js }) => js / 1000),
  95,
  1,
)
add(
  'LCP, 4x CPU and 8 Mbit/s, ms',
  slow.map(({ lcp }) => lcp),
  2000,
)
add(
  'TBT, 4x CPU and 8 Mbit/s, ms',
  slow.map(({ blocked }) => blocked),
  400,
)
add(
  'layout shift',
  quick.map(({ shift }) => shift),
  0.1,
  3,
)
const answers: Record<string, { budget: [number, number] }> = {
  'next conversation (j)': { budget: [100, 200] },
  'open a conversation (click)': { budget: [100, 200] },
  typing: { budget: [50, 50] },
}
for (const [index, cpu] of [1, 4].entries()) {
  const rounds = []
  for (let round = 0; round < ROUNDS; round++) rounds.push(await interact(browser, cpu))
  for (const [name, { budget }] of Object.entries(answers)) {
    const p95 = rounds.map((measured) => quantile([0, ...(measured[name] ?? [])], 0.95))
    add(`${name}, p95 at ${cpu}x CPU, ms`, p95, budget[index] ?? 0)
  }
}
const scrolled = []
for (let round = 0; round < ROUNDS; round++) scrolled.push(await scroll(browser))
for (const name of Object.keys(scrolled[0] ?? {})) {
  add(
    `scrolling the ${name}, frame p95, ms`,
    scrolled.map((measured) => quantile(measured[name] ?? [], 0.95)),
    17,
    1,
  )
}
await browser.close()
const title = `the app with ${CONVERSATIONS.toLocaleString('en')} conversations, ${ROUNDS} rounds`
process.stdout.write(`${table([title, 'median (range)', 'budget', 'of the budget'], lines)}\n`)

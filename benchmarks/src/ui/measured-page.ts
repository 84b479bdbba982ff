// Owns a page that remembers how it loads and how fast it answers, on a machine and a line as slow as asked for.
import type { Browser, Page } from 'playwright-core'
import { person } from '../../../e2e/world/browser.ts'
import { owner } from '../../../e2e/world/shop.ts'

/** Bytes a second and milliseconds of a slow line, and how many times slower a slow machine is. */
const SLOW = { throughput: 8_000_000 / 8, latency: 165, cpu: 4 }

export interface Seen {
  /** Milliseconds since the navigation: the largest paint, the first row of the list, the end of the last long task. */
  readonly lcp: number
  readonly rows: number
  readonly busyUntil: number
  /** Milliseconds of tasks beyond their first 50. */
  readonly blocked: number
  readonly shift: number
  /** Milliseconds from each key or click to the next paint. */
  readonly events: readonly number[]
}

export const row = '[data-conversation]'

const observe = `(() => {
  const seen = (globalThis.seen = { lcp: 0, rows: 0, busyUntil: 0, blocked: 0, shift: 0, events: [] })
  const watch = (type, take, more = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...more })
  watch('largest-contentful-paint', (entry) => { seen.lcp = entry.startTime })
  watch('longtask', ({ startTime, duration }) => {
    seen.blocked += Math.max(0, duration - 50)
    seen.busyUntil = startTime + duration
  })
  watch('layout-shift', (entry) => { if (!entry.hadRecentInput) seen.shift += entry.value })
  watch('event', (entry) => { if (entry.interactionId) seen.events.push(entry.duration) }, { durationThreshold: 16 })
  const look = () => {
    if (document.querySelector('${row}')) seen.rows = performance.now()
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
})()`

export const seenBy = (page: Page) => page.evaluate<Seen>('globalThis.seen')
export const forgetEvents = (page: Page) => page.evaluate('void (globalThis.seen.events = [])')

/** A fresh person with an empty cache, signed in by script: the form is not what is measured. */
export async function newcomer(browser: Browser, url: string): Promise<Page> {
  const { page, context } = await person(browser)
  await context.request.post(`${url}/app/sign-in`, { data: owner })
  await page.addInitScript(observe)
  return page
}

export async function slowMachine(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOW.cpu })
}

export async function slowLine(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  const { throughput, latency } = SLOW
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency,
    downloadThroughput: throughput,
    uploadThroughput: throughput,
  })
}

/** Bytes in use after everything unused was collected. */
export async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize
}

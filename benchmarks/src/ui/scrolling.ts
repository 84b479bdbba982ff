// Answers: how even is scrolling, and does what somebody reads stay where it is while older messages come in above?
import type { Browser, Page } from 'playwright-core'
import { newcomer, row } from './measured-page.ts'

const PLACES = [
  ['conversation list', 300, 500, 600],
  ['thread of 5,000', 900, 400, -600],
] as const

/** Milliseconds between frames, by what was scrolled; `drift`: px that a standing thread moved, the largest of each stop. */
export async function scrolling(
  browser: Browser,
  url: string,
): Promise<{ frames: Record<string, readonly number[]>; drift: readonly number[] }> {
  const page = await newcomer(browser, url)
  await page.goto(`${url}/inbox/open`)
  await page.locator(row).first().click()
  await page.waitForTimeout(2000)
  const frames: Record<string, readonly number[]> = {}
  for (const [name, x, y, by] of PLACES) {
    await page.mouse.move(x, y)
    await page.evaluate(`(() => {
      const frames = (globalThis.frames_ = [])
      let last = performance.now()
      const step = (at) => { frames.push(at - last); last = at; globalThis.scrolling !== false && requestAnimationFrame(step) }
      globalThis.scrolling = true
      requestAnimationFrame(step)
    })()`)
    for (let tick = 0; tick < 60; tick++) {
      await page.mouse.wheel(0, by)
      await page.waitForTimeout(70)
    }
    frames[name] = await page.evaluate<number[]>('(globalThis.scrolling = false, globalThis.frames_)')
  }
  const drift: number[] = []
  for (let stop = 0; stop < 12; stop++) {
    await page.mouse.wheel(0, -900)
    await page.waitForTimeout(120)
    drift.push(await moved(page))
  }
  await page.context().close()
  return { frames, drift }
}

/** How far the message in the middle of the thread moves within half a second in which nobody scrolls. */
const moved = (page: Page) =>
  page.evaluate<number>(
    `new Promise((resolve) => {
      const region = document.querySelector('[role=region][aria-label=Pesan]')
      const middle = region.getBoundingClientRect().top + region.clientHeight / 2
      const one = [...region.querySelectorAll('[data-message-id]')].find((m) => m.getBoundingClientRect().bottom > middle)
      const id = one.dataset.messageId
      const place = () => region.querySelector('[data-message-id="' + id + '"]')?.getBoundingClientRect().top
      const first = place()
      let furthest = 0
      const end = performance.now() + 500
      const step = (at) => {
        furthest = Math.max(furthest, Math.abs((place() ?? Infinity) - first))
        if (at < end) requestAnimationFrame(step)
        else resolve(furthest)
      }
      requestAnimationFrame(step)
    })`,
  )

// Answers: how long after a key or a click does the page show what it asked for, and what does a day of it leave behind?
import type { Browser } from 'playwright-core'
import { composer } from '../../../e2e/world/staff.ts'
import { forgetEvents, heapOf, newcomer, row, seenBy, slowMachine } from './measured-page.ts'

/** Milliseconds from each key or click to the next paint, by what was done; `bytes`: the heap at the end. */
export async function answers(
  browser: Browser,
  url: string,
  slow: boolean,
): Promise<{ times: Record<string, readonly number[]>; bytes: number }> {
  const page = await newcomer(browser, url)
  await page.goto(`${url}/inbox/open`)
  await page.locator(row).first().waitFor()
  await page.waitForTimeout(2000)
  if (slow) await slowMachine(page)
  const times: Record<string, readonly number[]> = {}
  const measure = async (name: string, act: () => Promise<void>) => {
    await forgetEvents(page)
    await act()
    await page.waitForTimeout(600)
    times[name] = (await seenBy(page)).events
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
        .locator(row)
        .nth(n % 6)
        .click()
      await page.waitForTimeout(450)
    }
  })
  await measure('typing', async () => {
    await page.keyboard.press('r')
    await page.keyboard.type('Pesanan Kakak sudah kami kirim hari ini', { delay: 60 })
  })
  await composer(page).fill('')
  const echoes: number[] = []
  for (let n = 0; n < 6; n++) {
    await composer(page).fill(`gema ${n}`)
    await page.evaluate(
      `globalThis.echo = new Promise((resolve) => {
        addEventListener('keydown', () => {
          const pressed = performance.now()
          const look = (at) => {
            const there = [...document.querySelectorAll('[data-message-id]')].some((one) => one.textContent.includes('gema ${n}'))
            if (there) resolve(at - pressed)
            else requestAnimationFrame(look)
          }
          requestAnimationFrame(look)
        }, { once: true, capture: true })
      }), undefined`,
    )
    await composer(page).press('Enter')
    echoes.push(await page.evaluate<number>('globalThis.echo'))
    await page.waitForTimeout(300)
  }
  times['own reply in the thread'] = echoes
  await page.keyboard.press('Escape')
  for (let n = 0; n < 200; n++) {
    await page.keyboard.press(n % 100 < 50 ? 'j' : 'k')
    await page.waitForTimeout(40)
  }
  await page.waitForTimeout(2000)
  const bytes = await heapOf(page)
  await page.context().close()
  return { times, bytes }
}

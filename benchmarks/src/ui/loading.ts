// Answers: how long until an agent sees the list and can use it, and how much comes over the line for it?
import type { Browser } from 'playwright-core'
import { newcomer, row, type Seen, seenBy, slowLine, slowMachine } from './measured-page.ts'

/** Longer than anything of a first visit takes, ms. */
const SETTLED_MS = 3000

/** `js`: bytes of scripts asked for before the first row stood there, as they came over the line. */
export async function load(
  browser: Browser,
  url: string,
  slow: boolean,
): Promise<Seen & { readonly js: number }> {
  const page = await newcomer(browser, url)
  if (slow) await slowMachine(page)
  if (slow) await slowLine(page)
  await page.goto(`${url}/inbox/open`)
  await page.locator(row).first().waitFor()
  await page.waitForTimeout(SETTLED_MS)
  const js = await page.evaluate<number>(
    `performance.getEntriesByType('resource')
      .filter((e) => e.name.endsWith('.js') && e.startTime < globalThis.seen.rows)
      .reduce((sum, e) => sum + e.encodedBodySize, 0)`,
  )
  const seen = await seenBy(page)
  await page.context().close()
  return { ...seen, js }
}

// Owns showing a page a state that takes long to reach: what the server answers is changed on its way to the browser.
import type { Page } from 'playwright-core'

/** Changes the JSON of every GET of these addresses until `undo` is called. The caller names the contract's shape. */
export async function shownAs<Answer>(
  page: Page,
  address: RegExp,
  change: (answer: Answer) => unknown,
): Promise<{ undo: () => Promise<void> }> {
  await page.route(address, async (route) => {
    if (route.request().method() !== 'GET') return route.fallback()
    const response = await route.fetch()
    // The contract of the address, which the caller names.
    const answer = (await response.json()) as Answer
    await route.fulfill({ response, json: change(answer) })
  })
  return { undo: () => page.unroute(address) }
}

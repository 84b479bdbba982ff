// Owns what a story stands on: a house on empty stores of its own, and a browser; opened and closed as one.
import type { Browser } from 'playwright-core'
import { openBrowser } from '../../scripts/testing/browser.ts'
import { createTestDatabase } from '../../scripts/testing/database.ts'
import { type House, startHouse } from '../../scripts/testing/house.ts'
import { startTestNats } from '../../scripts/testing/nats.ts'

export interface Stage extends AsyncDisposable {
  readonly house: House
  readonly browser: Browser
}

/** What was opened is closed again when something else cannot be. */
export async function openStage(): Promise<Stage> {
  await using begun = new AsyncDisposableStack()
  const database = begun.use(await createTestDatabase())
  const nats = begun.use(await startTestNats())
  const house = begun.use(await startHouse({ databaseUrl: database.url, natsUrl: nats.url }))
  const browser = begun.use(await openBrowser())
  const opened = begun.move()
  return { house, browser, [Symbol.asyncDispose]: () => opened.disposeAsync() }
}

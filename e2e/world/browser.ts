// Owns the real browser of the stories: Debian's Chromium, a fresh profile, nothing in the background.
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { ensureChromium } from '../../scripts/infra/chromium.mjs'

/** Starts Chromium. Throws with what to do where there is none. */
export function startBrowser(): Promise<Browser> {
  const executablePath = ensureChromium()
  if (!executablePath) throw new Error('There is no Chromium: install it, so that it is on PATH.')
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-quic',
    ],
  })
}

export const wide = { width: 1440, height: 900 }
export const phone = { width: 390, height: 844 }

/** A person at a screen: own cookies, Indonesian by default. Every page error fails the story. */
export async function person(
  browser: Browser,
  look: { viewport?: typeof wide; colorScheme?: 'light' | 'dark'; locale?: string } = {},
): Promise<{ context: BrowserContext; page: Page; errors: string[] }> {
  const context = await browser.newContext({
    viewport: look.viewport ?? wide,
    colorScheme: look.colorScheme ?? 'light',
    locale: look.locale ?? 'id-ID',
    timezoneId: 'Asia/Jakarta',
  })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  return { context, page, errors }
}

// Owns the people at the screens of the stories: each with cookies, screen size, colour scheme and language of their own.
import type { Browser, BrowserContext, Page } from 'playwright-core'

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

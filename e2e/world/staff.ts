// Owns the colleagues of a shop in a test house: joined by an invitation, signed in at a screen of their own.
import type { Role } from '@indoshopster/contracts/role'
import type { Invited } from '@indoshopster/contracts/web-api/staff'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { House } from '../../scripts/testing/house.ts'
import { call } from '../../scripts/seeding/http.ts'
import { person } from './browser.ts'
import type { Shop } from './shop.ts'

export interface Colleague {
  readonly name: string
  readonly email: string
  readonly password: string
}

export const colleague = (name: string): Colleague => ({
  name,
  email: `${name.toLowerCase()}@toko.example`,
  password: `rahasia-${name.toLowerCase()}-1`,
})

/** Invites and joins without a browser. */
export async function join(house: House, shop: Shop, role: Role, who: Colleague): Promise<void> {
  const { path } = await shop.account.post<Invited>('/app/invitations', { role, note: who.name })
  await call('POST', `${house.url}/app/join`, { secret: path.split('#')[1], ...who })
}

/** Fills in the sign-in page and waits until the app is there. */
export async function signedIn(
  browser: Browser,
  house: House,
  who: { email: string; password: string },
  look: Parameters<typeof person>[1] = {},
): Promise<{ page: Page; context: BrowserContext; errors: string[] }> {
  const one = await person(browser, look)
  one.page.setDefaultTimeout(15_000)
  await one.page.goto(house.url)
  await one.page.getByLabel('Email').fill(who.email)
  await one.page.getByLabel('Kata sandi').fill(who.password)
  await one.page.getByRole('button', { name: 'Masuk' }).click()
  await one.page.getByRole('link', { name: 'Setelan' }).first().waitFor()
  return one
}

/** Opens the conversation of this name from the list and waits for its head. */
export async function openChat(page: Page, name: string): Promise<void> {
  await page
    .getByRole('link', { name: new RegExp(name) })
    .first()
    .click()
  await page.getByRole('heading', { name }).waitFor()
}

export const composer = (page: Page) => page.getByRole('textbox', { name: 'Balasan' })

/** Writes a reply and sends it with Enter. */
export async function says(page: Page, text: string): Promise<void> {
  await composer(page).fill(text)
  await composer(page).press('Enter')
}

export const bubble = (page: Page, text: string | RegExp) =>
  page.locator('[data-message-id]').filter({ hasText: text })

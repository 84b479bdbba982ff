// Proves that a person can do by hand, on the simulator's page, what happens to a phone beside chatting.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freePort } from '../scripts/infra/ports.mjs'
import { openBrowser } from '../scripts/testing/browser.ts'
import { type Program, startProgram } from '../scripts/testing/program.ts'
import { person, phone, wide } from './world/browser.ts'
import { faultsOf } from './world/look.ts'

const shop = '6281100000001'
const customer = '6281200000001'
const late = '6281300000001'
let folder: string
let simulator: Program
let url: string
let browser: Browser
let context: BrowserContext
let page: Page
let life: Locator

const call = async (method: string, at: string, body?: object): Promise<unknown> => {
  const json =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const answer = await fetch(`${url}${at}`, { method, ...json })
  return answer.json()
}
const openLife = async (part: string) => {
  await page.getByRole('button', { name: 'Life of this phone' }).click()
  const summary = life.locator('details').filter({ hasText: part }).locator('summary')
  if (part !== 'New group') await summary.click()
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'phones-life-'))
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  simulator = await startProgram({
    name: 'simulator',
    entry: 'simulator/src/main.ts',
    environment: { SIMULATOR_PORT: String(port), SIMULATOR_DATA: folder },
    readyUrl: `${url}/healthz`,
    logFile: path.join(folder, 'log'),
  })
  await call('POST', '/api/phones', { phone: shop, name: 'Toko Kita' })
  await call('POST', '/api/phones', { phone: customer, name: 'Budi' })
  await call('POST', '/api/phones', { phone: late, name: 'Siti', lid: false })
  browser = await openBrowser()
})
beforeEach(async () => {
  await context?.close()
  ;({ context, page } = await person(browser))
  await page.goto(`${url}/#/${shop}/`)
  life = page.getByRole('dialog', { name: 'Life of this phone' })
  await page.getByRole('button', { name: 'Life of this phone' }).waitFor()
})
afterAll(async () => {
  await browser?.close()
  await simulator?.stop()
  await rm(folder, { recursive: true, force: true })
})

describe('the life of a virtual phone', () => {
  test('a group is made, opens, and shows who writes in it', async () => {
    await openLife('New group')
    await life.getByLabel('Name').first().fill('Reseller')
    await life.getByLabel('Other members').fill(`${customer}\n${late}`)
    await life.getByRole('button', { name: 'Make the group' }).click()
    await page.getByRole('heading', { name: 'Reseller' }).waitFor()
    await page.getByLabel('Message', { exact: true }).fill('halo semua')
    await page.locator('#composer').getByRole('button', { name: 'Send' }).click()
    await page.locator('#messages > li').filter({ hasText: 'halo semua' }).waitFor()
    const group = new URL(page.url()).hash.split('/').at(-1)
    await call('POST', `/api/phones/${customer}/messages`, { to: group, text: 'halo kak' })
    await page.locator('#messages > li').filter({ hasText: 'halo kak' }).getByText('Budi').waitFor()
  })

  test('a group is renamed, somebody added, somebody removed, and a number that is no phone here refused', async () => {
    const participants = [customer]
    await call('POST', '/api/groups', { creator: shop, subject: 'Grosir', participants })
    await openLife('Groups of this phone')
    await life.getByLabel('Group', { exact: true }).selectOption('Grosir')
    await life.getByLabel('New name').fill('Grosir Jakarta')
    await life.getByLabel('Numbers to add').fill(late)
    await life.getByRole('button', { name: 'Change the group' }).click()
    await life.getByText('Changed.').waitFor()
    await life.getByRole('listitem').filter({ hasText: 'Siti' }).waitFor()
    await life.getByRole('button', { name: 'Remove Budi' }).click()
    await life.getByText('Budi is no longer in it.').waitFor()
    const groups = JSON.stringify(await call('GET', '/api/groups'))
    expect(groups).toContain('Grosir Jakarta')
    const kept = [
      { phone: shop, admin: 'superadmin' },
      { phone: late, admin: '' },
    ]
    expect(groups).toContain(JSON.stringify(kept))
    await life.getByLabel('Numbers to add').fill('6289999999999')
    await life.getByRole('button', { name: 'Change the group' }).click()
    await life.getByText('No such phone here').waitFor()
  })

  test('the address book is saved and comes back, and a line without a name is refused', async () => {
    await openLife('Address book')
    await life.getByLabel('Number, comma, name').fill(`${customer}, Pak Budi`)
    await life.getByRole('button', { name: 'Save' }).click()
    await life.getByText('Saved: 1 new, 0 renamed, 0 removed.').waitFor()
    expect(await call('GET', `/api/phones/${shop}/contacts`)).toEqual([{ phone: customer, name: 'Pak Budi' }])
    await life.getByLabel('Number, comma, name').fill(customer)
    await life.getByRole('button', { name: 'Save' }).click()
    await life.getByText('Write a number, a comma and a name').waitFor()
  })

  test('a restriction is set and lifted', async () => {
    await openLife('Restriction')
    await life.getByRole('button', { name: 'Restrict', exact: true }).click()
    await life.getByText('Restricted:').waitFor()
    expect(await call('GET', '/api/faults')).toMatchObject([{ kind: 'restrict', phone: shop }])
    await life.getByRole('button', { name: 'Lift' }).click()
    await life.getByText('The restriction is lifted.').waitFor()
    expect(await call('GET', '/api/faults')).toEqual([])
  })

  test('a past is made up, a status posted, a private id given', async () => {
    await openLife('Past chats')
    await life.getByRole('button', { name: 'Make up a past' }).click()
    await life.getByText('1000 messages: devices linked from now on get them.').waitFor()
    await life.locator('summary').filter({ hasText: 'Status and newsletters' }).click()
    await life.getByLabel('Status').fill('Promo')
    await life.getByRole('button', { name: 'Post', exact: true }).click()
    await life.getByText('Posted.').waitFor()
    await page.goto(`${url}/#/${late}/`)
    await page.reload()
    await openLife('Identity')
    await life.getByRole('button', { name: 'Give a private id' }).click()
    await life.getByText('This number has a private id now.').waitFor()
  })

  test('a code that no client shows is refused with what to do', async () => {
    await page.getByRole('button', { name: 'Scan a QR' }).click()
    await page.getByLabel('Or the code that the client shows').fill('ABCD-1234')
    await page.getByRole('button', { name: 'Link by code' }).click()
    await page.getByText('No client waits for a code of this number').waitFor()
  })

  test.each([
    ['wide and light', wide, 'light' as const],
    ['phone and dark', phone, 'dark' as const],
  ])('has no serious fault, %s', async (_name, viewport, colorScheme) => {
    await page.setViewportSize(viewport)
    await page.emulateMedia({ colorScheme })
    await page.getByRole('button', { name: 'Life of this phone' }).click()
    for (const summary of await life.locator('summary').all()) {
      if ((await summary.textContent()) !== 'New group') await summary.click()
    }
    expect(await faultsOf(page)).toEqual([])
  })
})

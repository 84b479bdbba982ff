// Proves that a person can do by hand, on the simulator's page, what a customer does with a phone.
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
/** One blue pixel. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg==',
  'base64',
)
let folder: string
let simulator: Program
let url: string
let browser: Browser
let context: BrowserContext
let page: Page
let errors: string[]

const call = async (method: string, at: string, body: object) => {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${url}${at}`, { method, headers, body: JSON.stringify(body) })
  expect(answer.ok).toBe(true)
}
const shopWrites = (content: object) =>
  call('POST', `/api/phones/${shop}/messages`, { to: customer, content })

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'phones-page-'))
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
  browser = await openBrowser()
})
beforeEach(async () => {
  await context?.close()
  ;({ context, page, errors } = await person(browser))
  await page.goto(`${url}/#/${customer}/${shop}`)
  await page.getByLabel('Message', { exact: true }).waitFor()
})
afterAll(async () => {
  await browser?.close()
  await simulator?.stop()
  await rm(folder, { recursive: true, force: true })
})

const bubbles = () => page.locator('#messages > li')
const write = async (text: string) => {
  await page.getByLabel('Message', { exact: true }).fill(text)
  await page.locator('#composer').getByRole('button', { name: 'Send' }).click()
}
const choose = async (bubble: Locator, name: string | RegExp) => {
  await bubble.hover()
  await bubble.getByRole('button', { name }).click()
}

describe('the page of virtual phones', () => {
  test('a file goes out as what it is, with its caption, and shows', async () => {
    await page.locator('#file').setInputFiles({ name: 'foto.png', mimeType: 'image/png', buffer: picture })
    await write('yang ini')
    const photo = bubbles().filter({ hasText: 'yang ini' })
    await photo.locator('img').waitFor()
    await page.evaluate(`document.querySelector('#messages img').decode()`)
    await page.locator('#file').setInputFiles({ name: 'suara.ogg', mimeType: 'audio/ogg', buffer: picture })
    await page.locator('#composer').getByRole('button', { name: 'Send' }).click()
    await bubbles().filter({ hasText: 'Voice message' }).locator('audio').waitFor()
    await page
      .locator('#file')
      .setInputFiles({ name: 'nota.pdf', mimeType: 'application/pdf', buffer: picture })
    await page.locator('#composer').getByRole('button', { name: 'Send' }).click()
    await page.getByRole('link', { name: 'nota.pdf' }).waitFor()
    expect(errors).toEqual([])
  })

  test('a message is answered, reacted to, edited and deleted', async () => {
    await shopWrites({ kind: 'text', text: 'masih ada dua' })
    const theirs = bubbles().filter({ hasText: 'masih ada dua' }).first()
    await choose(theirs, 'React with ❤️')
    await theirs.getByRole('list', { name: 'Reactions' }).getByText('❤️').waitFor()
    await choose(theirs, 'Take ❤️ back')
    await theirs.getByRole('list', { name: 'Reactions' }).waitFor({ state: 'detached' })
    expect(await theirs.getByRole('button', { name: 'Delete' }).count()).toBe(0)

    await choose(theirs, 'Reply')
    await write('saya ambil')
    const mine = bubbles().filter({ hasText: 'saya ambil' })
    expect(await mine.locator('blockquote').textContent()).toBe('Toko Kitamasih ada dua')
    await choose(mine, 'Edit')
    await write('saya ambil dua-duanya')
    await bubbles().filter({ hasText: 'saya ambil dua-duanya' }).getByText('edited').waitFor()
    await choose(bubbles().filter({ hasText: 'saya ambil dua-duanya' }), 'Delete')
    await page.getByText('This message was deleted').waitFor()
    expect(errors).toEqual([])
  })

  test('a place, a contact and a poll go out', async () => {
    const cards = page.getByRole('dialog', { name: 'Send a card' })
    const sendCard = () => cards.getByRole('button', { name: 'Send' }).click()
    await page.getByRole('button', { name: 'Card' }).click()
    await cards.getByLabel('Latitude, longitude').fill('di sini')
    await sendCard()
    await cards.getByText('Write the place as').waitFor()
    await cards.getByLabel('Latitude, longitude').fill('-6.1754, 106.8272')
    await sendCard()
    await bubbles().filter({ hasText: '-6.17540, 106.82720' }).waitFor()
    await page.getByRole('button', { name: 'Card' }).click()
    await cards.getByLabel('Poll').check()
    await cards.getByLabel('Question').fill('Warna apa?')
    await cards.getByLabel('Answers, one per line').fill('Merah\nBiru')
    await sendCard()
    await bubbles().filter({ hasText: 'Warna apa?' }).getByText('Biru').waitFor()
    await page.getByRole('button', { name: 'Card' }).click()
    await cards.getByLabel('Contact').check()
    await cards.getByLabel('Name').filter({ visible: true }).fill('Sari')
    await cards.getByLabel('Number').fill('62 833 000 000')
    await sendCard()
    await bubbles().filter({ hasText: '+62833000000' }).waitFor()
    expect(errors).toEqual([])
  })

  test('a playing video goes on when a message comes', async () => {
    await shopWrites({ kind: 'video', file: picture.toString('base64'), mimetype: 'video/mp4' })
    const video = page.locator('video').first()
    await video.waitFor()
    await page.evaluate(`document.querySelector('video').setAttribute('data-seen', 'yes')`)
    await shopWrites({ kind: 'text', text: 'sudah lihat?' })
    await bubbles().filter({ hasText: 'sudah lihat?' }).first().waitFor()
    expect(await video.getAttribute('data-seen')).toBe('yes')
  })

  test.each([
    ['wide and light', wide, 'light' as const],
    ['phone and dark', phone, 'dark' as const],
  ])('has no serious fault, %s', async (_name, viewport, colorScheme) => {
    await page.setViewportSize(viewport)
    await page.emulateMedia({ colorScheme })
    expect(await faultsOf(page)).toEqual([])
  })
})

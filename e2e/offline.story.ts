// Proves that nobody loses or doubles anything by being offline: a browser that misses more than is told again, the gateway
// meanwhile, the number; and that a browser that was away for an hour of its own clock asks before it sends.
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { House } from '../scripts/testing/house.ts'
import { call, until } from '../scripts/seeding/http.ts'
import { bubble, colleague, composer, join, openChat, says, signedIn } from './world/staff.ts'
import { customerWrites, makePhone, messagesOfPhone, openShop, owner, type Shop } from './world/shop.ts'
import { openStage, type Stage } from './world/stage.ts'

const customer = '6281200000001'
const other = '6281200000002'
const dimas = colleague('Dimas')
let stage: Stage | undefined
const errors: string[][] = []
let house: House
let browser: Browser
let shop: Shop
let page: Page
let context: BrowserContext
let agent: Page

beforeAll(async () => {
  stage = await openStage()
  ;({ house, browser } = stage)
  shop = await openShop(house)
  await makePhone(house, customer, 'Budi')
  await makePhone(house, other, 'Citra')
  await customerWrites(house, customer, shop.phone, 'Halo kak')
  await join(house, shop, 'agent', dimas)
  const [first, second] = await Promise.all([
    signedIn(browser, house, owner),
    signedIn(browser, house, dimas),
  ])
  ;({ page, context } = first)
  agent = second.page
  errors.push(first.errors, second.errors)
})

afterAll(() => stage?.[Symbol.asyncDispose]())

const received = async () =>
  (await messagesOfPhone(house, customer)).filter((one) => one.direction === 'in').map((one) => one.text)
const arrived = (texts: readonly string[], seconds = 40) =>
  until('everything is with the customer', seconds, async () =>
    (await received()).length >= texts.length ? true : null,
  )
/** What the thread shows of this story's messages, from top to bottom. */
const shown = async (on: Page) =>
  (await on.locator('[data-message-id]').allTextContents()).flatMap(
    (text) => /(masuk|keluar|kolega) \d/.exec(text)?.[0] ?? [],
  )
/** What a live stream of this page's sign-in says that resumes from the beginning, until it says to reload. */
const resumedLive = (on: Page) =>
  on.evaluate<string>(`(async () => {
    const answer = await fetch('/live', { headers: { 'last-event-id': '1' } })
    const reader = answer.body.getReader()
    let text = ''
    while (!text.includes('event: reload')) {
      const { value, done } = await reader.read()
      if (done) break
      text += new TextDecoder().decode(value)
    }
    await reader.cancel()
    return text
  })()`)
const fault = (kind: string, more: object = {}) =>
  call('POST', `${house.simulatorUrl}/api/faults`, { kind, phone: shop.phone, ...more })

describe('offline', () => {
  test('a browser that was away misses and doubles nothing, though the gateway began anew meanwhile', async () => {
    await openChat(page, 'Budi')
    await openChat(agent, 'Budi')
    await bubble(page, 'Halo kak').waitFor()
    await context.setOffline(true)
    await page.getByText('Anda sedang luring').waitFor()
    for (const text of ['keluar 1', 'keluar 2']) await says(page, text)
    await expect
      .poll(() => page.getByText('Menunggu koneksi, lalu terkirim sendiri').count())
      .toBeGreaterThan(0)
    await page.getByText('2 balasan menunggu koneksi.').waitFor()

    await house.programs.gateway.kill()
    for (const at of [1, 2, 3]) await customerWrites(house, customer, shop.phone, `masuk ${at}`)
    // What is told again to a browser that was away for long, in small.
    await house.programs.gateway.startAgain({
      LIVE_RING_FRAMES: '1',
      LIVE_REREAD_EVENTS: '0',
      LIVE_REPLAYED_EVENTS: '1',
    })
    await says(agent, 'kolega 1')
    await customerWrites(house, other, shop.phone, 'Saya baru')
    await arrived(['kolega 1'])
    expect(await received()).toEqual(['kolega 1'])

    await context.setOffline(false)
    expect(await resumedLive(page)).toContain('event: reload')
    await arrived(['kolega 1', 'keluar 1', 'keluar 2'])
    expect(await received()).toEqual(['kolega 1', 'keluar 1', 'keluar 2'])
    await page.getByRole('link', { name: /Citra/ }).waitFor()
    await bubble(page, 'keluar 2')
      .getByLabel(/Terkirim|Sampai/)
      .waitFor()
    await page.getByText('Anda sedang luring').waitFor({ state: 'detached' })
    const thread = ['masuk 1', 'masuk 2', 'masuk 3', 'kolega 1', 'keluar 1', 'keluar 2']
    await expect.poll(async () => (await shown(page)).toSorted()).toEqual(thread.toSorted())
    await expect.poll(() => shown(agent)).toEqual(thread)
    await page.reload()
    await bubble(page, 'keluar 2').waitFor()
    expect(await shown(page)).toEqual(thread)
  })

  test('a reply and a note that are half written are there after a reload', async () => {
    await composer(page).fill('belum selesai')
    await page.getByRole('button', { name: 'Catatan', exact: true }).click()
    await page.getByRole('textbox', { name: 'Catatan' }).fill('catatan setengah')
    await page.reload()
    await expect.poll(() => composer(page).inputValue()).toBe('belum selesai')
    await page.getByRole('button', { name: 'Catatan', exact: true }).click()
    expect(await page.getByRole('textbox', { name: 'Catatan' }).inputValue()).toBe('catatan setengah')
    await page.getByRole('textbox', { name: 'Catatan' }).fill('')
    await page.getByRole('button', { name: 'Balas', exact: true }).click()
    await composer(page).fill('')
  })

  test('a number that is away keeps its queue, and sends in order when it is back', async () => {
    const before = await received()
    await fault('refuse_login', { code: 503, count: 1000 })
    await fault('cut')
    await page.getByText('sedang menyambung lagi').first().waitFor()
    const written = [3, 4, 5, 6].map((at) => `keluar ${at}`)
    for (const text of written) await says(page, text)
    await bubble(page, 'keluar 6')
      .getByLabel(/Diterima sistem|Dalam antrean/)
      .waitFor()
    expect(await received()).toEqual(before)
    await page.reload()
    await bubble(page, 'keluar 6')
      .getByLabel(/Diterima|antrean|Terkirim|Sampai/)
      .waitFor()
    await call('DELETE', `${house.simulatorUrl}/api/faults`)
    // A number tries to connect ever more seldom, once a minute at last.
    await arrived([...before, ...written], 90)
    expect(await received()).toEqual([...before, ...written])
    await bubble(page, 'keluar 6').getByLabel('Sampai').waitFor()
  }, 240_000)

  test('a page that was away for an hour of its own clock catches up, and asks before it sends what it held', async () => {
    const before = await received()
    await page.clock.install()
    await context.setOffline(true)
    await says(page, 'keluar 7')
    await page.getByText('1 balasan menunggu koneksi.').waitFor()
    await page.clock.fastForward('01:01:00')
    await customerWrites(house, customer, shop.phone, 'masuk 4')
    await context.setOffline(false)
    await bubble(page, 'masuk 4').waitFor()
    await page.getByText('Balasan ini ditulis lebih dari satu jam lalu').waitFor()
    await says(page, 'keluar 7b')
    await bubble(page, 'keluar 7b').getByLabel('Sampai').waitFor()
    expect(await received()).toEqual([...before, 'keluar 7b'])
    await bubble(page, /keluar 7(?!b)/)
      .getByRole('button', { name: 'Coba lagi' })
      .click()
    await arrived([...before, 'keluar 7b', 'keluar 7'])
    await page.getByText('Balasan ini ditulis lebih dari satu jam lalu').waitFor({ state: 'detached' })
    expect(await received()).toEqual([...before, 'keluar 7b', 'keluar 7'])
  })

  test('a page that is opened again after an hour asks before it sends what was left', async () => {
    const before = await received()
    await page.route('**/app/conversations/*/messages', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    )
    await says(page, 'keluar 8')
    await page.getByText('1 balasan menunggu koneksi.').waitFor()
    await page.clock.fastForward('01:01:00')
    await page.reload()
    await page.getByText('Balasan ini ditulis lebih dari satu jam lalu').waitFor()
    await page.unroute('**/app/conversations/*/messages')
    expect(await received()).toEqual(before)
    await bubble(page, 'keluar 8').getByRole('button', { name: 'Coba lagi' }).click()
    await arrived([...before, 'keluar 8'])
    expect(await received()).toEqual([...before, 'keluar 8'])
    expect(errors.flat()).toEqual([])
  })
})

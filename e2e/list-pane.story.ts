// Proves what a stranger stumbled over in the list: counts, scope, rows that say enough, a bar that moves nothing, found messages.
import type { SessionAdded } from '@indoshopster/contracts/web-api/sessions'
import type { ConversationsPage } from '@indoshopster/contracts/web-api/inbox'
import type { LabelCreated } from '@indoshopster/contracts/web-api/labels'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { House } from '../scripts/testing/house.ts'
import { until } from '../scripts/seeding/http.ts'
import { customerWrites, makePhone, online, openShop, owner, type Shop } from './world/shop.ts'
import { colleague, composer, join, openChat, signedIn } from './world/staff.ts'
import { openStage, type Stage } from './world/stage.ts'

const customers = ['Agus', 'Bunga', 'Citra'] as const
const dimas = colleague('Dimas')
let stage: Stage | undefined
let house: House
let browser: Browser
let shop: Shop
let page: Page
let unpaid: string
const errors: string[][] = []
const ids = new Map<string, string>()

const row = (name: string) => page.locator('[data-conversation]').filter({ hasText: name })
const side = (name: string) => page.getByRole('navigation', { name: 'Tampilan' }).getByRole('link', { name })
/** How much of the first such element is out of sight. */
const cutOff = (selector: string, side: 'Width' | 'Height') =>
  page.evaluate<number>(
    `[document.querySelector('${selector}')].map((one) => one.scroll${side} - one.client${side})[0]`,
  )
const change = (name: string, what: object) =>
  shop.account.post(`/app/conversations/${ids.get(name)}/changes`, what)

beforeAll(async () => {
  stage = await openStage()
  ;({ house, browser } = stage)
  shop = await openShop(house)
  const second = '6281100000002'
  await makePhone(house, second, 'Toko')
  const { id } = await shop.account.post<SessionAdded>('/app/sessions', {
    name: 'Toko Melati',
    network: 'simulator',
  })
  await online(house, shop.account, id, second)
  await join(house, shop, 'agent', dimas)
  unpaid = (await shop.account.post<LabelCreated>('/app/labels', { name: 'Belum bayar', colour: 'orange' }))
    .id
  for (const [at, name] of customers.entries()) {
    const phone = `62812000003${at}0`
    await makePhone(house, phone, name)
    await customerWrites(house, phone, second, `Ada harga grosir untuk ${at + 2} lusin?`)
    await customerWrites(house, phone, second, 'Terima kasih kak')
  }
  await until('all wrote', 30, async () => {
    const { conversations } = await shop.account.get<ConversationsPage>('/app/conversations')
    for (const one of conversations) ids.set(one.name ?? '', one.id)
    return conversations.filter((one) => one.preview?.text === 'Terima kasih kak').length === 3 ? true : null
  })
  const one = await signedIn(browser, house, owner)
  page = one.page
  errors.push(one.errors)
  await row('Agus').waitFor()
}, 120_000)

afterAll(() => stage?.[Symbol.asyncDispose]())

describe('the list', () => {
  test('counts of a label follow what a colleague does, and are what its click shows', async () => {
    for (const name of customers) await change(name, { kind: 'apply_label', labelId: unpaid })
    await expect.poll(() => side('Belum bayar').textContent(), { timeout: 10_000 }).toBe('Belum bayar3')
    for (const name of ['Agus', 'Bunga']) await change(name, { kind: 'resolve' })
    await expect.poll(() => side('Belum bayar').textContent(), { timeout: 10_000 }).toBe('Belum bayar1')

    await side('Belum bayar').click()
    await row('Bunga').waitFor({ state: 'detached' })
    expect(await row('Citra').count()).toBe(1)
    await page.getByText('Terbuka saja').waitFor()
    await page.getByRole('button', { name: 'Tampilkan semua' }).click()
    await row('Agus').waitFor()
    await row('Bunga').waitFor()
    expect(new URL(page.url()).searchParams.get('states')).toBe('open,snoozed,resolved')
    expect(await side('Belum bayar').getAttribute('aria-current')).toBe('page')
    await page.getByRole('button', { name: 'Terbuka saja' }).click()
    await row('Agus').waitFor({ state: 'detached' })
  })

  test('a label and seven days are shown as messages, without a word', async () => {
    await page.goto(`${house.url}/inbox/open?labels_any=${unpaid}&range=last7`)
    await page.getByRole('button', { name: 'Pesan', exact: true }).click()
    await page.getByRole('link', { name: /Citra.*Ada harga grosir/s }).waitFor()
    expect(await page.getByRole('link', { name: /Agus/ }).count()).toBe(0)
    await page.getByRole('button', { name: 'Percakapan', exact: true }).click()
  })

  test('a search stays in its view, and says so', async () => {
    await page.goto(`${house.url}/inbox/resolved`)
    await row('Agus').waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('grosir')
    await page.getByText('Selesai saja').waitFor()
    await row('Agus').locator('mark').waitFor()
    expect(await row('Citra').count()).toBe(0)
    expect(await side('Selesai').getAttribute('aria-current')).toBe('page')
    await page.getByRole('button', { name: 'Tampilkan semua' }).click()
    await row('Citra').waitFor()
    expect(await side('Selesai').getAttribute('aria-current')).toBeNull()
  })

  test('a row a search found shows the message with the word and opens at it', async () => {
    await row('Citra').locator('mark').getByText('grosir').waitFor()
    await row('Citra').getByText('untuk 4 lusin').waitFor()
    await row('Citra').getByRole('link').click()
    await page.getByRole('heading', { name: 'Citra' }).waitFor()
    await page.locator('[data-message-id]').filter({ hasText: 'untuk 4 lusin' }).waitFor()
  })

  test('the palette leads on to a search for messages', async () => {
    await page.goto(`${house.url}/inbox/open`)
    await row('Citra').waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('textbox', { name: 'Cari apa saja' }).fill('grosir')
    await page.getByRole('option', { name: 'Cari pesan dengan “grosir”' }).click()
    for (const name of customers)
      await page.getByRole('link', { name: new RegExp(`${name}.*grosir`, 's') }).waitFor()
  })

  test('a row names our number whole, and who looks beside the last message', async () => {
    await page.goto(`${house.url}/inbox/open`)
    const number = row('Citra').getByTitle('Toko Melati').locator('span')
    await number.waitFor()
    expect(await cutOff('[title="Toko Melati"] span', 'Width')).toBe(0)
    const agent = await signedIn(browser, house, dimas)
    errors.push(agent.errors)
    await openChat(agent.page, 'Citra')
    await row('Citra').getByTitle('Dimas sedang melihat').waitFor()
    await row('Citra').getByText('Terima kasih kak').waitFor()
    await composer(agent.page).pressSequentially('Ma')
    await row('Citra').getByText('Dimas mengetik…').waitFor()
    await agent.context.close()
  })

  test('choosing a row moves none, and the bar covers none', async () => {
    await page.goto(`${house.url}/inbox/open?states=open,snoozed,resolved`)
    await row('Agus').waitFor()
    await page.goto(`${house.url}/inbox/open`)
    await row('Citra').waitFor()
    const before = await row('Citra').boundingBox()
    await page.getByRole('checkbox', { name: 'Pilih Citra' }).click()
    const bar = page.getByRole('toolbar', { name: 'Ubah yang dipilih' })
    await bar.waitFor()
    expect(await row('Citra').boundingBox()).toEqual(before)
    const box = await bar.boundingBox()
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(before?.y ?? 0)
    expect(await cutOff('[role=toolbar]', 'Height')).toBe(0)
    await page.keyboard.press('Escape')
  })

  test('the filter leaves the list in sight, and its last press too, at 900 pixels', async () => {
    await page.keyboard.press('f')
    const filter = page.getByRole('dialog', { name: 'Saring percakapan' })
    await filter.getByRole('button', { name: 'Minggu lalu' }).click()
    await filter.getByText(/\d\d\/\d\d\/\d{4} – \d\d\/\d\d\/\d{4} \(WIB\)/).waitFor()
    await filter.getByRole('button', { name: 'Khusus' }).click()
    const show = filter.getByRole('button', { name: /^Tampilkan \d+\+?$/ })
    await show.waitFor()
    const [panel, end, list] = [
      await filter.boundingBox(),
      await show.boundingBox(),
      await page.getByRole('region', { name: 'Percakapan' }).first().boundingBox(),
    ]
    expect((end?.y ?? 0) + (end?.height ?? 0)).toBeLessThanOrEqual(900)
    expect(panel?.x ?? 0).toBeGreaterThanOrEqual((list?.x ?? 0) + (list?.width ?? 0))
    await show.click()
    await filter.waitFor({ state: 'detached' })
    expect(errors.flat()).toEqual([])
  })
})

// Proves that last week's unpaid order is found: labels, filter by label, date and words, search by every part of a chat.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { House } from '../scripts/testing/house.ts'
import { call } from '../scripts/seeding/http.ts'
import { bubble, openChat, signedIn } from './world/staff.ts'
import { customerWrites, makePhone, openShop, owner, type Shop } from './world/shop.ts'
import { openStage, type Stage } from './world/stage.ts'

const agus = '6281200000101'
const bunga = '6281200000102'
let stage: Stage | undefined
let house: House
let browser: Browser
let shop: Shop
let page: Page
let errors: string[]

const ofPhone = (phone: string, path: string) => `${house.simulatorUrl}/api/phones/${phone}${path}`
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
const row = (name: string) => page.locator('[data-conversation]').filter({ hasText: name })

beforeAll(async () => {
  stage = await openStage()
  ;({ house, browser } = stage)
  shop = await openShop(house)
  for (const [phone, name] of [
    [agus, 'Agus Salim'],
    [bunga, 'Bunga'],
  ] as const) {
    await makePhone(house, phone, name)
  }
  const said = (text: string, days: number) => ({ text, fromMe: false, at: daysAgo(days) })
  await call('POST', ofPhone(shop.phone, '/history'), {
    chats: [
      { phone: agus, name: 'Agus Salim', messages: [said('Pesanan INV-771 belum saya bayar', 7)] },
      { phone: bunga, name: 'Bunga', messages: [said('Pesanan INV-772 belum saya bayar', 40)] },
    ],
    now: true,
  })
  const file = Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64')
  const content = {
    kind: 'document',
    file,
    mimetype: 'application/pdf',
    fileName: 'bukti-transfer-mandiri.pdf',
  }
  await call('POST', ofPhone(bunga, '/messages'), { to: shop.phone, content })
  await customerWrites(house, agus, shop.phone, 'Kak, jadi kirim?')
  ;({ page, errors } = await signedIn(browser, house, owner))
  await row('Agus Salim').waitFor()
  await row('Bunga').waitFor()
})

afterAll(() => stage?.[Symbol.asyncDispose]())

describe('finding again', () => {
  test('a label is made, renamed, recoloured, put on by keyboard, counted and taken away', async () => {
    await page.goto(`${house.url}/settings/labels`)
    await page.getByRole('button', { name: 'Label baru' }).click()
    await page.getByLabel('Nama label').fill('Tunggu bayar')
    await page.getByRole('button', { name: 'Simpan' }).click()
    await page.getByRole('button', { name: 'Ubah label Tunggu bayar' }).click()
    await page.getByLabel('Nama label').fill('Belum bayar')
    await page.getByTitle('Oranye').click()
    await page.getByRole('button', { name: 'Simpan' }).click()
    await page.getByText('Belum bayar').first().waitFor()

    await page.goto(house.url)
    await openChat(page, 'Agus Salim')
    await page.keyboard.press('l')
    await page.getByLabel('Cari atau buat label').fill('belum')
    // Before the labels are there Enter does nothing.
    await page.getByRole('checkbox', { name: 'Belum bayar' }).waitFor()
    await page.keyboard.press('Enter')
    await row('Agus Salim').getByText('Belum bayar').waitFor()
    await page.getByLabel('Cari atau buat label').fill('Sementara')
    await page.keyboard.press('Enter')
    await row('Agus Salim').getByText('Sementara').waitFor()
    await page.keyboard.press('Escape')

    await page.goto(`${house.url}/settings/labels`)
    await page.getByText('1 percakapan').first().waitFor()
    await page.getByRole('button', { name: 'Hapus label Sementara' }).click()
    await page.getByRole('button', { name: 'Hapus label', exact: true }).click()
    await page.getByTitle('Sementara').waitFor({ state: 'detached' })
    await page.goto(house.url)
    await row('Agus Salim').getByText('Belum bayar').waitFor()
    expect(await row('Agus Salim').getByText('Sementara').count()).toBe(0)
  })

  test('last week’s unpaid order is found by label, week and word, as chat and as message', async () => {
    await page.goto(`${house.url}/inbox/open`)
    await row('Agus Salim').waitFor()
    await page.keyboard.press('f')
    const filter = page.getByRole('dialog', { name: 'Saring percakapan' })
    await filter.getByRole('button', { name: 'Minggu lalu' }).click()
    await page.keyboard.press('Escape')
    await page.keyboard.press('/')
    await page.keyboard.type('inv bayar')
    await row('Agus Salim').waitFor()
    await row('Bunga').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Saring percakapan' }).click()
    await filter.getByRole('button', { name: 'Belum bayar' }).click()
    await filter.getByRole('button', { name: /^Tampilkan/ }).click()
    await expect.poll(() => page.locator('[data-conversation]').count()).toBe(1)
    await row('Agus Salim').waitFor()

    await page.getByRole('button', { name: 'Pesan', exact: true }).click()
    await page.getByRole('link', { name: /Agus Salim.*INV-771/s }).click()
    await bubble(page, 'INV-771').waitFor()
    const address = new URL(page.url())
    expect([...address.searchParams.keys()]).toEqual(
      expect.arrayContaining(['in', 'labels_any', 'range', 'text']),
    )
    await page.reload()
    await page.getByRole('link', { name: /Agus Salim.*INV-771/s }).waitFor()
    await bubble(page, 'INV-771').waitFor()
  })

  test.each([
    ['a part of a word', 'mandi', 'Bunga', 'mandiri'],
    ['a file name', 'bukti-transfer', 'Bunga', 'bukti'],
    ['a word with a dash', 'INV-772', 'Bunga', 'INV-772'],
  ])('a message is found by %s', async (_what, words, name, shown) => {
    await page.goto(`${house.url}/inbox/open`)
    await row('Agus Salim').waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type(words)
    await page.getByRole('button', { name: 'Pesan', exact: true }).click()
    await page.getByRole('link', { name: new RegExp(`${name}.*${shown}`, 's') }).waitFor()
  })

  test.each([
    ['a name', 'agus sal', 'Agus Salim'],
    ['a number as people say it', '0812-0000-0102', 'Bunga'],
    ['the end of a number', '000101', 'Agus Salim'],
  ])('a chat is found by %s', async (_what, words, name) => {
    await page.goto(`${house.url}/inbox/open`)
    await row('Agus Salim').waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type(words)
    await expect.poll(() => page.locator('[data-conversation]').count()).toBe(1)
    await row(name).waitFor()
    expect(errors).toEqual([])
  })
})

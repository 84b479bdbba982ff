// Proves what a stranger stumbled over on the first visit: linking by code in the demo, the guide, keys, a reload, the API's example.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { House } from '../scripts/testing/house.ts'
import { call } from '../scripts/seeding/http.ts'
import { customerWrites, makePhone, openShop, owner, type Shop } from './world/shop.ts'
import { openChat, signedIn } from './world/staff.ts'
import { openStage, type Stage } from './world/stage.ts'

/** Its virtual phone is made after a code was asked for it. */
const late = '6281200000077'
const customer = '6281200000078'
let stage: Stage | undefined
let house: House
let browser: Browser
let page: Page
let shop: Shop

beforeAll(async () => {
  stage = await openStage()
  ;({ house, browser } = stage)
  shop = await openShop(house)
  ;({ page } = await signedIn(browser, house, owner))
})

afterAll(() => stage?.[Symbol.asyncDispose]())

describe('a first visit', () => {
  test('the guide’s quick reply opens as one, and its saving is told', async () => {
    await page.goto(`${house.url}/inbox/open`)
    await page.getByRole('link', { name: /Buat balasan cepat/ }).click()
    await page.getByText('Untuk agen saat membalas.').waitFor()
    await page.getByLabel('Nama').fill('Jam buka')
    await page.getByLabel('Teks').fill('Halo {{nama}}, kami buka jam 8.')
    await page.getByText('Terisi sendiri dari percakapan: nama').waitFor()
    await page.getByRole('button', { name: 'Simpan' }).click()
    await page.getByText('Templat “Jam buka” tersimpan.').waitFor()
  })

  test('a code asked for before its virtual phone is made links it, by the page the steps lead to', async () => {
    await page.goto(`${house.url}/settings/numbers`)
    await page.getByRole('button', { name: 'Tambah nomor' }).click()
    await page.getByRole('button', { name: 'Tampilkan kode QR' }).click()
    await page.getByRole('button', { name: 'Kode 8 karakter' }).click()
    await page.getByText('Tekan “Scan a QR” di sana').waitFor()
    await page.getByLabel('Nomor ponsel yang dihubungkan').fill(`+${late}`)
    await page.getByRole('button', { name: 'Minta kode' }).click()
    const code = await page.getByTestId('pairing-code').getAttribute('aria-label')
    const link = page.getByRole('link', { name: 'Buka halaman simulator.' })
    expect(new URL((await link.getAttribute('href')) ?? '').origin).toBe(new URL(house.simulatorUrl).origin)

    await makePhone(house, late, 'Terlambat')
    await call('POST', `${house.simulatorUrl}/api/phones/${late}/link`, { code: code?.replaceAll(' ', '') })
    await page.getByText('Nomor sudah daring').waitFor()
  })

  test('keys are read as they are pressed', async () => {
    await page.goto(`${house.url}/inbox/open`)
    await page.getByRole('heading', { name: 'Langkah pertama' }).waitFor()
    await page.keyboard.press('?')
    await page.getByText('Pintasan papan ketik').first().waitFor()
    const keys = page.getByRole('dialog').locator('dl > div')
    for (const text of ['ratauEnter', 'glalui', 'Shift+e'])
      await keys.filter({ hasText: text }).first().waitFor()
    await page.keyboard.press('Escape')
  })

  test('colleagues stand apart in the menu that assigns', async () => {
    await makePhone(house, customer, 'Budi')
    await customerWrites(house, customer, shop.phone, 'Halo')
    await openChat(page, 'Budi')
    await page.getByRole('button', { name: 'Tugaskan kepada' }).click()
    const [item, face] = await Promise.all([
      page.getByRole('menuitem').first().boundingBox(),
      page.getByRole('menuitem').first().locator('span').first().boundingBox(),
    ])
    expect((item?.height ?? 0) - (face?.height ?? 0)).toBeGreaterThanOrEqual(8)
    await page.keyboard.press('Escape')
  })

  test('a found message is shown again after a reload', async () => {
    await page.goto(`${house.url}/inbox/open?text=Halo`)
    await page.locator('mark').getByText('Halo').waitFor()
    await openChat(page, 'Budi')
    await page.locator('[data-message-id]').filter({ hasText: 'Halo' }).waitFor()
    const asked = () => new URL(page.url()).searchParams.get('m')
    expect(asked()).not.toBeNull()
    await page.reload()
    await page.locator('[data-message-id]').filter({ hasText: 'Halo' }).waitFor()
    expect(asked()).not.toBeNull()
  })

  test('the example of the API can be copied and run: it names the host', async () => {
    await page.goto(`${house.url}/docs`)
    await page.getByText(`${house.url}/sendWhatsappMessage`).first().waitFor()
  })
})

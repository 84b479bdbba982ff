// Proves the seed's features as an agent works with them all day: quick replies, new messages, snoozing, ten chats by keyboard.
import type { ConversationsPage } from '@indoshopster/contracts/web-api/inbox'
import type { TemplatesList } from '@indoshopster/contracts/web-api/templates'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { House } from '../scripts/testing/house.ts'
import { until } from '../scripts/seeding/http.ts'
import { bubble, composer, openChat, signedIn } from './world/staff.ts'
import {
  customerWrites,
  makePhone,
  messagesOfPhone,
  openShop,
  owner,
  type PhoneMessage,
  type Shop,
} from './world/shop.ts'
import { openStage, type Stage } from './world/stage.ts'

/** One blue pixel. */
const picture = {
  name: 'katalog.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg==',
    'base64',
  ),
}
const agus = '6281200000101'
const bunga = '6281200000102'
const stranger = '6281298765432'
let stage: Stage | undefined
let house: House
let browser: Browser
let shop: Shop
let page: Page
let errors: string[]

const row = (name: string) => page.locator('[data-conversation]').filter({ hasText: name })
const arrives = (phone: string, fits: (message: PhoneMessage) => boolean) =>
  until('it is on the phone', 20, async () => (await messagesOfPhone(house, phone)).find(fits) ?? null)

beforeAll(async () => {
  stage = await openStage()
  ;({ house, browser } = stage)
  shop = await openShop(house)
  for (const [phone, name] of [
    [agus, 'Agus Salim'],
    [bunga, 'Bunga'],
    [stranger, 'Orang Baru'],
  ] as const) {
    await makePhone(house, phone, name)
  }
  await customerWrites(house, bunga, shop.phone, 'Ada katalog?')
  await customerWrites(house, agus, shop.phone, 'Kak, jadi kirim?')
  ;({ page, errors } = await signedIn(browser, house, owner))
  await row('Agus Salim').waitFor()
  await row('Bunga').waitFor()
})

afterAll(() => stage?.[Symbol.asyncDispose]())

describe('a day in the inbox', () => {
  test('a quick reply with a picture is made, and comes by "/" with the customer’s name', async () => {
    await page.goto(`${house.url}/templates/new`)
    // The list beside it is filtered by the same words.
    const kinds = page.getByRole('group', { name: 'Jenis', exact: true })
    await kinds.getByRole('button', { name: 'Balasan cepat' }).click()
    await page.getByLabel('Nama', { exact: true }).fill('Katalog')
    await page.getByLabel('Teks').fill('Halo {{nama}}, ini katalog {{musim}}.')
    await page.getByTestId('template-picture').setInputFiles(picture)
    await page
      .getByRole('img', { name: /gambar/i })
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Simpan' }).click()
    await page
      .getByText(/^ID \d+$/)
      .first()
      .waitFor()

    await page.goto(`${house.url}/inbox/open`)
    await openChat(page, 'Bunga')
    await composer(page).pressSequentially('/kata')
    await page.getByRole('option', { name: /Katalog/ }).waitFor()
    await composer(page).press('Enter')
    const gaps = page.getByRole('dialog', { name: 'Katalog' })
    expect(await gaps.getByLabel('nama').inputValue()).toBe('Bunga')
    await gaps.getByLabel('musim').fill('lebaran')
    await page.keyboard.press('Enter')
    await page.getByText('katalog.png').waitFor()
    await composer(page).press('Enter')
    const sent = await arrives(bunga, ({ kind, direction }) => kind === 'image' && direction === 'in')
    expect(sent.text).toBe('Halo Bunga, ini katalog lebaran.')
  })

  test('a number that is not on WhatsApp is refused, one that is gets a template, then a picture', async () => {
    await page.keyboard.press('Escape')
    await page.goto(`${house.url}/inbox/open`)
    await row('Bunga').waitFor()
    await page.keyboard.press('c')
    const dialog = page.getByRole('dialog', { name: 'Pesan baru' })
    await dialog.getByLabel('Nomor tujuan').fill('0812 7777 7777')
    await page.keyboard.press('Tab')
    await dialog.getByText('Nomor ini tidak ada di WhatsApp.').waitFor()
    await dialog.getByLabel('Nomor tujuan').fill('0812 98')
    await page.keyboard.press('Tab')
    await dialog.getByText('Nomor ini tidak lengkap atau salah').waitFor()
    await dialog.getByLabel('Nomor tujuan').fill(' 0812 9876-5432 ')
    await page.keyboard.press('Tab')
    await dialog.getByText('+62 812-9876-5432 ada di WhatsApp').waitFor()
    await dialog.getByRole('button', { name: 'Templat' }).click()
    const { templates } = await shop.account.get<TemplatesList>('/app/templates')
    expect(templates.map(({ name }) => name).toSorted()).toEqual(['Katalog', 'Order'])
    await dialog.getByRole('combobox', { name: 'Templat' }).selectOption({ label: 'Order' })
    await dialog.getByLabel('fullname').fill('Orang Baru')
    await dialog.getByLabel('order_id').fill('773')
    await dialog.getByText('Hi Orang Baru, order 773 is on its way.').waitFor()
    await dialog.getByRole('button', { name: 'Kirim' }).click()
    await arrives(stranger, ({ text }) => text === 'Hi Orang Baru, order 773 is on its way.')
    await bubble(page, 'order 773')
      .getByLabel(/Sampai|Terkirim/)
      .waitFor()

    await page.locator('main').press('Escape')
    await page.keyboard.press('c')
    await dialog.getByLabel('Nomor tujuan').fill('+62 812 9876 5432')
    await dialog.getByLabel('Tambah gambar atau berkas').setInputFiles(picture)
    await dialog.getByRole('textbox', { name: 'Teks atau berkas' }).fill('Ini fotonya')
    await dialog.getByRole('button', { name: 'Kirim' }).click()
    await arrives(stranger, ({ kind, text }) => kind === 'image' && text === 'Ini fotonya')
    const { conversations } = await shop.account.get<ConversationsPage>(
      '/app/conversations?text=081298765432',
    )
    expect(conversations).toHaveLength(1)
  })

  test('a snoozed and a resolved chat come back when the customer writes', async () => {
    await page.goto(`${house.url}/inbox/open`)
    await openChat(page, 'Agus Salim')
    await page.keyboard.press('s')
    await page.getByRole('menuitem', { name: /Besok pagi/ }).click()
    await page.getByText('Agus Salim ditunda.').waitFor()
    await page.keyboard.press('Escape')
    await row('Agus Salim').waitFor({ state: 'detached' })
    await page.goto(`${house.url}/inbox/snoozed`)
    await row('Agus Salim').waitFor()
    await customerWrites(house, agus, shop.phone, 'Halo?')
    await row('Agus Salim').waitFor({ state: 'detached' })

    await page.goto(`${house.url}/inbox/open`)
    await openChat(page, 'Agus Salim')
    await page.keyboard.press('e')
    await page.getByText('Agus Salim selesai.').waitFor()
    await page.goto(`${house.url}/inbox/resolved`)
    await row('Agus Salim').waitFor()
    await customerWrites(house, agus, shop.phone, 'Masih belum')
    await row('Agus Salim').waitFor({ state: 'detached' })
    await page.goto(`${house.url}/inbox/open`)
    await openChat(page, 'Agus Salim')
    await page.getByRole('button', { name: 'Selesai', exact: true }).waitFor()
  })

  test('ten chats are answered and resolved without a mouse', async () => {
    const waiting = Array.from({ length: 10 }, (_, at) => ({
      phone: `628120000090${at}`,
      name: `Antre ${at}`,
    }))
    for (const { phone, name } of waiting) {
      await makePhone(house, phone, name)
      await customerWrites(house, phone, shop.phone, `Resi untuk ${name}?`)
    }
    for (const phone of [agus, bunga, stranger]) {
      const { conversations } = await shop.account.get<ConversationsPage>(`/app/conversations?text=${phone}`)
      await shop.account.post(`/app/conversations/${conversations[0]?.id}/changes`, { kind: 'resolve' })
    }
    await page.goto(`${house.url}/inbox/open`)
    await expect.poll(() => page.locator('[data-conversation]').count(), { timeout: 20_000 }).toBe(10)
    await page.keyboard.press('Alt+4')
    await page.keyboard.press('j')
    const answered: string[] = []
    for (let left = 10; left > 0; left--) {
      const head = page.getByRole('heading', { name: /^Antre \d/ })
      await head.filter({ hasNotText: answered.at(-1) ?? '—' }).waitFor()
      const name = (await head.textContent())?.trim() ?? ''
      answered.push(name)
      await page.keyboard.press('r')
      await page.keyboard.type(`Resi ${name} JNE-1`)
      await page.keyboard.press('Enter')
      await bubble(page, `Resi ${name} JNE-1`).waitFor()
      await page.keyboard.press('Escape')
      await page.keyboard.press('Shift+E')
    }
    expect(new Set(answered).size).toBe(10)
    await page.getByText('Tidak ada yang menunggu').waitFor()
    for (const { phone, name } of waiting) await arrives(phone, ({ text }) => text === `Resi ${name} JNE-1`)
    expect(errors).toEqual([])
  })
})

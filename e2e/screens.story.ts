// Proves that every screen is usable by everyone: no serious or critical fault by axe, light and dark, wide and phone;
// and in English by those who read no Indonesian.
import { readFileSync } from 'node:fs'
import type { Invited } from '@indoshopster/contracts/web-api/staff'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { House } from '../scripts/testing/house.ts'
import { inRepository } from '../scripts/infra/paths.mjs'
import { until } from '../scripts/seeding/http.ts'
import { person } from './world/browser.ts'
import { createLooks, looks } from './world/look.ts'
import { customerWrites, makePhone, openShop, owner, type Shop, wholeInbox } from './world/shop.ts'
import { openStage, type Stage } from './world/stage.ts'

const customer = '6281200000001'
const question = 'Halo, *pesanan* saya `67` ~belum~ sudah sampai?'
let stage: Stage | undefined
let house: House
let browser: Browser
let shop: Shop
let invitation: string

beforeAll(async () => {
  stage = await openStage()
  ;({ house, browser } = stage)
  shop = await openShop(house)
  const invited = await shop.account.post<Invited>('/app/invitations', { role: 'agent', note: 'Dewi' })
  invitation = invited.path
  await makePhone(house, customer, 'Mr. Smith')
  await customerWrites(house, customer, shop.phone, question)
  await until('the message is in the inbox', 20, async () => {
    const inbox = await wholeInbox(shop.account)
    return inbox.length > 0 ? inbox : null
  })
})

afterAll(() => stage?.[Symbol.asyncDispose]())

/** Every text of a language's catalogue that has no gap. */
function wordsOf(locale: 'id' | 'en'): Set<string> {
  const texts = (tree: unknown): string[] => {
    if (typeof tree === 'string') return tree.includes('{') ? [] : [tree]
    return typeof tree === 'object' && tree !== null ? Object.values(tree).flatMap(texts) : []
  }
  const catalogues = ['', '.pages'].map((part) => inRepository('web', 'src', 'i18n', `${locale}${part}.json`))
  return new Set(catalogues.flatMap((file) => texts(JSON.parse(readFileSync(file, 'utf8')))))
}

/** Every text that stands on the page, and that is read out there. */
const textsOn = (page: Page) =>
  page.evaluate<string[]>(
    `[...document.querySelectorAll('body *')].flatMap((one) => [
      ...[...one.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data),
      ...['aria-label', 'title', 'placeholder'].map((name) => one.getAttribute(name) ?? ''),
    ]).map((text) => text.trim()).filter(Boolean)`,
  )

test('screens in English have no word of the Indonesian ones', async () => {
  const english = wordsOf('en')
  const foreign = [...wordsOf('id')].filter((text) => !english.has(text) && !question.includes(text))
  const indonesian = new Set(foreign)
  const { page, context, errors } = await person(browser, { locale: 'en-US' })
  await page.goto(house.url)
  // The app is Indonesian until a language is chosen, whatever the browser speaks.
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByLabel('Email').fill(owner.email)
  await page.getByLabel('Password').fill(owner.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('Mr. Smith').first().click()
  await page.getByRole('textbox', { name: 'Reply' }).waitFor()
  const found: Record<string, string[]> = {}
  const read = async (screen: string) => {
    const texts = await textsOn(page)
    expect(texts.filter((text) => english.has(text)).length, screen).toBeGreaterThan(5)
    found[screen] = texts.filter((text) => indonesian.has(text))
  }
  await read('thread')
  const places = ['contacts', 'templates', 'templates/new']
  const tabs = ['numbers', 'staff', 'labels', 'api-keys', 'profile'].map((tab) => `settings/${tab}`)
  for (const path of [...places, ...tabs]) {
    await page.goto(`${house.url}/${path}`)
    await page.getByRole('link', { name: 'Settings' }).first().waitFor()
    await page.waitForLoadState('networkidle')
    await read(path)
  }
  expect(Object.entries(found).filter(([, texts]) => texts.length > 0)).toEqual([])
  expect(errors).toEqual([])
  await context.close()
})

describe.each(looks)('screens, $name', (look) => {
  test('have no serious fault', async () => {
    const { page, context, errors } = await person(browser, look)
    const { lookAt: looked, faults } = createLooks(look.name)
    const lookAt = (screen: string, sign: string | RegExp) => looked(page, screen, sign)

    await page.goto(`${house.url}/sign-up`)
    await lookAt('sign-up', 'Nama bisnis Anda')
    await page.goto(house.url + invitation)
    await lookAt('join', 'Anda diundang sebagai')
    await page.goto(house.url)
    await lookAt('sign-in', 'Kata sandi')
    await page.getByLabel('Email').fill(owner.email)
    await page.getByLabel('Kata sandi').fill(owner.password)
    await page.getByRole('button', { name: 'Masuk' }).click()
    await lookAt('inbox', 'Mr. Smith')
    await page.getByText('Mr. Smith').first().click()
    await lookAt('thread', 'sudah sampai?')
    await page.goto(`${house.url}/inbox/open?text=pesanan&in=messages`)
    await lookAt('search', 'pesanan')
    await page.goto(`${house.url}/inbox/open?text=pesanan&range=today&states=open,snoozed,resolved`)
    await lookAt('narrowed list', 'Hari ini')
    await page.goto(`${house.url}/inbox/needs-reply`)
    await lookAt('needs reply', 'Mr. Smith')
    await page.getByRole('checkbox', { name: 'Pilih Mr. Smith' }).click()
    await lookAt('changes to many', '1 dipilih')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Saring percakapan' }).click()
    await lookAt('filter', 'Waktu pesan')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await lookAt('palette', 'Tindakan')
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await lookAt('shortcuts', 'Pintasan satu tombol')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Pesan baru' }).click()
    await lookAt('new message', 'Nomor tujuan')
    await page.goto(`${house.url}/contacts`)
    await lookAt('contacts', 'Mr. Smith')
    await page.goto(`${house.url}/inbox/snoozed`)
    await lookAt('an empty view', 'Tidak ada yang ditunda')
    await page.goto(`${house.url}/settings/numbers`)
    await lookAt('numbers', 'Tambah nomor')
    await page.getByRole('button', { name: 'Tambah nomor' }).click()
    await lookAt('add number', 'Nama nomor')
    await page.getByRole('button', { name: 'Tampilkan kode QR' }).click()
    await lookAt('link by QR', 'Menunggu dipindai')
    await page.getByRole('button', { name: 'Kode 8 karakter' }).click()
    await lookAt('link by code', 'Nomor ponsel yang dihubungkan')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Tindakan lain: CS' }).first().click()
    await page.getByRole('menuitem', { name: 'Hapus' }).click()
    await lookAt('remove number', 'untuk menghapus')
    await page.goto(`${house.url}/settings/staff`)
    await lookAt('team', 'Undangan terbuka')
    await page.getByRole('button', { name: 'Undang rekan' }).click()
    await lookAt('invite', 'Untuk siapa')
    await page.getByRole('button', { name: 'Buat tautan' }).click()
    await lookAt('invitation link', 'Sudah saya salin')
    await page.goto(`${house.url}/settings/labels`)
    await page.getByRole('button', { name: 'Label baru' }).click()
    await lookAt('labels', 'Simpan')
    await page.goto(`${house.url}/settings/api-keys`)
    await lookAt('api keys', 'Kirim dari toko Anda')
    await page.goto(`${house.url}/settings/profile`)
    await lookAt('profile', 'Zona waktu')
    await page.goto(`${house.url}/templates`)
    await lookAt('templates', /^ID \d+$/)
    await page.goto(`${house.url}/templates/${shop.templateId}`)
    await lookAt('template', 'Kirim dari toko Anda')
    await page.goto(`${house.url}/templates/new`)
    await lookAt('template editor', 'Pratinjau')

    expect(faults()).toEqual({})
    expect(errors).toEqual([])
    await context.close()
  })
})

// Proves that every screen is usable by everyone: no serious or critical fault by axe, light and dark, wide and phone.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Invited } from '@indoshopster/contracts/web-api/staff'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, startHouse } from '../scripts/testing/house.ts'
import { createTestDatabase } from '../scripts/testing/database.ts'
import { startTestNats } from '../scripts/testing/nats.ts'
import { openBrowser } from '../scripts/testing/browser.ts'
import { until } from '../scripts/seeding/http.ts'
import { person, phone, wide } from './world/browser.ts'
import { customerWrites, makePhone, openShop, owner, type Shop, wholeInbox } from './world/shop.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const customer = '6281200000001'
const open: AsyncDisposable[] = []
let house: House
let browser: Browser
let shop: Shop
let invitation: string

beforeAll(async () => {
  const database = await createTestDatabase()
  const nats = await startTestNats()
  house = await startHouse({ databaseUrl: database.url, natsUrl: nats.url })
  open.push(house, nats, database)
  browser = await openBrowser()
  shop = await openShop(house)
  const invited = await shop.account.post<Invited>('/app/invitations', { role: 'agent', note: 'Dewi' })
  invitation = invited.path
  await makePhone(house, customer, 'Mr. Smith')
  await customerWrites(house, customer, shop.phone, 'Halo, *pesanan* saya `67` ~belum~ sudah sampai?')
  await until('the message is in the inbox', 20, async () => {
    const inbox = await wholeInbox(shop.account)
    return inbox.length > 0 ? inbox : null
  })
})

afterAll(async () => {
  await browser?.close()
  for (const resource of open) await resource[Symbol.asyncDispose]()
})

interface Violation {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly { readonly html: string }[]
}

/** What axe finds serious or critical on the page as it is now. */
async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const found = await page.evaluate<Violation[]>('axe.run().then((result) => result.violations)')
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)
}

const looks = [
  { name: 'wide and light', viewport: wide, colorScheme: 'light' as const },
  { name: 'wide and dark', viewport: wide, colorScheme: 'dark' as const },
  { name: 'phone and light', viewport: phone, colorScheme: 'light' as const },
  { name: 'phone and dark', viewport: phone, colorScheme: 'dark' as const },
]

describe.each(looks)('screens, $name', (look) => {
  test('have no serious fault', async () => {
    const { page, context, errors } = await person(browser, look)
    const found: Record<string, string[]> = {}
    const lookAt = async (screen: string, sign: string | RegExp) => {
      await page.getByText(sign).filter({ visible: true }).first().waitFor()
      found[screen] = await faults(page)
    }

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

    expect(Object.fromEntries(Object.entries(found).filter(([, list]) => list.length > 0))).toEqual({})
    expect(errors).toEqual([])
    await context.close()
  })
})

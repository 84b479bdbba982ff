// Proves what two agents and a customer do in one conversation: files, answers, reactions, changes, notes, claims, drafts.
import type { Invited } from '@indoshopster/contracts/web-api/staff'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { House } from '../scripts/testing/house.ts'
import { call, until } from '../scripts/seeding/http.ts'
import { person } from './world/browser.ts'
import { customerWrites, makePhone, openShop, owner, type Shop } from './world/shop.ts'
import { openStage, type Stage } from './world/stage.ts'

interface PhoneMessage {
  readonly id: string
  readonly direction: 'in' | 'out'
  readonly kind: string
  readonly text: string
  readonly quotedText?: string
  readonly revoked?: boolean
  readonly media?: { readonly fileName?: string; readonly problem?: string }
  readonly reactions?: readonly { readonly emoji: string }[]
}

const customer = '6281200000001'
const colleague = { name: 'Dimas', email: 'dimas@toko.example', password: 'rahasia-dimas-1' }
/** A red dot. */
const picture =
  'iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg=='
let stage: Stage | undefined
let house: House
let browser: Browser
let shop: Shop
let page: Page
let dimas: Page
const errors: string[][] = []

async function signIn(email: string, password: string): Promise<Page> {
  const one = await person(browser)
  errors.push(one.errors)
  await one.page.goto(house.url)
  await one.page.getByLabel('Email').fill(email)
  await one.page.getByLabel('Kata sandi').fill(password)
  await one.page.getByRole('button', { name: 'Masuk' }).click()
  return one.page
}
async function openThread(on: Page): Promise<void> {
  await on.getByRole('link', { name: /Budi/ }).first().click()
  await on.getByRole('textbox', { name: 'Balasan' }).waitFor()
}

beforeAll(async () => {
  stage = await openStage()
  ;({ house, browser } = stage)
  shop = await openShop(house)
  await makePhone(house, customer, 'Budi')
  await customerWrites(house, customer, shop.phone, 'Halo kak')
  const { path } = await shop.account.post<Invited>('/app/invitations', { role: 'agent', note: 'Dimas' })
  const secret = path.split('#')[1]
  await call('POST', `${house.url}/app/join`, { secret, ...colleague })
  page = await signIn(owner.email, owner.password)
  dimas = await signIn(colleague.email, colleague.password)
  await openThread(page)
})

afterAll(() => stage?.[Symbol.asyncDispose]())

const phone = (path: string) => `${house.simulatorUrl}/api/phones/${customer}${path}`
const onPhone = async () => (await call<PhoneMessage[]>('GET', phone('/messages'))).answer
const arrives = (what: string, fits: (message: PhoneMessage) => boolean) =>
  until(what, 30, async () => (await onPhone()).find(fits) ?? null)
const composer = () => page.getByRole('textbox', { name: 'Balasan' })
const bubble = (text: string | RegExp, on = page) => on.locator('[data-message-id]').filter({ hasText: text })
async function press(inBubble: Locator, name: string): Promise<void> {
  await inBubble.hover()
  await inBubble.getByRole('button', { name, exact: true }).click()
}
const says = async (text: string) => {
  await composer().fill(text)
  await composer().press('Enter')
}

describe('a conversation', () => {
  test('shows a customer’s photo from our own store, and large on demand', async () => {
    const content = { kind: 'image', file: picture, mimetype: 'image/png', caption: 'Warna ini ada?' }
    await call('POST', phone('/messages'), { to: shop.phone, content })
    const photo = bubble('Warna ini ada?')
    await photo.getByRole('button', { name: /^Buka:/ }).click()
    const large = page.getByRole('dialog').locator('img')
    await large.waitFor()
    expect(await large.getAttribute('src')).toMatch(/^\/media\//)
    await page.waitForFunction(`document.querySelector('[role=dialog] img').naturalWidth > 0`)
    await page.keyboard.press('Escape')
    await large.waitFor({ state: 'detached' })
  })

  test('answers one message, reacts to it and deletes an own one for everyone', async () => {
    const photo = bubble('Warna ini ada?').first()
    await press(photo, 'Balas pesan ini')
    await says('Ada kak')
    const answer = await arrives('the answer', (message) => message.text === 'Ada kak')
    expect(answer.quotedText).toBe('Warna ini ada?')

    await press(photo, 'Beri reaksi')
    await page.getByRole('button', { name: '👍' }).click()
    await arrives('the reaction', ({ reactions }) => reactions?.some(({ emoji }) => emoji === '👍') ?? false)

    const own = bubble('Ada kak').last()
    await own.getByLabel(/Sampai|Terkirim|Dibaca/).waitFor()
    await press(own, 'Hapus untuk semua')
    await page.getByRole('dialog').getByRole('button', { name: 'Hapus untuk semua' }).click()
    await arrives('the deletion', ({ id, revoked }) => id === answer.id && revoked === true)
    await bubble('Pesan dihapus untuk semua').waitFor()
  })

  test('shows what the customer changes: an edit with the text before, a reaction, a deletion', async () => {
    const id = await customerWrites(house, customer, shop.phone, 'Alamat Jl. Melati 21')
    await bubble('Jl. Melati 21').waitFor()
    await call('POST', phone(`/messages/${id}/edit`), { text: 'Alamat Jl. Melati 12' })
    await press(bubble('Jl. Melati 12'), 'diedit')
    await bubble('Jl. Melati 21').waitFor()

    await says('Baik, dicatat')
    const noted = await arrives('the note', (message) => message.text === 'Baik, dicatat')
    await call('POST', phone(`/messages/${noted.id}/reactions`), { emoji: '🙏' })
    await bubble('Baik, dicatat').getByRole('list', { name: 'Reaksi' }).waitFor()

    const secret = await customerWrites(house, customer, shop.phone, 'Sandi saya 1234')
    await bubble('Sandi saya 1234').waitFor()
    await call('DELETE', phone(`/messages/${secret}`))
    await bubble('Pesan dihapus oleh pelanggan').waitFor()
    expect(await bubble('Sandi saya 1234').count()).toBe(0)
  })

  test('sends files with captions', async () => {
    const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n')
    await page
      .locator('input[type=file]')
      .last()
      .setInputFiles({ name: 'Daftar harga.pdf', mimeType: 'application/pdf', buffer: pdf })
    await says('Ini daftarnya')
    const file = await arrives('the file', (message) => message.media?.fileName === 'Daftar harga.pdf')
    expect(file).toMatchObject({ kind: 'document', text: 'Ini daftarnya' })
    expect(file.media?.problem).toBeUndefined()
  })

  test('tells who else is here, gives it to the first who takes it, and tells the other', async () => {
    await openThread(dimas)
    await page.getByText('Dimas juga melihat').waitFor()
    // Held until both have pressed: who hears of the other's claim has no button any more.
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    for (const one of [page, dimas])
      await one.route('**/app/conversations/*/changes', async (route) => {
        await held
        await route.continue()
      })
    for (const one of [page, dimas]) await one.getByRole('button', { name: 'Ambil', exact: true }).click()
    release()
    const winners = await until('one has it', 20, async () => {
      const mine = await Promise.all(
        [page, dimas].map((one) => one.getByRole('button', { name: 'Penanggung jawab: Anda' }).count()),
      )
      return mine.some((count) => count > 0) ? mine : null
    })
    expect(winners.reduce((sum, count) => sum + count, 0)).toBe(1)
    for (const one of [page, dimas]) await one.unroute('**/app/conversations/*/changes')
  })

  test('asks before it sends when a colleague answered meanwhile', async () => {
    await composer().fill('Saya juga mau menjawab')
    await dimas.getByRole('textbox', { name: 'Balasan' }).fill('Sudah saya jawab')
    await dimas.getByRole('textbox', { name: 'Balasan' }).press('Enter')
    await bubble('Sudah saya jawab').waitFor()
    await composer().press('Enter')
    await page.getByText('Dimas menjawab saat Anda mengetik. Tetap kirim?').waitFor()
    await page.getByRole('button', { name: 'Mengerti' }).click()
    await composer().fill('')
  })

  test('keeps notes among colleagues', async () => {
    await page.getByRole('button', { name: 'Catatan', exact: true }).click()
    const note = page.getByRole('textbox', { name: 'Catatan' })
    await note.fill('Tolong dicek ')
    await note.press('End')
    await page.keyboard.type('@Dim')
    await page.getByRole('option', { name: 'Dimas' }).click()
    await note.press('Enter')
    await bubble('Tolong dicek @Dimas', dimas).waitFor()
    await page.getByRole('button', { name: 'Balas', exact: true }).click()
    expect((await onPhone()).some(({ text }) => text.includes('Tolong dicek'))).toBe(false)
  })

  test('keeps drafts and unsent replies over a reload, and sends them once', async () => {
    await composer().fill('Belum selesai')
    await page.reload()
    await page.getByRole('heading', { name: 'Budi' }).waitFor()
    expect(await composer().inputValue()).toBe('Belum selesai')

    await page.route('**/app/conversations/*/messages', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    )
    await says('Saat server tidak ada')
    await page.getByText('Menunggu koneksi, lalu terkirim sendiri').waitFor()
    await page.unroute('**/app/conversations/*/messages')
    await page.reload()
    await arrives('the reply', (message) => message.text === 'Saat server tidak ada')
    await bubble('Saat server tidak ada').getByLabel('Sampai').waitFor()
    const sent = (await onPhone()).filter(({ text }) => text === 'Saat server tidak ada')
    expect(sent).toHaveLength(1)
    expect(errors.flat()).toEqual([])
  })
})

// Proves that every kind of message comes from a customer's phone to the screen, and goes from the composer to the phone.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { House } from '../scripts/testing/house.ts'
import { call, until } from '../scripts/seeding/http.ts'
import { mp4, ogg, pdf, png, webp } from './world/files.ts'
import { bubble, composer, openChat, signedIn } from './world/staff.ts'
import { customerWrites, makePhone, openShop, owner, type PhoneMessage, type Shop } from './world/shop.ts'
import { openStage, type Stage } from './world/stage.ts'

interface Received extends PhoneMessage {
  readonly media?: { readonly mimetype?: string; readonly fileName?: string; readonly problem?: string }
  readonly location?: { readonly latitude: number; readonly longitude: number }
  readonly contactCard?: { readonly name: string; readonly phone: string }
}

const customer = '6281200000001'
let stage: Stage | undefined
let house: House
let browser: Browser
let shop: Shop
let page: Page
let errors: string[]
let attached: Received | undefined

beforeAll(async () => {
  stage = await openStage()
  ;({ house, browser } = stage)
  shop = await openShop(house)
  await makePhone(house, customer, 'Budi')
  await customerWrites(house, customer, shop.phone, 'Halo kak')
  ;({ page, errors } = await signedIn(browser, house, owner))
  await page.context().grantPermissions(['microphone'])
  await openChat(page, 'Budi')
})

afterAll(() => stage?.[Symbol.asyncDispose]())

const phone = (path: string) => `${house.simulatorUrl}/api/phones/${customer}${path}`
const sends = async (content: object, to = shop.phone): Promise<string> =>
  (await call<{ id: string }>('POST', phone('/messages'), { to, content })).answer.id
const fault = (kind: string, more: object = {}) =>
  call('POST', `${house.simulatorUrl}/api/faults`, { kind, phone: shop.phone, ...more })
const arrives = (what: string, fits: (message: Received) => boolean) =>
  until(what, 25, async () => {
    const { answer } = await call<Received[]>('GET', phone('/messages'))
    return answer.find((message) => message.direction === 'in' && fits(message)) ?? null
  })
const file = (bytes: Buffer, mimetype: string, more: object = {}) => ({
  file: bytes.toString('base64'),
  mimetype,
  ...more,
})
const attach = (name: string, mimeType: string, buffer: Buffer) =>
  page.locator('input[type=file]').last().setInputFiles({ name, mimeType, buffer })
const last = () => page.locator('[data-message-id]').last()

describe('from the phone to the screen', () => {
  test('pictures, films, recordings, stickers and files show as what they are', async () => {
    await sends({ kind: 'image', ...file(png, 'image/png', { caption: 'foto rusak' }) })
    await bubble(page, 'foto rusak')
      .getByRole('button', { name: /^Buka: foto rusak/ })
      .waitFor()
    await page.waitForFunction(
      `[...document.querySelectorAll('[data-message-id] img')].some((one) => one.naturalWidth > 0 && one.src.includes('/media/'))`,
    )
    await sends({ kind: 'video', ...file(mp4, 'video/mp4', { caption: 'cara pakai', seconds: 7 }) })
    await bubble(page, 'cara pakai').getByText('0:07').waitFor()
    await sends({ kind: 'voice', ...file(ogg, 'audio/ogg; codecs=opus', { seconds: 4 }) })
    await page.getByRole('button', { name: 'Putar pesan suara' }).waitFor()
    await sends({ kind: 'audio', ...file(ogg, 'audio/ogg', { seconds: 9 }) })
    await page.getByRole('button', { name: 'Putar audio' }).waitFor()
    await sends({ kind: 'sticker', ...file(webp, 'image/webp') })
    await page.getByRole('img', { name: 'Stiker' }).waitFor()
    await sends({ kind: 'document', ...file(pdf, 'application/pdf', { fileName: 'nota.pdf' }) })
    const saved = page.waitForEvent('download')
    await bubble(page, 'nota.pdf').getByRole('button', { name: /Unduh/ }).click()
    expect((await saved).suggestedFilename()).toBe('nota.pdf')
  })

  test('places, contacts, polls and votes show in words', async () => {
    await sends({
      kind: 'location',
      latitude: -6.1754,
      longitude: 106.8272,
      name: 'Monas',
      address: 'Gambir',
    })
    const map = bubble(page, 'Monas').getByRole('link', { name: 'Buka di peta' })
    expect(await map.getAttribute('href')).toContain('-6.175400')
    await sends({ kind: 'contact_card', name: 'Kurir Joko', phone: '6281233334444' })
    await bubble(page, 'Kurir Joko').getByText('+62 812-3333-4444').waitFor()
    const poll = await sends({ kind: 'poll', question: 'Warna apa?', options: ['Merah', 'Biru'] })
    await bubble(page, 'Warna apa?').getByText(/Merah/).waitFor()
    await call('POST', phone(`/messages/${poll}/votes`), { options: ['Merah'] })
    await bubble(page, 'suara polling').waitFor()
    const line = page.locator('[data-conversation]').filter({ hasText: 'Suara polling' })
    await line.waitFor()
    await sends({ kind: 'poll', question: 'Ukuran apa?', options: ['S', 'M'] })
    await page.locator('[data-conversation]').filter({ hasText: 'Polling: Ukuran apa? S M' }).waitFor()
  })

  test('an answer, an edit, a reaction and a deletion are told', async () => {
    const first = await customerWrites(house, customer, shop.phone, 'Kirim ke Jl. Melati 21')
    await bubble(page, 'Melati 21').waitFor()
    await call('POST', phone(`/messages/${first}/edit`), { text: 'Kirim ke Jl. Melati 12' })
    const edited = bubble(page, 'Melati 12')
    await edited.getByRole('button', { name: 'diedit' }).click()
    await edited.getByText('Melati 21').waitFor()
    await composer(page).fill('Sudah dikirim')
    await composer(page).press('Enter')
    const ours = await arrives('our reply', ({ text }) => text === 'Sudah dikirim')
    await call('POST', phone('/messages'), { to: shop.phone, text: 'Terima kasih ya', quoted: ours.id })
    await bubble(page, 'Terima kasih ya')
      .getByRole('button', { name: /Sudah dikirim/ })
      .waitFor()
    await call('POST', phone(`/messages/${ours.id}/reactions`), { emoji: '❤️' })
    const reactions = bubble(page, 'Sudah dikirim').first().getByRole('list', { name: 'Reaksi' })
    await reactions.getByText('❤️').first().waitFor()
    await call('POST', phone(`/messages/${ours.id}/reactions`), { emoji: '' })
    await reactions.waitFor({ state: 'detached' })
    const secret = await customerWrites(house, customer, shop.phone, 'PIN saya 9876')
    await bubble(page, 'PIN saya 9876').waitFor()
    await call('DELETE', phone(`/messages/${secret}`))
    await bubble(page, 'Pesan dihapus oleh pelanggan').waitFor()
    expect(await bubble(page, 'PIN saya 9876').count()).toBe(0)
  })

  test('a file that is gone, and one that is damaged, say so in words', async () => {
    await fault('media_gone', { code: 404, count: 20 })
    await sends({ kind: 'image', ...file(png, 'image/png', { caption: 'hilang' }) })
    await bubble(page, 'hilang')
      .getByText('Berkas ini sudah tidak ada di WhatsApp')
      .waitFor({ timeout: 45_000 })
    await call('DELETE', `${house.simulatorUrl}/api/faults`)
    await sends({
      kind: 'document',
      ...file(pdf, 'application/pdf', { fileName: 'bohong.pdf', pretend: { sha256: 'ab'.repeat(32) } }),
    })
    await bubble(page, 'bohong.pdf')
      .getByText('Berkas ini tiba dalam keadaan rusak')
      .waitFor({ timeout: 45_000 })
  })

  test('what cannot be read yet is replaced by the full copy', async () => {
    await fault('hold_messages')
    await fault('undecryptable', { count: 1 })
    await customerWrites(house, customer, shop.phone, 'Akhirnya terbaca')
    await call('POST', `${house.simulatorUrl}/api/faults`, { kind: 'release', phone: shop.phone })
    await bubble(page, 'Akhirnya terbaca').waitFor()
    expect(await bubble(page, 'Menunggu pesan ini').count()).toBe(0)
    expect(await bubble(page, 'Akhirnya terbaca').count()).toBe(1)
  })
})

describe('from the composer to the phone', () => {
  test.each([
    ['katalog.png', 'image/png', png, 'image'],
    ['cara.mp4', 'video/mp4', mp4, 'video'],
    ['lagu.ogg', 'audio/ogg', ogg, 'audio'],
    ['harga.pdf', 'application/pdf', pdf, 'document'],
  ] as const)('%s goes out as what it is', async (name, mimeType, bytes, kind) => {
    await attach(name, mimeType, bytes)
    await page.getByText(name).first().waitFor()
    await composer(page).press('Enter')
    const sent = await arrives(name, (message) => message.kind === kind)
    expect(sent.media?.problem).toBeUndefined()
    await last()
      .getByLabel(/Terkirim|Sampai/)
      .waitFor()
  })

  test('a picture goes out as a sticker, a recording as a voice note', async () => {
    await attach('stiker.webp', 'image/webp', webp)
    await page.getByLabel('Kirim stiker.webp sebagai').selectOption({ label: 'Stiker' })
    await composer(page).press('Enter')
    await arrives('the sticker', ({ kind }) => kind === 'sticker')
    await attach('suara.ogg', 'audio/ogg', ogg)
    await page.getByLabel('Kirim suara.ogg sebagai').selectOption({ label: 'Suara' })
    await composer(page).press('Enter')
    attached = await arrives('the voice note', ({ kind }) => kind === 'voice')
  })

  test('what is said into the microphone goes out as a voice note that plays', async () => {
    await page.getByRole('button', { name: 'Rekam pesan suara' }).click()
    await page.getByText('0:02').waitFor()
    await page.getByRole('button', { name: 'Kirim rekaman' }).click()
    const sent = await arrives('what was said', ({ kind, id }) => kind === 'voice' && id !== attached?.id)
    expect(sent.media?.problem).toBeUndefined()
    const seconds = await page.evaluate<number>(
      `new Promise((resolve, reject) => {
        const player = [...document.querySelectorAll('[data-message-id] audio')].at(-1)
        player.ondurationchange = () => resolve(player.duration)
        player.onerror = () => reject(player.error)
        player.preload = 'auto'
        player.load()
      })`,
    )
    expect(seconds).toBeGreaterThan(1)
  })

  test('a place and a contact go out', async () => {
    await page.getByRole('button', { name: 'Lampirkan' }).click()
    await page.getByRole('menuitem', { name: 'Lokasi' }).click()
    const dialog = page.getByRole('dialog')
    await dialog
      .getByLabel('Koordinat atau tautan peta')
      .fill('https://www.google.com/maps/@-6.9147,107.6098,17z')
    await dialog.getByLabel(/Nama tempat/).fill('Gudang Bandung')
    await dialog.getByRole('button', { name: 'Kirim' }).click()
    const place = await arrives('the place', ({ kind }) => kind === 'location')
    expect(place.location).toMatchObject({ latitude: -6.9147, longitude: 107.6098 })
    await page.getByRole('button', { name: 'Lampirkan' }).click()
    await page.getByRole('menuitem', { name: 'Kontak' }).click()
    await dialog.getByLabel('Nama').fill('Gudang')
    await dialog.getByLabel('Nomor telepon').fill('0812-3456-7890')
    await dialog.getByRole('button', { name: 'Kirim' }).click()
    const card = await arrives('the card', ({ kind }) => kind === 'contact_card')
    expect(card.contactCard?.name).toBe('Gudang')
  })
})

test('groups › stay away until staff choose them, and then tell who writes', async () => {
  const { answer: group } = await call<{ id: string }>('POST', `${house.simulatorUrl}/api/groups`, {
    creator: customer,
    subject: 'Reseller Jawa',
    participants: [shop.phone],
  })
  await sends({ kind: 'text', text: 'tidak terlihat' }, group.id)
  await customerWrites(house, customer, shop.phone, 'sesudah grup')
  await bubble(page, 'sesudah grup').waitFor()
  expect(await page.getByText('Reseller Jawa').count()).toBe(0)
  await page.goto(`${house.url}/settings/numbers`)
  await page.getByRole('button', { name: /Tindakan lain/ }).click()
  await page.getByRole('menuitem', { name: 'Tampilkan grup' }).click()
  await page.getByText('dengan grup').waitFor()
  await page.goto(`${house.url}/inbox/open`)
  // The session hears of the choice a moment later; what a group says before stays hidden.
  await until('the group is shown', 30, async () => {
    await sends({ kind: 'text', text: 'tes' }, group.id)
    return (await page.getByRole('link', { name: /Reseller Jawa/ }).count()) > 0 || null
  })
  await sends({ kind: 'text', text: 'halo para reseller' }, group.id)
  await openChat(page, 'Reseller Jawa')
  await bubble(page, 'halo para reseller').getByText('Budi').waitFor()
  expect(errors).toEqual([])
})

// Proves that what strangers and staff write into any field is shown as text: no script runs, nothing is fetched elsewhere.
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import type { ConversationsPage } from '@indoshopster/contracts/web-api/inbox'
import type { LabelCreated } from '@indoshopster/contracts/web-api/labels'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { House } from '../scripts/testing/house.ts'
import { call, until } from '../scripts/seeding/http.ts'
import { person } from './world/browser.ts'
import {
  customerWrites,
  makePhone,
  online,
  openShop,
  owner,
  partnerSends,
  type Shop,
  wholeInbox,
} from './world/shop.ts'
import { bubble, colleague, composer, join } from './world/staff.ts'
import { openStage, type Stage } from './world/stage.ts'

/** Fits everywhere; each field gets a mark of its own, so that a miss can be told. */
const evil = (field: string) => `${field}<img src=x onerror=alert(1)>`
const evilReaction = '<img src=x onerror=alert(1)>'
/** What else texts may try. */
const nasty = [
  '<script>alert(1)</script>',
  '<svg/onload=alert(1)>',
  '"><iframe srcdoc="<script>parent.alert(1)</script>">',
  'javascript:alert(1)//',
  '[klik](javascript:alert(1))',
  'data:text/html,<script>alert(1)</script>',
  '*<b onmouseover=alert(1)>tebal</b>* `</code><script>alert(1)</script>`',
  "{{constructor.constructor('alert(1)')()}}",
  '\u202Egnp.exe \u2066terbalik\u2069 \u0000nol',
  '=cmd|"/C calc"!A0',
  'https://luar.example/pixel.png http://127.0.0.1:9/x.png',
]
const customer = '6281200000001'
const inBook = '6281200000002'
const inGroup = '6281200000003'
let stage: Stage | undefined
const seen: string[] = []
let house: House
let browser: Browser
let shop: Shop
let page: Page
let conversationId: string

const simulated = async (method: string, path: string, body: object) =>
  (await call<{ id: string }>(method, `${house.simulatorUrl}/api${path}`, body)).answer.id
const sends = (content: object, more: object = {}) =>
  simulated('POST', `/phones/${customer}/messages`, { to: shop.phone, content, ...more })
const isTrial = ({ content }: MessageView) => content?.kind === 'text' && content.text === 'coba'
const file = (text: string, mimetype: string, more: object = {}) => ({
  file: Buffer.from(text).toString('base64'),
  mimetype,
  ...more,
})

beforeAll(async () => {
  stage = await openStage()
  ;({ house, browser } = stage)
  shop = await openShop(house)
  await othersWrite()
  await makePhone(house, customer, evil('dorong'))
  const first = await sends({ kind: 'text', text: evil('teks') })
  for (const text of nasty) await sends({ kind: 'text', text })
  await sends({ kind: 'text', text: 'jawab' }, { quoted: first })
  const html = '<script>alert(1)</script>'
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
  await sends({ kind: 'document', ...file(html, 'text/html', { fileName: `${evil('berkas')}.html` }) })
  await sends({ kind: 'image', ...file(svg, 'image/svg+xml', { caption: evil('keterangan') }) })
  await sends({ kind: 'contact_card', name: evil('kartu'), phone: customer })
  await sends({ kind: 'location', latitude: 1, longitude: 2, name: evil('tempat'), address: evil('alamat') })
  await sends({ kind: 'poll', question: evil('tanya'), options: [evil('pilihan'), 'b'] })
  const edited = await sends({ kind: 'text', text: evil('sebelum') })
  await simulated('POST', `/phones/${customer}/messages/${edited}/edit`, { text: evil('sesudah') })
  // As long as a reaction may be.
  await simulated('POST', `/phones/${customer}/messages/${edited}/reactions`, { emoji: evilReaction })
  const isThere = (messages: number) =>
    until('everything is in the inbox', 30, async () =>
      (await wholeInbox(shop.account)).filter((one) => !isTrial(one)).length >= messages ? true : null,
    )
  // What is sent before a message of the same second has come stands before it.
  await isThere(nasty.length + 10)
  await partnerSends(house, shop, customer, { fullname: evil('kolom'), order_id: 67 })
  await isThere(nasty.length + 11)
  const [top] = (await shop.account.get<ConversationsPage>('/app/conversations')).conversations
  conversationId = top?.id ?? ''
  await shop.account.post(`/app/conversations/${conversationId}/read`, { upToSequence: top?.lastSequence })
  await staffWrite()
  await join(house, shop, 'admin', { ...colleague('Evi'), name: evil('rekan') })

  const one = await person(browser)
  page = one.page
  page.setDefaultTimeout(15_000)
  page.on('pageerror', (error) => seen.push(`error: ${error.message}`))
  page.on('dialog', (dialog) => {
    seen.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('console', (line) => {
    if (/content security policy|refused to/i.test(line.text())) seen.push(`console: ${line.text()}`)
  })
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(house.url) && !/^(blob|data):/.test(url)) seen.push(`request: ${url}`)
  })
  await one.context.addInitScript({
    content: `addEventListener('securitypolicyviolation', (event) => console.error('refused to: ' + event.violatedDirective + ' ' + event.blockedURI))`,
  })
})

afterAll(() => stage?.[Symbol.asyncDispose]())

/** Somebody in the phone's book, and somebody in a group; before the customer, whose chat then stands on top. */
async function othersWrite(): Promise<void> {
  await shop.account.patch(`/app/sessions/${shop.sessionId}`, { groups: true })
  await online(house, shop.account, shop.sessionId, shop.phone)
  await makePhone(house, inBook, 'Budi')
  await makePhone(house, inGroup, evil('penulis'))
  await simulated('PUT', `/phones/${shop.phone}/contacts`, [{ phone: inBook, name: evil('buku') }])
  await customerWrites(house, inBook, shop.phone, 'dari buku')
  const made = { creator: inGroup, subject: evil('grup'), participants: [shop.phone] }
  const group = await simulated('POST', '/groups', made)
  // The session hears of the setting a moment after the answer; what a group says before stays hidden.
  await until('messages of groups are shown', 30, async () => {
    await customerWrites(house, inGroup, group, 'coba')
    return (await wholeInbox(shop.account)).some(isTrial) || null
  })
  await customerWrites(house, inGroup, group, 'dari grup')
}

async function staffWrite(): Promise<void> {
  const { account } = shop
  const thread = `/app/conversations/${conversationId}`
  const label = await account.post<LabelCreated>('/app/labels', { name: evil('label'), colour: 'red' })
  await account.post(`${thread}/changes`, { kind: 'apply_label', labelId: label.id })
  await account.post(`${thread}/notes`, { id: crypto.randomUUID(), text: evil('catatan'), mentions: [] })
  await account.post('/app/views', { name: evil('tampilan'), filter: { labelsAny: [label.id] } })
  for (const kind of ['message', 'quick_reply'])
    await account.post('/app/templates', { kind, name: evil(kind), body: evil('isi {{nama}}') })
  await account.post('/app/api-keys', { name: evil('kunci') })
  await account.post('/app/invitations', { role: 'agent', note: evil('undangan') })
  await account.post('/app/sessions', { name: evil('nomor'), network: 'simulator' })
}

/** What of the page came from a field as markup instead of text. */
const markup = () =>
  page.evaluate<string[]>(
    `[...document.querySelectorAll('img[src="x"], [onerror], [onload], [onmouseover], iframe, body script:not([src]), a[href^="javascript:" i], a[href^="data:" i]')].map((one) => one.outerHTML)`,
  )
const shows = async (...fields: readonly string[]) => {
  for (const field of fields)
    await page.getByText(`${field}<img src=x`).filter({ visible: true }).first().waitFor()
  expect(await markup()).toEqual([])
}

test('every field › shows markup as text, wherever it is shown', async () => {
  await page.goto(house.url)
  await page.getByLabel('Email').fill(owner.email)
  await page.getByLabel('Kata sandi').fill(owner.password)
  await page.getByRole('button', { name: 'Masuk' }).click()
  await page.locator('[data-conversation]').first().click()
  await composer(page).waitFor()
  await shows('dorong', 'label', 'tampilan', 'tanya', 'pilihan', 'buku', 'grup', 'sesudah')
  await bubble(page, `Hi ${evil('kolom')}, order 67`).waitFor({ state: 'attached' })
  await bubble(page, 'sesudah').getByRole('button', { name: /edit/ }).click()
  await shows('sebelum')
  const reaction = bubble(page, 'sesudah').getByRole('list', { name: 'Reaksi' })
  await reaction.getByText(evilReaction).first().waitFor()
  // A file's name keeps no character that a file system may trip over.
  for (const text of ['tempat<img', 'alamat<img', 'kartu<img', 'keterangan<img', 'berkas', 'catatan<img'])
    await bubble(page, text).first().waitFor({ state: 'attached' })
  await shows('tempat', 'kartu', 'catatan')
  await bubble(page, 'jawab')
    .getByRole('button', { name: /teks<img/ })
    .click()
  await shows('teks')
  for (const text of ['<svg/onload=alert(1)>', 'javascript:alert(1)//', '[klik](javascript:alert(1))'])
    await bubble(page, text).first().waitFor()
  const links = await page.evaluate<string[]>(
    `[...document.querySelectorAll('[data-message-id] a')].map((one) => one.getAttribute('href'))`,
  )
  expect(links.filter((link) => !/^https?:\/\//.test(link))).toEqual([])

  await page.getByRole('button', { name: 'Rincian' }).click()
  await shows('dorong', 'label')
  await composer(page).pressSequentially('/')
  await page.getByRole('option').first().waitFor()
  await shows('quick_reply')
  await composer(page).press('Enter')
  await expect
    .poll(() => composer(page).inputValue(), { timeout: 10_000 })
    .toContain('<img src=x onerror=alert(1)>')
  await composer(page).press('Enter')
  await bubble(page, `isi ${evil('dorong')}`)
    .first()
    .waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('img src')
  await page.getByRole('option').first().waitFor()
  expect(await markup()).toEqual([])

  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: /grup<img/ }).click()
  await bubble(page, 'dari grup').waitFor()
  await shows('grup', 'penulis')
  await page.getByRole('link', { name: /buku<img/ }).click()
  await bubble(page, 'dari buku').waitFor()
  await shows('buku')

  for (const [path, ...fields] of [
    ['/inbox/open?text=onerror&in=messages', 'dorong'],
    ['/contacts', 'dorong', 'buku'],
    ['/templates', 'message', 'quick_reply'],
    ['/settings/numbers', 'nomor'],
    ['/settings/staff', 'rekan', 'undangan'],
    ['/settings/labels', 'label'],
    ['/settings/api-keys', 'kunci'],
  ] as const) {
    await page.goto(house.url + path)
    await shows(...fields)
  }
  await page.goto(`${house.url}/settings/profile`)
  await page.getByLabel('Nama Anda').fill(evil('saya'))
  await page.getByLabel('Nama Anda').press('Enter')
  await page.goto(`${house.url}/settings/staff`)
  await shows('saya')
  expect(seen).toEqual([])
})

test('a file › that could run is only ever saved, whatever the sender calls it', async () => {
  const { messages } = await shop.account.get<{
    messages: { content: { kind: string; media?: { mediaId: string } } | null; mediaState: string | null }[]
  }>(`/app/conversations/${conversationId}/messages?limit=50`)
  const { media } = await shop.account.get<{ media: { key: string } }>('/app/me')
  const stored = messages.filter(({ mediaState }) => mediaState === 'stored')
  expect(stored.length).toBeGreaterThan(0)
  for (const { content } of stored) {
    const answer = await fetch(`${house.url}/media/${content?.media?.mediaId}?key=${media.key}`)
    expect(answer.headers.get('content-type')).toBe('application/octet-stream')
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('content-security-policy')).toContain('sandbox')
  }
})

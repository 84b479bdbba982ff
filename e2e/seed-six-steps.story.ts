// Proves the seed's six steps in order: from sign-up to the customer's phone, and the customer's reply in the inbox; and
// that the guide of first steps goes along until its last one.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { House } from '../scripts/testing/house.ts'
import { call, until } from '../scripts/seeding/http.ts'
import { person } from './world/browser.ts'
import { customerWrites, makePhone, messagesOfPhone } from './world/shop.ts'
import { openStage, type Stage } from './world/stage.ts'

const shopPhone = '6281100000001'
const customerPhone = '6281200000001'
let stage: Stage | undefined
let house: House
let browser: Browser

beforeAll(async () => {
  stage = await openStage()
  ;({ house, browser } = stage)
  await makePhone(house, shopPhone, 'Toko Melati')
  await makePhone(house, customerPhone, 'Mr. Smith')
})

afterAll(() => stage?.[Symbol.asyncDispose]())

test('the seed’s six steps › a stranger signs up, links a number, makes a key and a template, and sends', async () => {
  const { page, errors } = await person(browser)

  // 1. Sign up.
  await page.goto(house.url)
  await page.getByRole('link', { name: 'Daftar' }).click()
  await page.getByLabel('Nama bisnis Anda').fill('Toko Melati')
  await page.getByLabel('Nama Anda').fill('Sari')
  await page.getByLabel('Email').fill('sari@toko.example')
  await page.getByLabel('Kata sandi').fill('bunga-melati-wangi')
  await page.getByRole('button', { name: 'Daftar' }).click()

  // 2. Scan the QR on the chat page.
  await page.getByRole('button', { name: 'Tampilkan kode QR' }).click()
  const qr = page.getByRole('img', { name: 'Kode QR untuk dipindai dengan WhatsApp' })
  await qr.waitFor()
  // A first page over a phone's line depends on it.
  const script = await page.locator('script[type="module"]').first().getAttribute('src')
  const served = await fetch(new URL(script ?? '', house.url))
  expect(served.headers.get('content-encoding')).toMatch(/^(br|gzip)$/)
  await call('POST', `${house.simulatorUrl}/api/phones/${shopPhone}/scan`, {
    qr: await qr.getAttribute('data-qr'),
  })
  await page.getByText('Nomor sudah daring').waitFor()
  await page.getByRole('button', { name: 'Ke kotak masuk' }).click()

  // What is left to do is told beside the list.
  const guide = page.getByRole('region', { name: 'Langkah pertama' })
  const stepsDone = async (done: number) => {
    await page.getByRole('link', { name: 'Chat' }).first().click()
    await guide.getByText(`${done} dari 5 selesai`).waitFor()
  }
  await stepsDone(2)
  await guide.getByText('Pindai kode QR dengan ponselnya (selesai)').waitFor()
  await guide.getByRole('link', { name: /Sapa dari ponsel lain/ }).waitFor()

  // 3 and 4. Settings: note the API key.
  await page.getByRole('link', { name: 'Setelan' }).click()
  await page.getByRole('link', { name: 'Kunci API' }).click()
  await page.getByRole('button', { name: 'Kunci baru' }).click()
  await page.getByLabel('Nama kunci').fill('Situs toko')
  await page.getByRole('dialog').getByRole('button', { name: 'Kunci baru' }).click()
  const secret = (await page.getByText(/^isk_live_\w+$/).textContent()) ?? ''
  await page.getByRole('button', { name: 'Sudah saya salin' }).click()

  // 5 and 6. Make a template of type message and note its id.
  await page.getByRole('link', { name: 'Templat', exact: true }).click()
  await page.getByRole('link', { name: 'Templat baru' }).click()
  await page.getByLabel('Nama').fill('Pesanan')
  await page.getByLabel('Teks').fill('Halo {{fullname}}, pesanan {{order_id}} sudah *dikirim*.')
  await page.getByRole('button', { name: 'Simpan' }).click()
  const shown =
    (await page
      .getByText(/^ID \d+$/)
      .first()
      .textContent()) ?? ''
  const templateId = shown.replace('ID ', '')

  // The seed's call, as jQuery sends it from a page of the shop.
  const form = new URLSearchParams({
    api_key: secret,
    template_id: templateId,
    phone_number: customerPhone,
    'data[fullname]': 'Mr. Smith',
    'data[order_id]': '67',
  })
  const answer = await fetch(`${house.url}/sendWhatsappMessage`, {
    method: 'POST',
    body: form,
    headers: { origin: 'https://toko.example' },
  })
  expect(answer.status).toBe(202)
  expect(answer.headers.get('access-control-allow-origin')).toBeTruthy()
  await until('the customer has the message', 20, async () => {
    const messages = await messagesOfPhone(house, customerPhone)
    return messages.find((m) => m.text === 'Halo Mr. Smith, pesanan 67 sudah *dikirim*.') ?? null
  })

  // The customer answers; the inbox shows it without a reload, and the agent replies.
  await page.getByRole('link', { name: 'Chat' }).first().click()
  await customerWrites(house, customerPhone, shopPhone, 'Terima kasih!')
  await page.getByText('Terima kasih!').first().click()
  await page.getByRole('textbox', { name: 'Balasan' }).fill('Sama-sama, Mr. Smith')
  await page.keyboard.press('Enter')
  await until('the customer has the reply', 20, async () => {
    const messages = await messagesOfPhone(house, customerPhone)
    return messages.find((m) => m.text === 'Sama-sama, Mr. Smith') ?? null
  })
  await page.getByLabel('Sampai').last().waitFor()
  await call('POST', `${house.simulatorUrl}/api/phones/${customerPhone}/read`, { peer: shopPhone })
  await page.getByLabel('Dibaca').last().waitFor()

  // The guide goes on with what has been done meanwhile, and is gone with its last step.
  await stepsDone(3)
  await guide.getByRole('link', { name: /Buat balasan cepat/ }).click()
  const kinds = page.getByRole('group', { name: 'Jenis', exact: true })
  await kinds.getByRole('button', { name: 'Balasan cepat' }).click()
  await page.getByLabel('Nama', { exact: true }).fill('Jam buka')
  await page.getByLabel('Teks').fill('Kami buka jam 8.')
  await page.getByRole('button', { name: 'Simpan' }).click()
  await page.waitForURL(/\/templates\/\d+$/)
  await stepsDone(4)
  await guide.getByRole('link', { name: /Undang rekan/ }).click()
  await page.getByRole('button', { name: 'Undang rekan' }).click()
  await page.getByRole('button', { name: 'Buat tautan' }).click()
  const link = await page.getByTestId('invitation-link').innerText()
  await page.getByRole('button', { name: 'Sudah saya salin' }).click()
  const colleague = { name: 'Dewi', email: 'dewi@toko.example', password: 'bunga-dewi-wangi' }
  await call('POST', `${house.url}/app/join`, { secret: link.split('#')[1], ...colleague })
  await page.getByText(colleague.email).waitFor()
  await page.getByRole('link', { name: 'Chat' }).first().click()
  await page.getByText('Pilih percakapan').waitFor()
  expect(await guide.count()).toBe(0)
  expect(errors).toEqual([])
})

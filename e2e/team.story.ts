// Proves how a team comes together: a link invites, a colleague joins, roles show what they may; a number links by a code,
// and again after its phone let go of it.
import type { ConversationsPage } from '@indoshopster/contracts/web-api/inbox'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { House } from '../scripts/testing/house.ts'
import { call, until } from '../scripts/seeding/http.ts'
import { person, phone } from './world/browser.ts'
import { customerWrites, makePhone, openShop, owner, type Shop } from './world/shop.ts'
import { bubble, openChat, says } from './world/staff.ts'
import { openStage, type Stage } from './world/stage.ts'

const customer = '6281200000001'
const dewi = { name: 'Dewi', email: 'dewi@toko.example', password: 'rahasia-toko-2' }
let stage: Stage | undefined
let house: House
let browser: Browser
let shop: Shop

beforeAll(async () => {
  stage = await openStage()
  ;({ house, browser } = stage)
  shop = await openShop(house)
})

afterAll(() => stage?.[Symbol.asyncDispose]())

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()
const sees = (page: Page, text: string | RegExp) =>
  page.getByText(text).filter({ visible: true }).first().waitFor()

async function signIn(page: Page, who: { email: string; password: string }): Promise<void> {
  await page.goto(`${house.url}/sign-in`)
  await page.getByLabel('Email').fill(who.email)
  await page.getByLabel('Kata sandi').fill(who.password)
  await press(page, 'Masuk')
}

describe('a team', () => {
  test('comes together by a link, and roles show and refuse what they may', async () => {
    const sari = await person(browser)
    await signIn(sari.page, owner)
    await sari.page.waitForURL(/inbox/)
    await sari.page.goto(`${house.url}/settings/staff`)
    await sees(sari.page, 'Satu-satunya pemilik')
    await press(sari.page, 'Undang rekan')
    await sari.page.getByLabel('Untuk siapa').fill('Dewi')
    await press(sari.page, 'Buat tautan')
    const link = await sari.page.getByTestId('invitation-link').innerText()
    await press(sari.page, 'Sudah saya salin')
    await sees(sari.page, 'diundang Sari')

    const joining = await person(browser, { viewport: phone })
    await joining.page.goto(link)
    await sees(joining.page, /^Bergabung dengan/)
    await joining.page.getByLabel('Nama Anda').fill(dewi.name)
    await joining.page.getByLabel('Email').fill(dewi.email)
    await joining.page.getByLabel('Kata sandi').fill(dewi.password)
    await press(joining.page, 'Bergabung')
    await joining.page.waitForURL(/\/inbox\/open$/)

    // An agent reads everything, and is told who may change it.
    await joining.page.goto(`${house.url}/settings/numbers`)
    await sees(joining.page, 'Peran Anda: Agen.')
    expect(await joining.page.getByRole('button', { name: 'Tambah nomor' }).count()).toBe(0)
    await joining.page.goto(`${house.url}/templates/${shop.templateId}`)
    await sees(joining.page, 'diubah oleh admin dan pemilik')
    expect(await joining.page.getByRole('button', { name: 'Simpan' }).count()).toBe(0)
    await joining.page.goto(`${house.url}/templates/new`)
    await joining.page.getByLabel('Nama').fill('Jam buka')
    await joining.page.getByLabel('Teks').fill('Kami buka jam 8.')
    await press(joining.page, 'Simpan')
    await joining.page.waitForURL(/\/templates\/\d+$/)

    // The list of the owner, open all the while, has Dewi; the link is gone and works no second time.
    await sees(sari.page, dewi.email)
    await sees(sari.page, 'Tidak ada tautan yang belum dipakai')
    const late = await person(browser)
    await late.page.goto(link)
    await sees(late.page, 'Tautan ini tidak berlaku')

    await press(sari.page, `Tindakan lain: ${dewi.name}`)
    await sari.page.getByRole('menuitem', { name: 'Tutup akun' }).click()
    await sari.page.getByRole('dialog').getByRole('button', { name: 'Tutup akun' }).click()
    await sees(sari.page, 'Ditutup')
    await joining.page.waitForURL(/sign-in/)
    await signIn(joining.page, dewi)
    await sees(joining.page, 'Akun ini ditutup')

    for (const { errors, context } of [sari, joining, late]) {
      expect(errors).toEqual([])
      await context.close()
    }
  })

  test('links a number by a code that is typed on the phone', async () => {
    const branch = '6281100000077'
    await makePhone(house, branch, 'Cabang')
    const { page, context, errors } = await person(browser)
    await signIn(page, owner)
    await page.waitForURL(/inbox/)
    await page.goto(`${house.url}/settings/numbers`)
    await press(page, 'Tambah nomor')
    await page.getByLabel('Nama nomor').fill('Cabang Bandung')
    await press(page, 'Tampilkan kode QR')
    await press(page, 'Kode 8 karakter')
    await page.getByLabel('Nomor ponsel').fill('0811-0000-0077')
    await press(page, 'Minta kode')
    const code = await page.getByTestId('pairing-code').getAttribute('aria-label')
    await call('POST', `${house.simulatorUrl}/api/phones/${branch}/link`, { code: code?.replaceAll(' ', '') })
    await sees(page, 'Nomor sudah daring')
    await press(page, 'Ke kotak masuk')
    await page.waitForURL(/inbox/)
    expect(errors).toEqual([])
    await context.close()
  })

  test('links a number again in place after its phone unlinked it, and its conversations go on', async () => {
    await makePhone(house, customer, 'Budi')
    await customerWrites(house, customer, shop.phone, 'Sebelum dilepas')
    const thread = async () =>
      (await shop.account.get<ConversationsPage>(`/app/conversations?text=${customer}`)).conversations
    const [before] = await until('the conversation', 20, async () => {
      const found = await thread()
      return found.length > 0 ? found : null
    })

    const simulated = `${house.simulatorUrl}/api/phones/${shop.phone}`
    const { answer } = await call<{ devices: { device: number }[] }>('GET', simulated)
    for (const { device } of answer.devices) await call('DELETE', `${simulated}/devices/${device}`)
    const { page, context, errors } = await person(browser)
    await signIn(page, owner)
    await page.waitForURL(/inbox/)
    await page.goto(`${house.url}/settings/numbers`)
    await sees(page, 'Tautan dilepas dari ponsel.')
    await page
      .locator(`[data-session="${shop.sessionId}"]`)
      .getByRole('button', { name: 'Hubungkan lagi' })
      .click()
    const qr = page.getByRole('img', { name: 'Kode QR untuk dipindai dengan WhatsApp' })
    await qr.waitFor()
    await call('POST', `${simulated}/scan`, { qr: await qr.getAttribute('data-qr') })
    await sees(page, 'Nomor sudah daring')
    await press(page, 'Ke kotak masuk')

    await customerWrites(house, customer, shop.phone, 'Sesudah ditautkan')
    await openChat(page, 'Budi')
    for (const text of ['Sebelum dilepas', 'Sesudah ditautkan']) await bubble(page, text).waitFor()
    expect((await thread()).map(({ id, sessionId }) => [id, sessionId])).toEqual([
      [before?.id, shop.sessionId],
    ])
    await says(page, 'Kami kembali')
    await bubble(page, 'Kami kembali').getByLabel('Sampai').waitFor()
    expect(errors).toEqual([])
    await context.close()
  })
})

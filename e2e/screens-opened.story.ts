// Proves that what opens over a screen is usable by everyone too, and so are the screens of rare moments: no serious or
// critical fault by axe in menus, dialogs, panes, and while something is wrong.
import type { MessagesPage } from '@indoshopster/contracts/web-api/inbox'
import type { SessionsList } from '@indoshopster/contracts/web-api/sessions'
import type { TemplatesList } from '@indoshopster/contracts/web-api/templates'
import type { SessionView } from '@indoshopster/contracts/session/session.views'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { House } from '../scripts/testing/house.ts'
import { call, until } from '../scripts/seeding/http.ts'
import { png } from './world/files.ts'
import { createLooks, looks } from './world/look.ts'
import { customerWrites, makePhone, openShop, owner, partnerSends, wholeInbox } from './world/shop.ts'
import { shownAs } from './world/shown-as.ts'
import { bubble, colleague, composer, join, openChat, signedIn } from './world/staff.ts'
import { openStage, type Stage } from './world/stage.ts'

const customer = '6281200000001'
const vina = colleague('Vina')
let stage: Stage | undefined
let house: House
let browser: Browser

beforeAll(async () => {
  stage = await openStage()
  ;({ house, browser } = stage)
  const shop = await openShop(house)
  await makePhone(house, customer, 'Mr. Smith')
  await customerWrites(house, customer, shop.phone, 'Halo, pesanan saya sudah sampai?')
  const content = {
    kind: 'image',
    file: png.toString('base64'),
    mimetype: 'image/png',
    caption: 'Ini fotonya',
  }
  await call('POST', `${house.simulatorUrl}/api/phones/${customer}/messages`, { to: shop.phone, content })
  await partnerSends(house, shop, customer, { fullname: 'Mr. Smith', order_id: 67 })
  await shop.account.post('/app/templates', {
    kind: 'quick_reply',
    name: 'Katalog',
    body: 'Ini katalog {{musim}}.',
  })
  await shop.account.post('/app/labels', { name: 'Komplain', colour: 'red' })
  await join(house, shop, 'viewer', vina)
  await until('three messages are in the inbox', 30, async () =>
    (await wholeInbox(shop.account)).length === 3 ? true : null,
  )
})

afterAll(() => stage?.[Symbol.asyncDispose]())

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click()
const choose = (page: Page, name: string | RegExp) => page.getByRole('menuitem', { name }).click()
const numbersAs = (page: Page, part: Partial<SessionView>) =>
  shownAs<SessionsList>(page, /\/app\/sessions(\?|$)/, ({ sessions }) => ({
    sessions: sessions.map((one) => ({ ...one, ...part })),
  }))

describe.each(looks)('what opens, $name', (look) => {
  const isWide = look.viewport.width > 1000
  const { lookAt, faults } = createLooks(look.name)
  const came = async (who: { email: string; password: string }) => {
    const one = await signedIn(browser, house, who, look)
    return {
      ...one,
      look: (screen: string, sign: Parameters<typeof lookAt>[2]) => lookAt(one.page, screen, sign),
    }
  }

  test('over a conversation has no serious fault', async () => {
    const { page, context, errors, look } = await came(owner)
    await openChat(page, 'Mr. Smith')
    await press(page, 'Rincian')
    await look('details', 'Nomor kami')
    await press(page, 'Hapus data kontak ini…')
    await look('erase', 'untuk melanjutkan')
    await page.reload()
    await bubble(page, 'Ini fotonya')
      .getByRole('button', { name: /^Buka:/ })
      .click()
    await look('lightbox', page.getByRole('dialog').locator('img'))
    await page.keyboard.press('Escape')
    await composer(page).pressSequentially('/')
    await look('quick replies', page.getByRole('option', { name: /Katalog/ }))
    await page.keyboard.press('Enter')
    await look('fill in a quick reply', 'Isi yang belum diketahui.')
    await page.keyboard.press('Escape')
    await composer(page).fill('')
    await press(page, 'Catatan')
    await look('note', page.getByRole('textbox', { name: 'Catatan' }))
    await press(page, 'Balas')
    await press(page, 'Emoji')
    await look('emoji', page.getByRole('searchbox', { name: 'Cari emoji' }))
    await page.keyboard.press('Escape')
    await press(page, 'Lampirkan')
    await look('attach', page.getByRole('menuitem', { name: 'Lokasi' }))
    await choose(page, 'Lokasi')
    await look('place', 'Koordinat atau tautan peta')
    await page.keyboard.press('Escape')
    await press(page, 'Lampirkan')
    await choose(page, 'Kontak')
    await look('contact', 'Nomor telepon')
    await page.keyboard.press('Escape')
    await press(page, 'Atur label')
    await look('label picker', page.getByText('Komplain'))
    await page.keyboard.press('Escape')
    await press(page, 'Tugaskan kepada')
    await look('assign', page.getByRole('menuitem', { name: /Anda/ }))
    await page.keyboard.press('Escape')
    await press(page, 'Tunda')
    await look('snooze', page.getByRole('menuitem', { name: 'Besok pagi' }))
    await page.keyboard.press('Escape')

    await context.setOffline(true)
    await look('offline', 'Anda sedang luring')
    await context.setOffline(false)
    await shownAs<MessagesPage>(page, /\/messages(\?|$)/, (answer) => ({
      ...answer,
      messages: answer.messages.map((one) =>
        one.direction === 'outgoing' ? { ...one, status: 'failed', failure: 'no_server_ack' } : one,
      ),
    }))
    await page.reload()
    await look('failed', 'WhatsApp tidak mengonfirmasi pesan ini.')
    await numbersAs(page, { state: 'logged_out', reason: 'logged_out_from_phone' })
    await page.reload()
    await look('locked composer', 'Hubungkan lagi')
    expect(faults()).toEqual({})
    expect(errors).toEqual([])
    await context.close()
  })

  test('over lists and settings has no serious fault', async () => {
    const { page, context, errors, look } = await came(owner)
    await page
      .getByRole('link', { name: /Mr. Smith/ })
      .first()
      .click({ button: 'right' })
    await look('row menu', page.getByRole('menuitem', { name: 'Ambil' }))
    await page.keyboard.press('Escape')
    if (!isWide) await press(page, 'Semua terbuka')
    await page.getByRole('button', { name: 'Kelola label' }).filter({ visible: true }).click()
    await look('labels dialog', 'Label baru')
    await page.keyboard.press('Escape')
    await page.goto(`${house.url}/inbox/open`)
    await press(page, 'Pesan baru')
    await page.getByLabel('Nomor tujuan').fill(customer)
    await page.getByRole('dialog').getByRole('button', { name: 'Templat' }).click()
    await page.getByRole('combobox', { name: 'Templat' }).selectOption({ label: 'Order' })
    await look('new message by template', 'fullname')
    await page.goto(`${house.url}/settings/api-keys`)
    await press(page, 'Kunci baru')
    await page.getByLabel('Nama kunci').fill('Situs toko')
    await page.getByRole('dialog').getByRole('button', { name: 'Kunci baru' }).click()
    await look('api key secret', 'Salin sekarang')
    await page.goto(`${house.url}/settings/staff`)
    await press(page, `Tindakan lain: ${vina.name}`)
    await choose(page, 'Ganti peran')
    await look('change role', 'Berlaku langsung')
    const history = await numbersAs(page, { historyProgress: 40 })
    await page.goto(`${house.url}/settings/numbers`)
    await look('history', 'Riwayat dari ponsel')
    await history.undo()
    const refused = await numbersAs(page, { state: 'pairing_refused', reason: 'code_wrong', phone: null })
    await page.reload()
    await look('a number refused', 'Penautan ditolak')
    await refused.undo()
    await page.goto(`${house.url}/inbox/open`)
    // The guide has no place beside the list of a phone.
    if (isWide) {
      await shownAs<TemplatesList>(page, /\/app\/templates(\?|$)/, () => ({ templates: [] }))
      await page.reload()
      await look('first steps', 'Langkah pertama')
    }
    expect(faults()).toEqual({})
    expect(errors).toEqual([])
    await context.close()
  })

  test('before somebody who begins, and before a viewer, has no serious fault', async () => {
    const beginner = { email: `${isWide}@toko.example`, password: 'rahasia-baru-1' }
    const workspace = { workspaceName: 'Toko Baru', name: 'Baru', ...beginner }
    await call('POST', `${house.url}/app/sign-up`, workspace)
    const beginning = await came(beginner)
    await beginning.look('first number', 'Tampilkan kode QR')
    await press(beginning.page, 'Tampilkan kode QR')
    await beginning.look('first QR', 'Menunggu dipindai')
    await numbersAs(beginning.page, { state: 'pairing_refused', reason: 'refused_by_whatsapp', qr: null })
    await beginning.page.reload()
    await beginning.look('pairing refused', 'WhatsApp menolak penautan.')
    const viewing = await came(vina)
    await openChat(viewing.page, 'Mr. Smith')
    await viewing.look('viewer', 'Peran Anda pengamat')
    await viewing.page.goto(`${house.url}/settings/numbers`)
    await viewing.look('numbers of a viewer', 'Peran Anda: Pengamat.')
    expect(faults()).toEqual({})
    for (const { errors, context } of [beginning, viewing]) {
      expect(errors).toEqual([])
      await context.close()
    }
  })
})

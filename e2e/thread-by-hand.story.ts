// Proves what hands find in a conversation: where the cursor is after every press, and what a finger reaches.
import path from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { House } from '../scripts/testing/house.ts'
import { until } from '../scripts/seeding/http.ts'
import { phone } from './world/browser.ts'
import { screenshots } from './world/e2e.config.ts'
import { png } from './world/files.ts'
import { bubble, composer, openChat, says, signedIn } from './world/staff.ts'
import { customerWrites, makePhone, messagesOfPhone, openShop, owner, type Shop } from './world/shop.ts'
import { openStage, type Stage } from './world/stage.ts'

const budi = '6281200000001'
const citra = '6281200000002'
let stage: Stage | undefined
let house: House
let browser: Browser
let shop: Shop
let page: Page
let errors: string[]

beforeAll(async () => {
  stage = await openStage()
  ;({ house, browser } = stage)
  shop = await openShop(house)
  await makePhone(house, budi, 'Budi')
  await makePhone(house, citra, 'Citra')
  await customerWrites(house, budi, shop.phone, 'Halo kak, pesanan saya di mana?')
  ;({ page, errors } = await signedIn(browser, house, owner))
  await page.context().grantPermissions(['microphone'])
  await openChat(page, 'Budi')
})
afterAll(() => stage?.[Symbol.asyncDispose]())

const button = (name: string, on = page) => on.getByRole('button', { name, exact: true })
const note = () => page.getByRole('textbox', { name: 'Catatan' })
const look = async (name: string, on = page) => {
  if (screenshots) await on.screenshot({ path: path.join(screenshots, `hand, ${name}.png`) })
}
/** Types without pressing anywhere first: letters that miss the text would resolve, label and switch. */
async function goesOn(words: string): Promise<void> {
  await page.keyboard.type(words)
  await expect.poll(() => composer(page).inputValue()).toContain(words)
}

describe('with a mouse, the cursor is in the text', () => {
  beforeEach(async () => {
    await composer(page).fill('')
    await page.getByRole('heading', { name: 'Budi' }).click() // the focus is nowhere
  })

  test('after a reply was sent, and the unread line is gone', async () => {
    const line = page.locator('[role=region] ol').getByText('Belum dibaca')
    await line.waitFor()
    await composer(page).fill('Sudah dikirim kak')
    await button('Kirim').click()
    await goesOn('nel')
    await bubble(page, 'Sudah dikirim kak').waitFor()
    await line.waitFor({ state: 'detached' })
    await button('Selesai').waitFor()
  })

  test('after choosing a note, and a reply again', async () => {
    await button('Catatan').click()
    await page.keyboard.type('nel')
    expect(await note().inputValue()).toBe('nel')
    await note().fill('')
    await button('Balas').click()
    await goesOn('nel')
  })

  test('after an emoji was chosen, and after the emoji were closed', async () => {
    await composer(page).click()
    await button('Emoji').click()
    await page.getByRole('dialog').getByRole('button', { name: 'grinning face', exact: true }).click()
    await goesOn('😀nel')
    await button('Emoji').click()
    await page.getByRole('searchbox').waitFor()
    await page.keyboard.press('Escape')
    await goesOn('😀nelsu')
  })

  test('after the labels were closed, and an undo was pressed', async () => {
    await composer(page).click()
    await button('Atur label').click()
    await page.getByRole('textbox', { name: /label/ }).waitFor()
    await page.keyboard.press('Escape')
    await goesOn('nel')
    await button('Selesai').click()
    await button('Urungkan').click()
    await goesOn('nelnel')
    await button('Selesai').waitFor()
  })

  test('after the palette, a reaction and a recording were given up', async () => {
    await composer(page).click()
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('textbox').waitFor()
    await page.keyboard.press('Escape')
    await goesOn('nel')
    await bubble(page, 'pesanan saya').hover()
    await bubble(page, 'pesanan saya').getByRole('button', { name: 'Beri reaksi' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '👍' }).waitFor()
    await page.keyboard.press('Escape')
    await goesOn('nelsu')
    await button('Rekam pesan suara').click()
    await goesOn('nelsuc')
    await button('Buang rekaman').click()
    await goesOn('nelsucx')
  })

  test('after a message to answer was chosen, and let go', async () => {
    await bubble(page, 'pesanan saya').hover()
    await bubble(page, 'pesanan saya').getByRole('button', { name: 'Balas pesan ini' }).click()
    await goesOn('nel')
    await button('Jangan balas pesan itu').click()
    await goesOn('nelsu')
  })

  test('after a picture was chosen, as its caption, and after it was sent', async () => {
    await composer(page).fill('Ini katalognya')
    const choosing = page.waitForEvent('filechooser')
    await button('Lampirkan').click()
    await page.getByRole('menuitem', { name: 'Foto dan video' }).click()
    await (await choosing).setFiles({ name: 'katalog.png', mimeType: 'image/png', buffer: png })
    await page.getByText('katalog.png').waitFor()
    await goesOn(', kak')
    await look('a picture with its caption')
    await button('Kirim').click()
    await goesOn('nel')
    const sent = await until(
      'the picture',
      20,
      async () => (await messagesOfPhone(house, budi)).find(({ kind }) => kind === 'image') ?? null,
    )
    expect(sent.text).toBe('Ini katalognya, kak')
  })

  test('after a contact was sent, and after its dialog was closed', async () => {
    const ask = async () => {
      await button('Lampirkan').click()
      await page.getByRole('menuitem', { name: 'Kontak' }).click()
    }
    await ask()
    await page.getByLabel('Nama').fill('Gudang')
    await page.getByLabel('Nomor telepon').fill('0812-3456-7890')
    await page.getByRole('dialog').getByRole('button', { name: 'Kirim' }).click()
    await goesOn('nel')
    await ask()
    await page.getByLabel('Nama').waitFor()
    await page.keyboard.press('Escape')
    await goesOn('nelsu')
  })
})

describe('what can be done with a message', () => {
  test.each([
    ['of the customer', 'pesanan saya'],
    ['of ours', 'Sudah dikirim kak'],
  ])('stands beside one %s and covers none of its words', async (_whose, words) => {
    await bubble(page, words).hover()
    const bar = bubble(page, words).getByRole('toolbar')
    await bar.waitFor()
    const [a, b] = [await bar.boundingBox(), await bubble(page, words).getByText(words).first().boundingBox()]
    if (!a || !b) throw new Error('They are not on the screen.')
    const apart =
      a.x >= b.x + b.width || b.x >= a.x + a.width || a.y >= b.y + b.height || b.y >= a.y + a.height
    expect(apart).toBe(true)
    await look(`actions beside ${words}`)
  })

  test('a deletion for everyone is over as soon as WhatsApp has it', async () => {
    await says(page, 'Salah kirim')
    await bubble(page, 'Salah kirim')
      .getByLabel(/Terkirim|Sampai/)
      .waitFor()
    await bubble(page, 'Salah kirim').hover()
    await button('Hapus untuk semua').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Hapus untuk semua' }).click()
    const gone = page.locator('[data-message-id]').filter({ hasText: 'Pesan dihapus untuk semua' })
    await gone.waitFor()
    await gone.locator('[aria-busy]').waitFor({ state: 'detached', timeout: 5_000 })
    await goesOn('nel')
  })
})

describe('with a finger', () => {
  let context: BrowserContext
  let held: Page
  beforeAll(async () => {
    context = await browser.newContext({
      viewport: phone,
      hasTouch: true,
      isMobile: true,
      locale: 'id-ID',
      storageState: await page.context().storageState(),
    })
    held = await context.newPage()
    held.setDefaultTimeout(15_000)
    await held.goto(page.url())
    await bubble(held, 'pesanan saya').waitFor()
  })
  afterAll(() => context?.close())

  test('a tap opens what can be done with a message, until a tap elsewhere', async () => {
    const bar = bubble(held, 'pesanan saya').getByRole('toolbar')
    await bubble(held, 'pesanan saya').getByText('pesanan saya').tap()
    await bar.getByRole('button', { name: 'Balas pesan ini' }).waitFor()
    await look('actions by a tap', held)
    await held.getByRole('heading', { name: 'Budi' }).tap()
    await bar.getByRole('button', { name: 'Balas pesan ini' }).waitFor({ state: 'hidden' })
  })

  test('a message is answered and reacted to', async () => {
    const bar = bubble(held, 'pesanan saya').getByRole('toolbar')
    await bubble(held, 'pesanan saya').getByText('pesanan saya').tap()
    await bar.getByRole('button', { name: 'Beri reaksi' }).tap()
    await held.getByRole('dialog').getByRole('button', { name: '🙏' }).tap()
    await bubble(held, 'pesanan saya').getByRole('list', { name: 'Reaksi' }).getByText('🙏').first().waitFor()
    await bubble(held, 'pesanan saya').getByText('pesanan saya').tap()
    await bar.getByRole('button', { name: 'Balas pesan ini' }).tap()
    await held.getByText('Membalas Pelanggan').waitFor()
  })

  test('a screen reader opens it by a button of the message, and is there', async () => {
    await held.getByRole('heading', { name: 'Budi' }).tap()
    const opens = bubble(held, 'pesanan saya').getByRole('button', { name: 'Tindakan pesan' })
    await opens.dispatchEvent('click') // a screen reader presses without a finger on the place
    expect(await opens.getAttribute('aria-expanded')).toBe('true')
    await expect
      .poll(() => held.evaluate<string>('document.activeElement.getAttribute("aria-label")'))
      .toBe('Beri reaksi')
  })
})

test('a conversation that is opened to write in has the cursor in its text', async () => {
  await page.getByRole('heading', { name: 'Budi' }).click()
  await page.keyboard.press('c')
  const dialog = page.getByRole('dialog', { name: 'Pesan baru' })
  await dialog.getByLabel('Nomor tujuan').fill('0812-0000-0002')
  await dialog.getByRole('button', { name: 'Buka chat saja' }).click()
  await page.getByRole('heading', { name: '+62 812-0000-0002' }).waitFor()
  await goesOn('nel')
})

test('a window that is made smaller shows the newest message on, whether or not all fitted before', async () => {
  const size = page.viewportSize()
  const standing = () =>
    page.evaluate<{ above: boolean; below: boolean }>(
      `(({ scrollHeight, scrollTop, clientHeight }) => (
        { above: scrollTop > 0, below: scrollHeight - scrollTop - clientHeight > 1 }
      ))(document.querySelector('[role=region][aria-label=Pesan]'))`,
    )
  const atHeight = async (height: number, shown: { above: boolean; below: boolean }) => {
    await page.setViewportSize({ width: 1440, height })
    // As long as a hand needs: sizes are told a frame after they changed.
    await page.waitForTimeout(400)
    await expect.poll(standing).toEqual(shown)
  }
  await openChat(page, 'Budi')
  await atHeight(500, { above: true, below: false })
  await atHeight(1300, { above: false, below: false })
  await atHeight(500, { above: true, below: false })
  if (size) await page.setViewportSize(size)
})

test('nothing failed on the way', () => expect(errors).toEqual([]))

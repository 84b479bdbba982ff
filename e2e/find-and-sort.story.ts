// Proves that an agent finds and sorts chats: labels, filter by label and date, views, search to the message, many at once.
import type { ConversationsPage } from '@indoshopster/contracts/web-api/inbox'
import type { LabelCreated } from '@indoshopster/contracts/web-api/labels'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { House } from '../scripts/testing/house.ts'
import { until } from '../scripts/seeding/http.ts'
import { person } from './world/browser.ts'
import { customerWrites, makePhone, openShop, owner, type Shop, wholeInbox } from './world/shop.ts'
import { openStage, type Stage } from './world/stage.ts'

const customers = ['Agus', 'Bunga', 'Citra', 'Dewi'] as const
let stage: Stage | undefined
let house: House
let browser: Browser
let shop: Shop

beforeAll(async () => {
  stage = await openStage()
  ;({ house, browser } = stage)
  shop = await openShop(house)
  await shop.account.post<LabelCreated>('/app/labels', { name: 'Komplain', colour: 'red' })
  for (const [at, name] of customers.entries()) {
    const phone = `62812000002${at}0`
    await makePhone(house, phone, name)
    await customerWrites(house, phone, shop.phone, `Halo, saya ${name}. Resi JNE ${at}00 mana?`)
    await until('it is in the inbox', 20, async () =>
      (await wholeInbox(shop.account)).length > at ? true : null,
    )
    await nextSecond() // WhatsApp tells times in whole seconds; who waits longest must be clear
  }
})

afterAll(() => stage?.[Symbol.asyncDispose]())

const nextSecond = () => new Promise((resolve) => setTimeout(resolve, 1_000))

async function signedIn(): Promise<{ page: Page; errors: string[] }> {
  const { page, errors } = await person(browser)
  await page.goto(house.url)
  await page.getByLabel('Email').fill(owner.email)
  await page.getByLabel('Kata sandi').fill(owner.password)
  await page.getByRole('button', { name: 'Masuk' }).click()
  await page.getByText('Dewi').first().waitFor()
  return { page, errors }
}

/** The names in the list, from top to bottom. */
const listed = (page: Page) =>
  page.locator('[data-conversation] a > span > span:first-child').allTextContents()

test('find and sort › by hand and by keyboard, and what was done to many is undone', async () => {
  const { page, errors } = await signedIn()
  const names = async () => (await listed(page)).filter((text) => customers.some((one) => one === text))

  // Who waits longest is first, and reading a chat does not take it out of the queue.
  await page.keyboard.press('Alt+4')
  await expect.poll(names).toEqual(['Agus', 'Bunga', 'Citra', 'Dewi'])
  await page.keyboard.press('j')
  await page.getByText('saya Agus').last().waitFor()
  await expect.poll(names).toEqual(['Agus', 'Bunga', 'Citra', 'Dewi'])

  // The first two get a label together.
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('Shift+X')
  await page.getByText('2 dipilih').waitFor()
  await page.keyboard.press('l')
  await page.getByRole('dialog').getByRole('checkbox', { name: 'Komplain' }).click()
  await page.getByText('2 percakapan diberi label.').waitFor()

  // That label, of today: kept as a view.
  await page.keyboard.press('f')
  await page.getByRole('button', { name: 'Komplain', exact: true }).click()
  await page.getByRole('button', { name: 'Hari ini' }).click()
  await page.getByLabel('Nama tampilan').fill('Komplain hari ini')
  await page.getByRole('dialog').getByRole('button', { name: 'Simpan' }).click()
  await page.getByRole('link', { name: 'Komplain hari ini' }).waitFor()
  await expect.poll(names).toEqual(['Bunga', 'Agus'])
  await page.reload()
  await expect.poll(names).toEqual(['Bunga', 'Agus'])

  // Both are put back among the unread, and read again, each by its own request.
  const unread = async () =>
    (await shop.account.get<ConversationsPage>('/app/conversations?unread=1')).conversations
      .map(({ name }) => name)
      .filter((name) => name === 'Agus' || name === 'Bunga')
      .toSorted()
  await page.getByRole('checkbox', { name: 'Pilih Bunga' }).click()
  await page.getByRole('checkbox', { name: 'Pilih Agus' }).click({ modifiers: ['Shift'] })
  await page.getByRole('button', { name: 'Tandai belum dibaca' }).click()
  await expect.poll(unread).toEqual(['Agus', 'Bunga'])
  await page.getByRole('checkbox', { name: 'Pilih Bunga' }).click()
  await page.getByRole('checkbox', { name: 'Pilih Agus' }).click({ modifiers: ['Shift'] })
  await page.keyboard.press('Shift+U')
  await page.getByText('2 percakapan ditandai sudah dibaca.').waitFor()
  await expect.poll(unread).toEqual([])

  // Both are resolved at once, and brought back.
  await page.getByRole('checkbox', { name: 'Pilih Bunga' }).click()
  await page.getByRole('checkbox', { name: 'Pilih Agus' }).click({ modifiers: ['Shift'] })
  await page.keyboard.press('e')
  await expect.poll(names).toEqual([])
  await page.getByText('2 percakapan selesai.').waitFor() // older notices have a way back too
  await page.getByRole('button', { name: 'Urungkan' }).last().click()
  await expect
    .poll(() => shop.account.get('/app/conversations/counts'))
    .toMatchObject({ open: 4, resolved: 0 })

  // A word finds the message, in whichever chat of the view it is, and leads to it.
  await page.keyboard.press('Alt+3')
  await page.keyboard.press('/')
  await page.keyboard.type('200')
  await page.getByRole('button', { name: 'Pesan', exact: true }).click()
  await page.getByRole('link', { name: 'Citra' }).click()
  await page.getByRole('heading', { name: 'Citra' }).waitFor()
  expect(errors).toEqual([])
})

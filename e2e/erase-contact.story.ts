// Proves that who is erased is gone under every number: in no log, table, file, answer, live stream or output.
import type { ConversationsPage, MessagesPage } from '@indoshopster/contracts/web-api/inbox'
import type { SessionAdded } from '@indoshopster/contracts/web-api/sessions'
import type { Me } from '@indoshopster/contracts/web-api/auth'
import { randomBytes } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../scripts/testing/browser.ts'
import { createTestDatabase, type TestDatabase } from '../scripts/testing/database.ts'
import { type House, startHouse } from '../scripts/testing/house.ts'
import { startTestNats, type TestNats } from '../scripts/testing/nats.ts'
import { call, until } from '../scripts/seeding/http.ts'
import { customerWrites, makePhone, online, openShop, owner, type Shop } from './world/shop.ts'
import { bubble, openChat, says, signedIn } from './world/staff.ts'
import { inPostgres, inStreams, wordsIn } from './world/traces.ts'

const erased = '6281297531864'
const neighbour = '6281200000001'
/** The shop's other number, to which the same person wrote. */
const branch = '6281100000002'
/** Each stands in another place of what a contact leaves behind. */
const words = {
  phone: erased,
  pushName: 'Zulfikarname',
  text: 'kenanganteks',
  edited: 'kenanganlama',
  caption: 'kenangancaption',
  fileName: 'kenanganberkas',
  fileContent: 'kenanganisi',
  reply: 'kenanganbalasan',
  note: 'kenangancatatan',
  staffName: 'Kenangannama',
  branchText: 'kenangancabang',
  branchFile: 'kenangankwitansi',
  branchContent: 'kenanganlunas',
  branchName: 'Kenangankedua',
} as const
const all = Object.values(words)
/** Somebody who only speaks in a group, to others. */
const member = '6281200000003'
const inGroup = 'rahasiagrup'
const masterKey = randomBytes(32).toString('hex')
const open: AsyncDisposable[] = []
let database: TestDatabase
let nats: TestNats
let house: House
let browser: Browser
let shop: Shop

beforeAll(async () => {
  database = await createTestDatabase()
  nats = await startTestNats()
  const environment = { MASTER_KEY: masterKey }
  house = await startHouse({ databaseUrl: database.url, natsUrl: nats.url, environment })
  open.push(house, nats, database)
  browser = await openBrowser()
  shop = await openShop(house)
  await makePhone(house, branch, 'Cabang')
  const other = await shop.account.post<SessionAdded>('/app/sessions', {
    name: 'Cabang',
    network: 'simulator',
  })
  await online(house, shop.account, other.id, branch)
  await makePhone(house, erased, words.pushName)
  await makePhone(house, neighbour, 'Budi')
  await customerWrites(house, neighbour, shop.phone, 'Tetanggateks')
})

afterAll(async () => {
  await browser?.close()
  for (const resource of open) await resource[Symbol.asyncDispose]()
})

const ofPhone = (path: string) => `${house.simulatorUrl}/api/phones/${erased}/messages${path}`
const list = (query = '') => shop.account.get<ConversationsPage>(`/app/conversations${query}`)
const threadOf = (id: string) => shop.account.get<MessagesPage>(`/app/conversations/${id}/messages`)
const mediaIdIn = ({ messages }: MessagesPage) =>
  messages.flatMap(({ content }) => (content && 'media' in content ? [content.media.mediaId] : []))[0]
const text = (fileName: string, words: string, caption?: string) => ({
  kind: 'document',
  file: Buffer.from(`bukti ${words}`).toString('base64'),
  mimetype: 'text/plain',
  fileName: `${fileName}.txt`,
  ...(caption === undefined ? {} : { caption }),
})
const inLog = () => inStreams(nats.url, { adminUrl: database.adminUrl, masterKey }, all)

/** What a browser that was away since the first event is told when it comes back. */
async function told(headers: Readonly<Record<string, string>>): Promise<string> {
  const closing = new AbortController()
  const timer = setTimeout(() => closing.abort(), 3000)
  let text = ''
  try {
    const answer = await fetch(`${house.url}/live`, {
      headers: { ...headers, 'last-event-id': '1' },
      signal: closing.signal,
    })
    // An HTTP body is bytes.
    for await (const chunk of answer.body as AsyncIterable<Uint8Array>) text += Buffer.from(chunk).toString()
  } catch (error) {
    if (!closing.signal.aborted) throw error
  } finally {
    clearTimeout(timer)
  }
  return text
}

test('an erased contact › is found nowhere afterwards, and is somebody new when they write again', async () => {
  const { page, errors, context } = await signedIn(browser, house, owner)
  const first = await customerWrites(house, erased, shop.phone, words.edited)
  await openChat(page, words.pushName)
  await call('POST', ofPhone(`/${first}/edit`), { text: words.text })
  const content = text(words.fileName, words.fileContent, words.caption)
  await call('POST', ofPhone(''), { to: shop.phone, content })
  await bubble(page, words.fileName).getByRole('button', { name: /Unduh/ }).waitFor()
  await says(page, words.reply)
  await bubble(page, words.reply)
    .getByLabel(/Sampai|Dibaca/)
    .waitFor()
  await page.getByRole('button', { name: 'Catatan', exact: true }).click()
  await page.getByRole('textbox', { name: 'Catatan' }).fill(words.note)
  await page.getByRole('textbox', { name: 'Catatan' }).press('Enter')
  await bubble(page, words.note).waitFor()

  await customerWrites(house, erased, branch, words.branchText)
  await call('POST', ofPhone(''), { to: branch, content: text(words.branchFile, words.branchContent) })
  const atBranch = await until('the file at the other number', 20, async () => {
    const found = (await list()).conversations.find(
      ({ phone, sessionId }) => phone === erased && sessionId !== shop.sessionId,
    )
    const thread = found && (await threadOf(found.id))
    return thread && mediaIdIn(thread) ? { row: found, thread } : null
  })

  const { conversations } = await list()
  const row = conversations.find(({ phone, sessionId }) => phone === erased && sessionId === shop.sessionId)
  const id = row?.id ?? ''
  const rename = (of: string, name: string) =>
    shop.account.post(`/app/conversations/${of}/changes`, { kind: 'rename', name })
  await rename(id, words.staffName)
  await rename(atBranch.row.id, words.branchName)
  const before = await threadOf(id)
  const given: readonly string[] = [words.staffName, words.branchName]
  const inside: readonly string[] = [words.fileContent, words.branchContent]
  expect(wordsIn(JSON.stringify([row, before, atBranch]), all).toSorted()).toEqual(
    all.filter((word) => !given.includes(word) && !inside.includes(word)).toSorted(),
  )
  const me = await shop.account.get<Me>('/app/me')
  const fetchFiles = () =>
    Promise.all(
      [before, atBranch.thread].map((one) =>
        fetch(`${house.url}/media/${mediaIdIn(one)}?key=${me.media.key}`),
      ),
    )
  const opened = async () => Promise.all((await fetchFiles()).map((answer) => answer.text()))
  await expect.poll(opened, { timeout: 10_000 }).toEqual(inside.map((word) => `bukti ${word}`))
  // The search for traces finds what is there: in the tables of the read side, and in the log with its keys.
  const standing = async () => [...(await inPostgres(database.adminUrl, all)), ...(await inLog()).found]
  const stood = await standing()
  for (const word of all.filter((one) => !inside.includes(one)))
    expect(stood).toEqual(expect.arrayContaining([expect.stringMatching(new RegExp(`^EVENTS .*: ${word}$`))]))
  expect(stood.some((place) => place.startsWith('inbox.'))).toBe(true)

  await page.getByRole('heading', { name: words.staffName }).waitFor()
  await page.getByRole('button', { name: 'Rincian' }).click()
  await page.getByRole('button', { name: 'Hapus data kontak ini…' }).click()
  const dialog = page.getByRole('dialog')
  expect(await dialog.getByRole('button', { name: 'Hapus selamanya' }).isDisabled()).toBe(true)
  await dialog.getByLabel(/Ketik HAPUS/).fill('hapus')
  await dialog.getByRole('button', { name: 'Hapus selamanya' }).click()
  await page.getByText('Data kontak sudah dihapus.').waitFor()
  await page.getByRole('heading', { name: 'Kontak yang dihapus' }).first().waitFor()
  await page.getByText('Pesan ini sudah dihapus').first().hover()
  for (const name of ['Beri reaksi', 'Ambil', 'Tugaskan kepada', 'Tunda'])
    expect(await page.getByRole('button', { name, exact: true }).count(), name).toBe(0)
  await page.getByRole('link', { name: 'Kontak', exact: true }).click()
  await page.getByRole('heading', { name: 'Kontak', exact: true }).waitFor()
  await page.getByRole('link', { name: /Budi/ }).waitFor()
  expect(await page.getByText('Kontak yang dihapus').count()).toBe(0)
  await page.goBack()

  await expect.poll(standing, { timeout: 40_000, interval: 1000 }).toEqual([])
  const { messages } = await inLog()
  expect(messages['EVENTS']).toBeGreaterThan(20)
  // The gateway is told that the keys are gone, some milliseconds after they are.
  const statuses = async () => (await fetchFiles()).map(({ status }) => status)
  await expect.poll(statuses, { timeout: 5000 }).toEqual([404, 404])

  const cookies = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const answers: unknown[] = [
    await list(),
    await list('?contacts=1'),
    await threadOf(id),
    await shop.account.get(`/app/conversations/${id}`),
    await threadOf(atBranch.row.id),
    await shop.account.get(`/app/conversations/${atBranch.row.id}`),
    await told({ cookie: cookies }),
  ]
  for (const word of all) {
    answers.push((await list(`?text=${word}`)).conversations)
    answers.push((await shop.account.get<{ hits: unknown[] }>(`/app/messages?text=${word}`)).hits)
  }
  for (const { id: message, conversationId } of [...before.messages, ...atBranch.thread.messages])
    answers.push(
      await shop.account.get(`/app/conversations/${conversationId}/messages/${message}`).catch(() => null),
    )
  expect(wordsIn(JSON.stringify(answers), all)).toEqual([])
  expect(JSON.stringify(answers)).toContain('Tetanggateks')
  for (const { name, output } of Object.values(house.programs))
    if (name !== 'simulator') expect([name, wordsIn(output(), all)]).toEqual([name, []])

  await page.reload()
  await page.getByRole('link', { name: /Budi/ }).waitFor()
  expect(wordsIn(await page.content(), all)).toEqual([])

  await customerWrites(house, erased, shop.phone, 'Halo, saya baru di sini')
  const again = await until('the new conversation', 20, async () => {
    const now = await list()
    return now.conversations.find(({ preview }) => preview?.text === 'Halo, saya baru di sini') ?? null
  })
  expect([id, atBranch.row.id]).not.toContain(again.id)
  expect(again.contactId).not.toBe(row?.contactId)
  await openChat(page, words.pushName)
  await bubble(page, 'Halo, saya baru di sini').waitFor()
  expect(await bubble(page, /./).count()).toBe(1)
  await says(page, 'Selamat datang')
  await bubble(page, 'Selamat datang')
    .getByLabel(/Sampai|Dibaca/)
    .waitFor()
  expect(errors).toEqual([])
})

test('an open group › loses what a member said at once, when they are erased by somebody else', async () => {
  await makePhone(house, member, 'Gilang')
  await shop.account.patch(`/app/sessions/${shop.sessionId}`, { groups: true })
  const participants = [member, neighbour]
  const { answer: group } = await call<{ id: string }>('POST', `${house.simulatorUrl}/api/groups`, {
    creator: shop.phone,
    subject: 'Reseller',
    participants,
  })
  // The session hears of the setting a moment after the answer; what a group says before stays hidden.
  await until('messages of groups are shown', 20, async () => {
    await customerWrites(house, neighbour, group.id, 'Tes')
    return (await list()).conversations.find(({ chatKind }) => chatKind === 'group') ?? null
  })
  const first = await customerWrites(house, neighbour, group.id, 'Selamat pagi')
  const said = await customerWrites(house, member, group.id, inGroup)
  await call('POST', `${house.simulatorUrl}/api/phones/${member}/messages/${first}/reactions`, {
    emoji: '😂',
  })
  const content = { to: group.id, text: 'Setuju dengan itu', quoted: said }
  await call('POST', `${house.simulatorUrl}/api/phones/${neighbour}/messages`, content)
  await customerWrites(house, member, shop.phone, 'Halo dari Gilang')

  const watching = await signedIn(browser, house, owner)
  await openChat(watching.page, 'Reseller')
  const thread = watching.page.locator('[data-message-id]')
  await bubble(watching.page, 'Setuju dengan itu').getByText(inGroup).waitFor()
  await bubble(watching.page, 'Selamat pagi').getByRole('button', { name: '😂 dari Gilang' }).waitFor()
  await thread.filter({ hasText: 'Gilang' }).first().waitFor()

  const { conversations } = await list()
  const his = conversations.find(({ phone }) => phone === member)
  const erasing = await signedIn(browser, house, owner)
  await openChat(erasing.page, 'Gilang')
  expect(erasing.page.url()).toContain(his?.id)
  await erasing.page.getByRole('button', { name: 'Rincian' }).click()
  await erasing.page.getByRole('button', { name: 'Hapus data kontak ini…' }).click()
  await erasing.page.getByLabel(/Ketik HAPUS/).fill('HAPUS')
  await erasing.page.getByRole('button', { name: 'Hapus selamanya' }).click()

  await expect.poll(async () => wordsIn(await watching.page.content(), [inGroup, 'Gilang', '😂'])).toEqual([])
  await bubble(watching.page, 'Setuju dengan itu').waitFor()
  await bubble(watching.page, 'Selamat pagi').waitFor()
  expect([...watching.errors, ...erasing.errors]).toEqual([])
})

// Proves that a team works on one number at once: invited by link, never two answers by accident, each role its limits.
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { House } from '../scripts/testing/house.ts'
import { until } from '../scripts/seeding/http.ts'
import { person } from './world/browser.ts'
import { customerWrites, makePhone, messagesOfPhone, openShop, owner, type Shop } from './world/shop.ts'
import { bubble, colleague, composer, join, openChat, says, signedIn } from './world/staff.ts'
import { openStage, type Stage } from './world/stage.ts'

const customer = '6281200000001'
const dimas = colleague('Dimas')
const wati = colleague('Wati')
let stage: Stage | undefined
const errors: string[][] = []
let house: House
let browser: Browser
let shop: Shop
let sari: Page
let agent: Page
let agentContext: BrowserContext

beforeAll(async () => {
  stage = await openStage()
  ;({ house, browser } = stage)
  shop = await openShop(house)
  await makePhone(house, customer, 'Budi')
  await customerWrites(house, customer, shop.phone, 'Halo kak, masih ada?')
  const first = await signedIn(browser, house, owner)
  sari = first.page
  errors.push(first.errors)
})

afterAll(() => stage?.[Symbol.asyncDispose]())

const received = async () =>
  (await messagesOfPhone(house, customer)).filter((one) => one.direction === 'in').map((one) => one.text)

/** What this person is answered who goes around the page: status and problem code. */
async function asks(page: Page, method: string, path: string, data?: object): Promise<string> {
  const me = await page.request.get(`${house.url}/app/me`)
  // What the contract says of `Me`; whoever is out is told a problem.
  const { csrfToken = '' } = (await me.json()) as { csrfToken?: string }
  const headers = { 'x-csrf-token': csrfToken }
  const answer = await page.request.fetch(house.url + path, { method, headers, data: data ?? {} })
  // A problem of RFC 9457, or an answer without a code.
  const { code = '' } = (await answer.json()) as { code?: string }
  return `${answer.status()} ${code}`
}

describe('many people on one number', () => {
  test('a colleague is invited by a link that works once', async () => {
    await sari.goto(`${house.url}/settings/staff`)
    await sari.getByRole('button', { name: 'Undang rekan' }).click()
    await sari.getByLabel('Untuk siapa (tidak wajib)').fill('Dimas, cabang Bandung')
    await sari.getByRole('button', { name: 'Buat tautan' }).click()
    const link = (await sari.getByTestId('invitation-link').textContent()) ?? ''
    expect(link).toMatch(/^http:\/\/localhost:\d+\/join#/)
    await sari.getByRole('button', { name: 'Sudah saya salin' }).click()
    await sari.getByText('Dimas, cabang Bandung').waitFor()

    const joining = await person(browser)
    agent = joining.page
    agentContext = joining.context
    errors.push(joining.errors)
    await agent.goto(link)
    await agent.getByRole('heading', { name: 'Bergabung dengan Toko Melati' }).waitFor()
    await agent.getByLabel('Nama Anda').fill(dimas.name)
    await agent.getByLabel('Email').fill(dimas.email)
    await agent.getByLabel('Kata sandi').fill(dimas.password)
    await agent.getByRole('button', { name: 'Bergabung' }).click()
    await openChat(agent, 'Budi')
    await sari.getByText(dimas.email).waitFor()
    await sari.getByText('Dimas, cabang Bandung').waitFor({ state: 'detached' })

    const third = await person(browser)
    await third.page.goto(link)
    await third.page.getByText('Tautan ini tidak berlaku').waitFor()
    await third.context.close()
  })

  test('everyone sees who looks and who writes, also in the list', async () => {
    await sari.goto(house.url)
    // Who looks is told every ten seconds, and not to who comes later.
    await sari.getByText('Dimas sedang melihat').waitFor({ state: 'attached', timeout: 45_000 })
    await openChat(sari, 'Budi')
    await sari.getByText('Dimas juga melihat').waitFor()
    await composer(agent).pressSequentially('Masih')
    await sari.getByText('Dimas sedang mengetik').waitFor()
    await sari.getByText('Dimas mengetik…').first().waitFor()
    await composer(agent).fill('')
  })

  test('of two who take it at once one has it, and the other is told who', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    await agent.route('**/app/conversations/*/changes', async (route) => {
      await held
      await route.continue()
    })
    await agent.getByRole('button', { name: 'Ambil', exact: true }).click()
    await sari.getByRole('button', { name: 'Ambil', exact: true }).click()
    await sari.getByRole('button', { name: 'Penanggung jawab: Anda' }).waitFor()
    release()
    await agent.getByText('Sari Wulandari lebih dulu mengambil percakapan ini.').waitFor()
    await agent.getByRole('button', { name: 'Penanggung jawab: Sari Wulandari' }).waitFor()
    await agent.unroute('**/app/conversations/*/changes')
  })

  test('who writes while a colleague answers is asked first, and may still send', async () => {
    await composer(sari).fill('Warna merah juga ada')
    await says(agent, 'Masih ada kak')
    await bubble(sari, 'Masih ada kak').waitFor()
    await sari.getByText('Dimas sedang mengetik').waitFor({ state: 'detached', timeout: 5_000 })
    await composer(sari).press('Enter')
    await sari.getByText('Dimas menjawab saat Anda mengetik. Tetap kirim?').waitFor()
    expect(await received()).not.toContain('Warna merah juga ada')
    await sari.getByRole('button', { name: 'Tetap kirim' }).click()
    await until('both are with the customer', 20, async () => ((await received()).length >= 2 ? true : null))
    expect(await received()).toEqual(['Masih ada kak', 'Warna merah juga ada'])
  })

  test('a conversation is handed over: the other is told, and it shows among their own', async () => {
    // A page is told of what is assigned to it once its stream is there.
    const live = agent.waitForResponse((answer) => new URL(answer.url()).pathname === '/live')
    await agent.goto(`${house.url}/inbox/mine`)
    await agent.getByText('Tidak ada chat Anda yang terbuka').waitFor()
    await live
    await sari.getByRole('button', { name: 'Penanggung jawab: Anda' }).click()
    // Waited for from now on: what is told to the other goes away again.
    await Promise.all([
      agent.getByText('Sari Wulandari menugaskan kepada Anda: Budi').waitFor(),
      sari.getByText('Sari Wulandari menugaskannya kepada Dimas').waitFor(),
      sari.getByRole('menuitem', { name: 'Dimas' }).click(),
    ])
    await openChat(agent, 'Budi')
    await agent.getByRole('button', { name: 'Penanggung jawab: Anda' }).waitFor()
  })

  test('an agent is shown no way to what admins do, and is refused it', async () => {
    await agent.goto(`${house.url}/settings/numbers`)
    await agent.getByText('CS', { exact: true }).first().waitFor()
    expect(await agent.getByRole('button', { name: 'Tambah nomor' }).count()).toBe(0)
    await agent.goto(`${house.url}/settings/staff`)
    await agent.getByText(owner.email).waitFor()
    expect(await agent.getByRole('button', { name: 'Undang rekan' }).count()).toBe(0)
    await agent.goto(`${house.url}/settings/api-keys`)
    await agent.getByRole('heading', { name: 'Setelan' }).waitFor()
    expect(await agent.getByRole('button', { name: 'Kunci baru' }).count()).toBe(0)

    const { conversations } = await shop.account.get<{ conversations: { id: string }[] }>(
      '/app/conversations',
    )
    const chat = conversations[0]?.id ?? ''
    const refused = [
      ['POST', '/app/sessions', { name: 'Lain', network: 'simulator' }],
      ['PATCH', `/app/sessions/${shop.sessionId}`, { name: 'Lain' }],
      ['POST', `/app/sessions/${shop.sessionId}/pair`, { phone: null }],
      ['DELETE', `/app/sessions/${shop.sessionId}`],
      ['POST', '/app/api-keys', { name: 'Lain' }],
      ['POST', '/app/invitations', { role: 'agent', note: '' }],
      ['DELETE', `/app/conversations/${chat}/contact`],
    ] as const
    for (const [method, path, body] of refused) {
      expect(await asks(agent, method, path, body), `${method} ${path}`).toBe('403 role_forbidden')
    }
  })

  test('a viewer reads everything and changes nothing', async () => {
    await join(house, shop, 'viewer', wati)
    const { page: viewer, context, errors: seen } = await signedIn(browser, house, wati)
    errors.push(seen)
    await openChat(viewer, 'Budi')
    await bubble(viewer, 'Masih ada kak').waitFor()
    await viewer.getByText('Peran Anda pengamat').waitFor()
    for (const name of ['Ambil', 'Selesai', 'Tunda']) {
      expect(await viewer.getByRole('button', { name, exact: true }).count(), name).toBe(0)
    }
    for (const key of ['i', 'e', 'u', 'n']) await viewer.keyboard.press(key)

    // The document's shape is given by OpenAPI.
    const document = (await (await fetch(`${house.url}/app/openapi.json`)).json()) as {
      paths: Record<string, Record<string, unknown>>
    }
    /** What somebody may do to themselves, or that is no change. */
    const own = /^\/app\/(sign-|join|me\b)|\/(presence|preview)$/
    const changes = Object.entries(document.paths)
      .flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => ({ path, method: method.toUpperCase() })),
      )
      .filter(({ path, method }) => method !== 'GET' && path.startsWith('/app/') && !own.test(path))
    expect(changes.length).toBeGreaterThan(20)
    for (const { path, method } of changes) {
      const at = path.replaceAll(/\{\w+\}/g, () => crypto.randomUUID())
      expect(await asks(viewer, method, at), `${method} ${path}`).toBe('403 role_forbidden')
    }
    const { conversations } = await shop.account.get<{ conversations: { state: string }[] }>(
      '/app/conversations',
    )
    expect(conversations.map(({ state }) => state)).toEqual(['open'])
    await context.close()
  })

  test('whose account is closed is out at once', async () => {
    await agent.goto(house.url)
    await openChat(agent, 'Budi')
    await sari.goto(`${house.url}/settings/staff`)
    await sari.getByRole('button', { name: 'Tindakan lain: Dimas' }).click()
    await sari.getByRole('menuitem', { name: 'Tutup akun' }).click()
    await sari.getByRole('dialog').getByRole('button', { name: 'Tutup akun' }).click()
    await sari.getByText('Ditutup').waitFor()
    await agent.getByRole('button', { name: 'Masuk' }).waitFor()
    expect(await asks(agent, 'GET', '/app/conversations')).toMatch(/^401 /)
    await agent.getByLabel('Email').fill(dimas.email)
    await agent.getByLabel('Kata sandi').fill(dimas.password)
    await agent.getByRole('button', { name: 'Masuk' }).click()
    await agent.getByRole('alert').waitFor()
    await agentContext.close()
    expect(errors.flat()).toEqual([])
  })
})

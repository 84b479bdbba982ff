// Rules of the address book and other app state, with the real Baileys as the client.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BaileysEventMap } from '@whiskeysockets/baileys'
import type { TestClient } from './client.ts'
import { connect } from './client.ts'
import { addPhone, link, startSimulatorProcess, until } from './running.ts'
import type { Running } from './running.ts'

const SHOP = '628111111111'
const BUDI = '628222222222'
const STRANGER = '628999999999'

type Contacts = BaileysEventMap['contacts.upsert']

const heardBy = (client: TestClient): Contacts => {
  const heard: Contacts = []
  client.sock.ev.on('contacts.upsert', (contacts) => void heard.push(...contacts))
  return heard
}

describe('the address book', () => {
  let simulator: Running
  let lid = ''
  beforeAll(async () => {
    simulator = await startSimulatorProcess()
    await addPhone(simulator, SHOP, 'Toko')
    const { body } = await addPhone(simulator, BUDI)
    lid = `${/"lid":"(\d+)"/.exec(JSON.stringify(body))?.[1]}@lid`
  })
  afterAll(() => simulator.stop())

  const put = (contacts: object[]) => simulator.call('PUT', `/api/phones/${SHOP}/contacts`, contacts)

  it('reaches a device that is linked already, at once and with the private id of who is on WhatsApp', async () => {
    const client = await link(simulator, SHOP)
    const heard = heardBy(client)
    const answer = await put([
      { phone: `+${BUDI}`, name: 'Pak Budi' },
      { phone: STRANGER, name: 'Orang Lain' },
    ])
    expect(answer.body).toEqual({ added: 2, renamed: 0, removed: 0 })
    await until('both names arrive', () => heard.length === 2)
    expect(heard).toEqual([
      expect.objectContaining({ id: `${BUDI}@s.whatsapp.net`, name: 'Pak Budi', lid }),
      expect.objectContaining({ id: `${STRANGER}@s.whatsapp.net`, name: 'Orang Lain', lid: undefined }),
    ])
    await put([
      { phone: BUDI, name: 'Budi Langganan' },
      { phone: STRANGER, name: 'Orang Lain' },
    ])
    await until('the new name arrives', () => heard.length === 3)
    expect(heard[2]).toMatchObject({ name: 'Budi Langganan' })
    client.end()
  })

  it('reaches a device that was away when it comes back', async () => {
    const client = await link(simulator, SHOP)
    await until('it has the key', () => client.state.creds.myAppStateKeyId !== undefined)
    client.end()
    await until('it is away', async () => {
      const { body } = await simulator.call('GET', `/api/phones/${SHOP}`)
      return !JSON.stringify(body).includes('"online":true')
    })
    await put([{ phone: BUDI, name: 'Budi Baru' }])
    const again = connect(simulator, client.state)
    const heard = heardBy(again)
    await until('the name arrives', () => heard.some(({ name }) => name === 'Budi Baru'))
    again.end()
  })

  it('reaches a device that is linked later, in its newest form', async () => {
    await put([{ phone: BUDI, name: 'Budi Terakhir' }])
    const client = await link(simulator, SHOP)
    const heard = heardBy(client)
    await until('the name arrives', () => heard.length > 0)
    expect(heard.filter(({ id }) => id?.startsWith(BUDI)).at(-1)).toMatchObject({ name: 'Budi Terakhir' })
    client.end()
  })

  it('takes five hundred names in one go', async () => {
    const client = await link(simulator, SHOP)
    const heard = heardBy(client)
    await put(
      Array.from({ length: 500 }, (_, n) => ({
        phone: `6285${String(n).padStart(8, '0')}`,
        name: `Kontak ${n}`,
      })),
    )
    await until('all arrive', () => heard.some(({ name }) => name === 'Kontak 499'))
    expect(new Set(heard.map(({ id }) => id)).size).toBeGreaterThanOrEqual(500)
    client.end()
  })

  it('is not the only app state: what one device changes, the other learns', async () => {
    const first = await link(simulator, SHOP)
    const second = await link(simulator, SHOP)
    await until('both have the key', () =>
      [first, second].every(({ state }) => state.creds.myAppStateKeyId !== undefined),
    )
    const updates: BaileysEventMap['chats.update'] = []
    second.sock.ev.on('chats.update', (chats) => void updates.push(...chats))
    await first.sock.chatModify({ pin: true }, `${BUDI}@s.whatsapp.net`)
    await until('the other one learns it', () => updates.some(({ pinned }) => pinned))
    await put([{ phone: BUDI, name: 'Sesudah Pin' }])
    const heard = heardBy(second)
    await until('the address book still works', () => heard.some(({ name }) => name === 'Sesudah Pin'))
    first.end()
    second.end()
  })

  it('of a phone without contacts sends nothing at all', async () => {
    const client = await link(simulator, BUDI)
    await client.sock.onWhatsApp(SHOP)
    expect(client.state.creds.myAppStateKeyId).toBeUndefined()
    client.end()
  })
})

// Rules of what happens beside chats: typing, statuses, newsletters, a reinstalled phone, with the real Baileys.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BaileysEventMap } from '@whiskeysockets/baileys'
import type { TestClient } from './client.ts'
import { addPhone, link, records, startSimulatorProcess, until } from './running.ts'
import type { Running } from './running.ts'

const SHOP = '628111111111'
const BUDI = '628222222222'

describe('life beside chats', () => {
  let simulator: Running
  let client: TestClient
  let lid = ''
  beforeAll(async () => {
    simulator = await startSimulatorProcess()
    await addPhone(simulator, SHOP, 'Toko')
    const { body } = await addPhone(simulator, BUDI)
    lid = `${/"lid":"(\d+)"/.exec(JSON.stringify(body))?.[1]}@lid`
    client = await link(simulator, SHOP)
  })
  afterAll(async () => {
    client.end()
    await simulator.stop()
  })

  const budi = (path: string, body: object = {}) =>
    simulator.call('POST', `/api/phones/${BUDI}/${path}`, body)
  const from = (jid: string) => client.upserts.filter(({ message }) => message.key.remoteJid?.endsWith(jid))

  it('typing is seen while it lasts', async () => {
    const seen: BaileysEventMap['presence.update'][] = []
    client.sock.ev.on('presence.update', (update) => void seen.push(update))
    expect((await budi('typing', { to: SHOP, typing: true })).body).toEqual({ devices: 1 })
    await until('it is seen', () => seen.length === 1)
    await budi('typing', { to: SHOP, typing: false })
    await until('the end is seen', () => seen.length === 2)
    expect(seen.map(({ id, presences }) => [id, presences[lid]?.lastKnownPresence])).toEqual([
      [lid, 'composing'],
      [lid, 'available'],
    ])
  })

  it('typing of a device is in the ledger', async () => {
    await client.sock.sendPresenceUpdate('composing', lid)
    await until('it is recorded', async () =>
      records(await simulator.call('GET', '/api/ledger?kind=typing')).some(
        ({ to, typing }) => to === lid && typing,
      ),
    )
  })

  it('statuses come as broadcasts and are in no chat of the phones', async () => {
    await budi('status', { text: 'Promo', count: 30 })
    await until('all arrive', () => from('status@broadcast').length === 30)
    const [first] = from('status@broadcast')
    expect(first?.message.key.participant).toBe(lid)
    expect(first?.message.message?.extendedTextMessage?.text).toBe('Promo 1')
    expect((await simulator.call('GET', `/api/phones/${BUDI}/messages`)).body).toEqual([])
    await until('all are settled', async () =>
      JSON.stringify((await simulator.call('GET', '/api/ledger/summary')).body).includes('"waiting":0'),
    )
  })

  it('newsletters come as posts and notices', async () => {
    const reactions: unknown[] = []
    client.sock.ev.on('newsletter.reaction', (reaction) => void reactions.push(reaction))
    await simulator.call('POST', '/api/faults', { kind: 'newsletter_noise', count: 20, phone: SHOP })
    await until('all arrive', () => from('@newsletter').length === 10 && reactions.length === 10)
  })

  it('a reinstalled phone has a new identity, and both sides can still write', async () => {
    await budi('messages', { to: SHOP, text: 'sebelum' })
    await until('it arrives', () => from('@lid').length > 0)
    expect((await budi('reinstall')).body).toEqual({ devices: 1 })
    await budi('messages', { to: SHOP, text: 'hp baru' })
    const has = (text: string) => client.upserts.some(({ message }) => message.message?.conversation === text)
    await until('it arrives', () => has('hp baru'))
    await client.sock.sendMessage(`${BUDI}@s.whatsapp.net`, { text: 'selamat' })
    await until('Budi has it', async () =>
      records(await simulator.call('GET', `/api/phones/${BUDI}/messages`)).some(
        (message) => message['text'] === 'selamat',
      ),
    )
  })

  it('a reinstalled phone has no linked devices any more', async () => {
    const own = await link(simulator, BUDI)
    await budi('reinstall')
    await until('the device is told', () => own.closed !== undefined)
    expect(own.closed).toBe(401)
    expect((await simulator.call('GET', `/api/phones/${BUDI}`)).body).toMatchObject({ devices: [] })
  })
})

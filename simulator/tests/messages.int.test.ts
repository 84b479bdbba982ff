// Rules of messages and receipts between a linked device and virtual phones, with the real Baileys as the client.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getBinaryNodeChild } from '@whiskeysockets/baileys'
import type { BinaryNode } from '@whiskeysockets/baileys'
import type { TestClient } from './client.ts'
import { addPhone, link, records, startSimulatorProcess, until } from './running.ts'
import type { Running } from './running.ts'

const SHOP = '628111111111'
const BUDI = '628222222222'
const PN = `${BUDI}@s.whatsapp.net`

const isNode = (value: unknown): value is BinaryNode =>
  typeof value === 'object' && value !== null && 'tag' in value && 'attrs' in value

const texts = (client: TestClient): (string | null | undefined)[] =>
  client.upserts.map(
    ({ message }) => message.message?.conversation ?? message.message?.extendedTextMessage?.text,
  )

/** The highest status Baileys told for a message, in upserts or updates. */
const status = (client: TestClient, id: string): number =>
  Math.max(
    ...client.upserts
      .filter(({ message }) => message.key.id === id)
      .map(({ message }) => message.status ?? 0),
    ...client.updates.filter(({ key }) => key.id === id).map(({ update }) => update.status ?? 0),
  )

describe('messages', () => {
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

  const budiHas = async (text: string): Promise<unknown> => {
    const messages = records(await simulator.call('GET', `/api/phones/${BUDI}/messages`))
    return messages.find((message) => message['text'] === text)
  }
  const budiWrites = (text: string, more: object = {}) =>
    simulator.call('POST', `/api/phones/${BUDI}/messages`, { to: SHOP, text, ...more })

  it.each([
    ['phone number', () => PN],
    ['LID', () => lid],
  ])('a text to a %s is acked, delivered, read, and on both phones', async (name, to) => {
    const text = `halo ${name}`
    const sent = await client.sock.sendMessage(to(), { text })
    const id = sent?.key.id ?? ''
    await until('the server acks', () => client.acks.get(id) === 'ok')
    await until('it is delivered', () => status(client, id) >= 3)
    expect(await budiHas(text)).toMatchObject({
      id,
      direction: 'in',
      peer: SHOP,
      kind: 'text',
      status: 'received',
    })
    const own = await simulator.call('GET', `/api/phones/${SHOP}/messages?peer=${BUDI}`)
    expect(own.body).toContainEqual(
      expect.objectContaining({ id, direction: 'out', text, status: 'delivered' }),
    )
    await simulator.call('POST', `/api/phones/${BUDI}/read`, { peer: SHOP })
    await until('it is read', () => status(client, id) >= 4)
  })

  it.each(['lid', 'pn'])(
    'a text from a customer arrives once, %s-addressed, and its receipt settles it',
    async (addressing) => {
      const { body } = await budiWrites(`hai ${addressing}`, { addressing })
      await until('it arrives', () => texts(client).includes(`hai ${addressing}`))
      const [upsert, ...more] = client.upserts.filter(({ message }) =>
        JSON.stringify(body).includes(String(message.key.id)),
      )
      expect(more).toEqual([])
      expect(upsert?.message.key).toMatchObject({
        fromMe: false,
        addressingMode: addressing,
        remoteJid: addressing === 'lid' ? lid : PN,
        remoteJidAlt: addressing === 'lid' ? PN : lid,
      })
      expect(upsert?.message.pushName).toBe('Budi')
      await until('nothing waits', async () => {
        const summary = await simulator.call('GET', '/api/ledger/summary')
        return JSON.stringify(summary.body).includes('"waiting":0')
      })
    },
  )

  it('what the owner types on the phone appears on the linked device as sent by it', async () => {
    await simulator.call('POST', `/api/phones/${SHOP}/messages`, { to: BUDI, text: 'dari HP' })
    await until('the copy arrives', () => texts(client).includes('dari HP'))
    const copy = client.upserts.find(({ message }) => message.message?.conversation === 'dari HP')
    expect(copy?.message.key).toMatchObject({ fromMe: true, remoteJid: lid })
    await until('it is delivered', () => status(client, copy?.message.key.id ?? '') >= 3)
  })

  it('a read on the linked device reaches the customer', async () => {
    await budiWrites('sudah dibaca?')
    await until('it arrives', () => texts(client).includes('sudah dibaca?'))
    const arrived = client.upserts.find(({ message }) => message.message?.conversation === 'sudah dibaca?')
    if (!arrived) throw new Error('it did not arrive')
    await client.sock.readMessages([arrived.message.key])
    await until('Budi sees it read', async () =>
      JSON.stringify(await budiHas('sudah dibaca?')).includes('"read"'),
    )
  })

  it('a number nobody created is not on WhatsApp', async () => {
    const found = await client.sock.onWhatsApp(BUDI, '628999999999')
    expect(found).toEqual([{ jid: PN, exists: true }])
    const refused = await simulator.call('POST', `/api/phones/${BUDI}/messages`, {
      to: '628999999999',
      text: 'x',
    })
    expect(refused).toMatchObject({ status: 422, body: { code: 'not_on_whatsapp' } })
  })

  it('a message id that is sent twice is kept once by the phone, and delivered again', async () => {
    const sent = await client.sock.sendMessage(PN, { text: 'dua kali' })
    if (!sent?.message || !sent.key.id) throw new Error('nothing was sent')
    await client.sock.relayMessage(PN, sent.message, { messageId: sent.key.id })
    await until('the duplicate is noticed', async () => {
      const summary = await simulator.call('GET', '/api/ledger/summary')
      return !JSON.stringify(summary.body).includes('"duplicates":0')
    })
    const { body } = await simulator.call('GET', `/api/phones/${BUDI}/messages`)
    expect(Array.isArray(body) && body.filter((m: { text?: string }) => m.text === 'dua kali')).toHaveLength(
      1,
    )
  })

  it('two linked devices each get what is written to the number, and see what the other sends', async () => {
    const second = await link(simulator, SHOP)
    await budiWrites('ke semua')
    await until(
      'both have it',
      () => texts(client).includes('ke semua') && texts(second).includes('ke semua'),
    )
    await second.sock.sendMessage(PN, { text: 'dari yang kedua' })
    await until('the first sees it', () => texts(client).includes('dari yang kedua'))
    const seen = client.upserts.find(
      ({ message }) => message.message?.extendedTextMessage?.text === 'dari yang kedua',
    )
    expect(seen?.message.key.fromMe).toBe(true)
    await client.sock.sendMessage(PN, { text: 'dari yang pertama' })
    await until('the second sees it', () => texts(second).includes('dari yang pertama'))
    second.end()
  })

  it('a client whose one-time keys run low is told, and uploads more', async () => {
    const me = client.state.creds.me?.lid ?? ''
    const ask = async (content: BinaryNode): Promise<BinaryNode> => {
      const attrs = { to: '@s.whatsapp.net', type: 'get', xmlns: 'encrypt' }
      const answer: unknown = await client.sock.query({ tag: 'iq', attrs, content: [content] })
      if (!isNode(answer)) throw new Error('no answer')
      return answer
    }
    const count = async (): Promise<number> => {
      return Number(getBinaryNodeChild(await ask({ tag: 'count', attrs: {} }), 'count')?.attrs['value'])
    }
    const users = Array.from({ length: (await count()) - 1 }, () => ({ tag: 'user', attrs: { jid: me } }))
    await ask({ tag: 'key', attrs: {}, content: users })
    await until('the client uploads', async () => (await count()) > 4)
  })
})

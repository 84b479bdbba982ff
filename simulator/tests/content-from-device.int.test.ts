// Rules of what linked devices send: phones understand every kind, open the files and show what they hold.
import { createHash } from 'node:crypto'
import type { AnyMessageContent } from '@whiskeysockets/baileys'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from './running.ts'
import { BUDI, BUDI_PN, SHOP, startShopAndCustomer } from './shop-and-customer.ts'
import type { ShopAndCustomer } from './shop-and-customer.ts'

const FILE = Buffer.from('foto barang '.repeat(5000))
const hash = createHash('sha256').update(FILE).digest('hex')

describe('content from a linked device', () => {
  let world: ShopAndCustomer
  beforeAll(async () => {
    world = await startShopAndCustomer()
  })
  afterAll(() => world.stop())

  const send = async (content: AnyMessageContent): Promise<string> => {
    const sent = await world.client.sock.sendMessage(BUDI_PN, content)
    const id = sent?.key.id ?? ''
    await until('the server acks', () => world.client.acks.has(id))
    return id
  }

  const files: [string, AnyMessageContent][] = [
    ['image', { image: FILE, caption: 'baru datang' }],
    ['video', { video: FILE, caption: 'baru datang' }],
    ['audio', { audio: FILE, mimetype: 'audio/mpeg' }],
    ['voice', { audio: FILE, mimetype: 'audio/ogg; codecs=opus', ptt: true }],
    [
      'document',
      { document: FILE, mimetype: 'application/pdf', fileName: 'nota.pdf', caption: 'baru datang' },
    ],
    ['sticker', { sticker: FILE }],
  ]
  it.each(files)('a %s is opened by both phones, and shown', async (kind, content) => {
    const id = await send(content)
    for (const phone of [BUDI, SHOP]) {
      const message = await world.shown(phone, id)
      expect(message).toMatchObject({ kind, media: { bytes: FILE.length, sha256: hash } })
      expect(message).not.toHaveProperty('media.problem')
      if ('caption' in content) expect(message).toMatchObject({ caption: 'baru datang' })
    }
    const read = (await world.ledger(id)).filter((entry) => entry['kind'] === 'media_read')
    expect(new Set(read.map(({ by }) => by))).toEqual(new Set([BUDI, SHOP]))
    const file = await fetch(`${world.simulator.url}/api/media/${BUDI}/${id}`)
    expect(Buffer.from(await file.arrayBuffer())).toEqual(FILE)
  })

  it('a place, a card and a poll are understood', async () => {
    const place = await send({ location: { degreesLatitude: -6.2, degreesLongitude: 106.8, name: 'Toko' } })
    expect(await world.shown(BUDI, place)).toMatchObject({
      kind: 'location',
      location: { latitude: -6.2, longitude: 106.8, name: 'Toko' },
    })
    const vcard = 'BEGIN:VCARD\nVERSION:3.0\nFN:Kurir\nTEL;type=CELL;waid=62844:+62 844\nEND:VCARD'
    const card = await send({
      contacts: { displayName: 'Kurir', contacts: [{ vcard, displayName: 'Kurir' }] },
    })
    expect(await world.shown(BUDI, card)).toMatchObject({
      kind: 'contact_card',
      contactCard: { name: 'Kurir', phone: '62844' },
    })
    const poll = await send({ poll: { name: 'Kirim?', values: ['hari ini', 'besok'], selectableCount: 1 } })
    expect(await world.shown(BUDI, poll)).toMatchObject({
      kind: 'poll',
      poll: { question: 'Kirim?', options: ['hari ini', 'besok'] },
    })
  })

  it('an answer shows what it answers', async () => {
    const question = await world.budiSends({ text: 'ada warna lain?' })
    const sent = await world.client.sock.sendMessage(BUDI_PN, { text: 'ada' }, { quoted: question })
    await until('the server acks', () => world.client.acks.has(sent?.key.id ?? ''))
    expect(await world.shown(BUDI, sent?.key.id)).toMatchObject({
      text: 'ada',
      quoted: question.key.id,
      quotedText: 'ada warna lain?',
      quotedFrom: BUDI,
    })
  })

  it('a file that is not what the message says is noticed', async () => {
    const good = await world.client.sock.sendMessage(BUDI_PN, { image: FILE })
    const part = good?.message?.imageMessage
    if (!part) throw new Error('nothing was sent')
    const lies = [
      ['missing', { directPath: '/v/t62.7118-24/00.enc' }],
      ['damaged', { mediaKey: new Uint8Array(32) }],
      ['hash_differs', { fileSha256: new Uint8Array(32) }],
      ['length_differs', { fileLength: 1 }],
    ] as const // each lie is its own shape
    for (const [problem, lie] of lies) {
      const message = { imageMessage: { ...part, ...lie } }
      const id = await world.client.sock.relayMessage(BUDI_PN, message, {})
      await until('the server acks', () => world.client.acks.has(id))
      expect(await world.shown(BUDI, id)).toMatchObject({ media: { problem } })
      expect(await world.ledger(id)).toContainEqual(
        expect.objectContaining({ kind: 'media_unreadable', by: BUDI, reason: problem }),
      )
    }
  })
})

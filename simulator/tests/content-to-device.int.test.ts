// Rules of what virtual phones send: every kind of content arrives at a real Baileys client, files open.
import { createHash } from 'node:crypto'
import { downloadMediaMessage } from '@whiskeysockets/baileys'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { records, until } from './running.ts'
import { BUDI, SHOP, startShopAndCustomer } from './shop-and-customer.ts'
import type { ShopAndCustomer } from './shop-and-customer.ts'

const FILE = Buffer.from('isi berkas '.repeat(5000))
const file = FILE.toString('base64')
const hash = createHash('sha256').update(FILE).digest('hex')
/** One blue pixel. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg=='

describe('content from a virtual phone', () => {
  let world: ShopAndCustomer
  beforeAll(async () => {
    world = await startShopAndCustomer()
  })
  afterAll(() => world.stop())

  it.each([
    ['image', 'image/png', 'imageMessage'],
    ['video', 'video/mp4', 'videoMessage'],
    ['audio', 'audio/mpeg', 'audioMessage'],
    ['voice', 'audio/ogg; codecs=opus', 'audioMessage'],
    ['document', 'application/pdf', 'documentMessage'],
    ['sticker', 'image/webp', 'stickerMessage'],
  ])('a %s opens', async (kind, mimetype, part) => {
    const message = await world.budiSends({
      content: { kind, file, mimetype, fileName: 'a.pdf', seconds: 3 },
    })
    expect(message.message).toHaveProperty(part)
    expect(Boolean(message.message?.audioMessage?.ptt)).toBe(kind === 'voice')
    expect(await downloadMediaMessage(message, 'buffer', {})).toEqual(FILE)
    const media = { mimetype, bytes: FILE.length, sha256: hash }
    expect(await world.shown(BUDI, message.key.id)).toMatchObject({ kind, direction: 'out', media })
    expect(await world.shown(SHOP, message.key.id)).toMatchObject({ kind, direction: 'in', media })
  })

  it('a picture has a preview and its size, a document its name, both their caption', async () => {
    const caption = 'ini ya kak'
    const picture = await world.budiSends({
      content: { kind: 'image', file: PNG, mimetype: 'image/png', caption },
    })
    expect(picture.message?.imageMessage).toMatchObject({ caption, width: 1, height: 1 })
    expect(picture.message?.imageMessage?.jpegThumbnail?.length).toBeGreaterThan(0)
    const paper = await world.budiSends({
      content: { kind: 'document', file, mimetype: 'application/pdf', fileName: 'nota.pdf', caption },
    })
    expect(paper.message?.documentWithCaptionMessage?.message?.documentMessage).toMatchObject({
      fileName: 'nota.pdf',
      caption,
    })
    expect(await downloadMediaMessage(paper, 'buffer', {})).toEqual(FILE)
    expect(await world.shown(BUDI, paper.key.id)).toMatchObject({ caption, media: { fileName: 'nota.pdf' } })
  })

  it('a place, a card and a poll arrive', async () => {
    const place = { kind: 'location', latitude: -6.2, longitude: 106.8, name: 'Monas', address: 'Jakarta' }
    expect((await world.budiSends({ content: place })).message?.locationMessage).toMatchObject({
      degreesLatitude: -6.2,
      degreesLongitude: 106.8,
      name: 'Monas',
    })
    const card = await world.budiSends({
      content: { kind: 'contact_card', name: 'Sari; S.E.', phone: '+62 833' },
    })
    expect(card.message?.contactMessage?.vcard).toContain('waid=62833:+62833')
    expect(card.message?.contactMessage?.vcard).toContain('FN:Sari\\; S.E.')
    const poll = await world.budiSends({
      content: { kind: 'poll', question: 'Warna?', options: ['merah', 'biru'] },
    })
    expect(poll.message?.pollCreationMessageV3?.options?.map(({ optionName }) => optionName)).toEqual([
      'merah',
      'biru',
    ])
    expect(await world.shown(BUDI, poll.key.id)).toMatchObject({
      kind: 'poll',
      poll: { question: 'Warna?', options: ['merah', 'biru'] },
    })
  })

  it('a picture that the owner sends on the own phone opens on the linked device, and so do changes', async () => {
    const call = async (method: string, path: string, body?: object): Promise<string> => {
      const answer = await world.simulator.call(method, `/api/phones/${SHOP}/messages${path}`, body)
      return String(records({ status: 0, body: [answer.body] })[0]?.['id'])
    }
    const content = { kind: 'image', file, mimetype: 'image/jpeg', caption: 'dari HP' }
    const copy = await world.arrival(await call('POST', '', { to: BUDI, content }))
    expect(copy.key).toMatchObject({ fromMe: true })
    expect(await downloadMediaMessage(copy, 'buffer', {})).toEqual(FILE)
    const id = copy.key.id ?? ''
    const reaction = await world.arrival(await call('POST', `/${id}/reactions`, { emoji: '👍' }))
    expect(reaction.message?.reactionMessage?.key).toMatchObject({ id, fromMe: true })
    await call('POST', `/${id}/edit`, { text: 'dari HP saya' })
    await until('the client is told', () =>
      world.client.updates.some(
        ({ key, update }) =>
          key.id === id &&
          key.fromMe === true &&
          update.message?.editedMessage?.message?.imageMessage?.caption === 'dari HP saya',
      ),
    )
    await call('DELETE', `/${id}`)
    await until('the client is told', () =>
      world.client.updates.some(({ key, update }) => key.id === id && update.message === null),
    )
  })

  it('an answer carries what it answers', async () => {
    const question = await world.budiSends({ text: 'masih ada?' })
    const answer = await world.budiSends({ text: 'kak?', quoted: question.key.id })
    const context = answer.message?.extendedTextMessage?.contextInfo
    expect(context?.stanzaId).toBe(question.key.id)
    expect(context?.participant).toBe(question.key.remoteJid)
    expect(context?.quotedMessage?.conversation).toBe('masih ada?')
    expect(await world.shown(BUDI, answer.key.id)).toMatchObject({
      quoted: question.key.id,
      quotedText: 'masih ada?',
      quotedFrom: BUDI,
    })
  })

  it('says what is wrong with what it cannot send', async () => {
    const send = (body: object) =>
      world.simulator.call('POST', `/api/phones/${BUDI}/messages`, { to: SHOP, ...body })
    expect(await send({})).toMatchObject({ status: 422, body: { code: 'nothing_to_send' } })
    expect(await send({ text: 'x', quoted: 'none' })).toMatchObject({
      status: 422,
      body: { code: 'quoted_not_found' },
    })
    expect(await send({ content: { kind: 'poll', question: 'x', options: ['y'] } })).toMatchObject({
      status: 400,
    })
  })
})

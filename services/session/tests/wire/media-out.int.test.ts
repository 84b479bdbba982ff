// Proves the way of every kind of content to a customer's phone, and of answers, reactions and deletions.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Quote, SendContent } from '@indoshopster/contracts/session/content'
import type { Media } from '@indoshopster/contracts/session/media'
import { storeFile } from '@indoshopster/media-store/store-file'
import type { Recipient } from '../../src/whatsapp/whatsapp.port.ts'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually, type Line, ourPhone, startWireHouse, type WireHouse } from './wire-house.ts'

const customer = '6281200000002'
let house: WireHouse
let line: Line

beforeAll(async () => {
  house = await startWireHouse()
  await house.simulator.addPhone(customer, 'Budi')
  line = await house.open(house.whatsapp())
  await line.until('online')
}, 60_000)
afterAll(async () => {
  await line.connection.close()
  await house[Symbol.asyncDispose]()
})

/** What the customer's phone shows of a message. */
interface Shown {
  readonly id: string
  readonly kind: string
  readonly text: string
  readonly caption?: string
  readonly media?: { mimetype: string; bytes: number; sha256: string; fileName?: string; problem?: string }
  readonly quoted?: string
  readonly quotedText?: string
  readonly location?: { latitude: number; longitude: number; name?: string }
  readonly contactCard?: { name: string; phone: string }
  readonly reactions?: { from: string; emoji: string }[]
  readonly revoked?: boolean
}
const shown = async () =>
  // The simulator's documented answer.
  (await house.simulator.call('GET', `/api/phones/${customer}/messages?peer=${ourPhone}`)) as Shown[]

async function found(): Promise<Recipient> {
  const recipient = await line.connection.lookUp(customer)
  if (!recipient) throw new Error('The customer is on WhatsApp.')
  return recipient
}

let sent = 0
/** Sends as the send path does: compose, keep, relay; answers the wire id once the server has it. */
async function send(content: SendContent, quote?: Quote): Promise<{ wireId: string; messageId: string }> {
  const wireId = `3EB0${String(++sent).padStart(16, '0')}`
  const recipient = await found()
  const composed = await line.connection.compose({ content, ...(quote ? { quote } : {}) }, recipient)
  if (!composed) throw new Error('It cannot be sent.')
  const messageId = randomUUID()
  await house.pool.query(
    `INSERT INTO session.outbox (message_id, workspace, session_id, chat_id, contact_id, wire_id, address, state, queued_at)
     VALUES ($1, $2, $3, $1, $1, $4, $5, 'sent', now())`,
    [messageId, house.fence().workspace, house.fence().sessionId, wireId, recipient.address],
  )
  await line.connection.relay(recipient, wireId, composed)
  await eventually(() => Promise.resolve(line.acknowledged.includes(wireId)))
  return { wireId, messageId }
}
const arrived = (wireId: string) =>
  eventually(async () => (await shown()).find((message) => message.id === wireId))

async function stored(bytes: Uint8Array, mimetype: string, fileName: string | null = null): Promise<Media> {
  const place = { workspace: house.fence().workspace, mediaId: randomUUID(), person: 'contact:1' }
  const media = await storeFile(house.store, place, [bytes], { mimetype, fileName, maxBytes: 1e8 })
  return { ...media, seconds: null }
}
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

test('files › of every kind arrive whole, as what they are', async () => {
  const picture = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#159' } })
    .jpeg()
    .toBuffer()
  const sticker = await sharp(picture).webp().toBuffer()
  const film = Buffer.concat([Buffer.from('\0\0\0\x20ftypisom', 'latin1'), randomBytes(3_000_000)])
  const sound = Buffer.concat([Buffer.from('OggS'), randomBytes(100_000)])
  const paper = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(1_048_576)])
  const cases: [Uint8Array, SendContent][] = [
    [picture, { kind: 'image', media: await stored(picture, 'image/jpeg'), caption: 'ini, Kak' }],
    [film, { kind: 'video', media: await stored(film, 'video/mp4'), caption: null }],
    [sound, { kind: 'audio', media: await stored(sound, 'audio/ogg') }],
    [sound, { kind: 'voice', media: { ...(await stored(sound, 'audio/ogg')), seconds: 7 } }],
    [
      paper,
      { kind: 'document', media: await stored(paper, 'application/pdf', 'faktur.pdf'), caption: 'lunas' },
    ],
    [sticker, { kind: 'sticker', media: await stored(sticker, 'image/webp') }],
  ]
  for (const [bytes, content] of cases) {
    const { wireId } = await send(content)
    const message = await arrived(wireId)
    expect(message).toMatchObject({
      kind: content.kind,
      media: { bytes: bytes.length, sha256: sha256(bytes) },
    })
    expect(message.media?.problem).toBeUndefined()
    if ('caption' in content && content.caption) expect(message.caption).toBe(content.caption)
    if (content.kind === 'document') expect(message.media?.fileName).toBe('faktur.pdf')
  }
}, 60_000)

test('places and cards › arrive', async () => {
  const place = { latitude: -6.2, longitude: 106.8, name: 'Monas', address: 'Jakarta' }
  const { wireId } = await send({ kind: 'location', ...place })
  expect(await arrived(wireId)).toMatchObject({ kind: 'location', location: { name: 'Monas' } })
  const cards = [{ name: 'Budi; Santoso', phones: ['6281234567890'] }]
  const card = await send({ kind: 'contact_card', cards })
  expect(await arrived(card.wireId)).toMatchObject({
    kind: 'contact_card',
    contactCard: { phone: '6281234567890' },
  })
})

async function heard(text: string): Promise<{ wireId: string; messageId: string }> {
  const wireId = await house.simulator.write(customer, ourPhone, text)
  const event = await eventually(async () =>
    (await house.events()).find((one) => JSON.stringify(one.data).includes(text)),
  )
  return { wireId, messageId: event.data.messageId }
}

test('an answer › shows what it answers, theirs and ours', async () => {
  const theirs = await heard('Ada warna biru?')
  const quote = { messageId: theirs.messageId, from: 'contact', kind: 'text', excerpt: 'Ada' } as const
  const answer = await send({ kind: 'text', text: 'Ada, Kak' }, quote)
  expect(await arrived(answer.wireId)).toMatchObject({
    text: 'Ada, Kak',
    quoted: theirs.wireId,
    quotedText: 'Ada warna biru?',
  })
  const ours = { messageId: answer.messageId, from: 'us', kind: 'text', excerpt: 'Ada, Kak' } as const
  const second = await send({ kind: 'text', text: 'Mau?' }, ours)
  expect(await arrived(second.wireId)).toMatchObject({ quoted: answer.wireId, quotedText: 'Ada, Kak' })
})

test('an answer to what nobody here knows any more › is sent as a message of its own', async () => {
  const quote = { messageId: randomUUID(), from: 'contact', kind: 'text', excerpt: 'lama' } as const
  const { wireId } = await send({ kind: 'text', text: 'Baik' }, quote)
  expect((await arrived(wireId)).quoted ?? '').toBe('')
})

test('a reaction › stands under their message, and can be taken back', async () => {
  const { wireId, messageId } = await heard('Terima kasih banyak')
  const reactions = async () => (await arrived(wireId)).reactions ?? []
  await send({ kind: 'reaction', targetId: messageId, emoji: '🙏' })
  await eventually(async () => (await reactions()).some(({ emoji }) => emoji === '🙏'))
  await send({ kind: 'reaction', targetId: messageId, emoji: '' })
  await eventually(async () => (await reactions()).length === 0)
})

test('a deletion › takes our message away, and theirs cannot be deleted', async () => {
  const { wireId, messageId } = await send({ kind: 'text', text: 'salah kirim' })
  await arrived(wireId)
  await send({ kind: 'revocation', targetId: messageId })
  await eventually(async () => (await arrived(wireId)).revoked === true)
  const theirs = await heard('Jangan dihapus')
  const content = { kind: 'revocation', targetId: theirs.messageId } as const
  expect(await line.connection.compose({ content }, await found())).toBeNull()
})

test('an upload that is refused › throws, so that it is tried again, and then goes', async () => {
  const media = await stored(Buffer.from('%PDF-1.4 x'), 'application/pdf', 'a.pdf')
  const content = { kind: 'document', media, caption: null } as const
  await house.simulator.fault({ kind: 'media_upload_refused', count: 2 })
  await expect(line.connection.compose({ content }, await found())).rejects.toThrow('uploaded')
  const { wireId } = await send(content)
  expect(await arrived(wireId)).toMatchObject({ kind: 'document' })
})

test('a file that is not in the store › is told as such', async () => {
  const media = { ...(await stored(Buffer.from('%PDF-1.4 x'), 'application/pdf')), mediaId: randomUUID() }
  const composing = line.connection.compose(
    { content: { kind: 'document', media, caption: null } },
    await found(),
  )
  await expect(composing).rejects.toMatchObject({ name: 'MediaUnavailableError' })
})

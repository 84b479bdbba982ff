// Proves the way of a file from a customer's phone into the store, and what is told when it cannot be had.
import { createHash, randomBytes } from 'node:crypto'
import sharp from 'sharp'
import type { MessageEvent } from '@indoshopster/contracts/session/message.events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fetchMedia, type FetchMediaDeps } from '../../src/media/fetch-media.on-message-received.ts'
import { createSlots } from '../../src/send/slots.ts'
import { eventually, type Line, ourPhone, startWireHouse, type WireHouse } from './wire-house.ts'

const customer = '6281200000002'
const MAX_BYTES = 3_000_000
let house: WireHouse
let line: Line
let photo: Buffer
let deps: FetchMediaDeps
let stopping = new AbortController()
let fetching: Promise<void>

beforeAll(async () => {
  house = await startWireHouse()
  await house.simulator.addPhone(customer, 'Budi')
  const { store } = house
  const whatsapp = house.whatsapp()
  line = await house.open(whatsapp)
  await line.until('online')
  deps = {
    log: house.log,
    store,
    whatsapp,
    inSlot: createSlots(4),
    maxBytes: MAX_BYTES,
    assertOwned: () => Promise.resolve(),
    isKnown: () => Promise.resolve(true),
    leaveToPhone: () => Promise.resolve(false),
    now: Date.now,
    firstPauseMs: 30,
  }
  fetching = fetchMedia(deps, house.fence(), stopping.signal)
  photo = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#a52' } })
    .jpeg()
    .toBuffer()
}, 60_000)
afterAll(async () => {
  stopping.abort()
  await fetching
  await line.connection.close()
  await house[Symbol.asyncDispose]()
})

type Of<Type extends MessageEvent['type']> = Extract<MessageEvent, { type: Type }>

async function sendFile(content: Record<string, unknown>): Promise<Of<'session.message_received.v1'>> {
  const before = await house.events()
  await house.simulator.call('POST', `/api/phones/${customer}/messages`, { to: ourPhone, content })
  return eventually(async () =>
    (await house.events())
      .slice(before.length)
      .find(
        (event): event is Of<'session.message_received.v1'> => event.type === 'session.message_received.v1',
      ),
  )
}
const outcomeOf = (mediaId: string | undefined) =>
  eventually(async () =>
    (await house.events()).find(
      (event): event is Of<'session.media_stored.v1'> | Of<'session.media_failed.v1'> =>
        (event.type === 'session.media_stored.v1' || event.type === 'session.media_failed.v1') &&
        event.data.mediaId === mediaId,
    ),
  )
async function storedBytes(mediaId: string): Promise<Buffer> {
  const got = await house.store.get(house.fence().workspace, mediaId)
  const chunks: Uint8Array[] = []
  if (got) for await (const chunk of got.content) chunks.push(chunk)
  return Buffer.concat(chunks)
}
/** Whoever comes next: what is unfinished is fetched from its beginning. */
async function fetchAnew(): Promise<void> {
  stopping.abort()
  await fetching
  stopping = new AbortController()
  fetching = fetchMedia(deps, house.fence(), stopping.signal)
}
const file = (bytes: Uint8Array, over: Record<string, unknown>) => ({
  file: Buffer.from(bytes).toString('base64'),
  ...over,
})

test('a file whose person is erased while it is fetched › is not kept, and nothing is told of it', async () => {
  const told = Promise.withResolvers<void>()
  deps = Object.assign(deps, {
    isKnown: () => {
      told.resolve()
      return Promise.resolve(false)
    },
  })
  const { data } = await sendFile(file(photo, { kind: 'image', mimetype: 'image/jpeg' }))
  await told.promise
  deps = Object.assign(deps, { isKnown: () => Promise.resolve(true) })
  const place = [house.fence().workspace, data.mediaId ?? ''] as const
  await eventually(async () => (await house.store.describe(...place)) === null)
  const after = (await house.events()).filter((event) => event.type === 'session.media_stored.v1')
  expect(after.map((event) => event.data.mediaId)).not.toContain(data.mediaId)
}, 30_000)

test('a picture › is told at once, then stored as it was sent, looked at, and sealed', async () => {
  const received = await sendFile(
    file(photo, { kind: 'image', mimetype: 'image/jpeg', caption: 'bukti transfer' }),
  )
  const { mediaId = '', sealed } = received.data
  expect(sealed).toMatchObject({ content: { kind: 'image', caption: 'bukti transfer', media: { mediaId } } })
  const stored = await outcomeOf(mediaId)
  expect(stored).toMatchObject({
    type: 'session.media_stored.v1',
    data: {
      messageId: received.data.messageId,
      sealed: { media: { mimetype: 'image/jpeg', bytes: photo.length, width: 640, height: 480 } },
    },
  })
  expect((await storedBytes(mediaId)).equals(photo)).toBe(true)
})

test('every other kind of file › is stored whole', async () => {
  const bytes = Buffer.concat([Buffer.from('OggS'), randomBytes(1_500_000)])
  for (const kind of ['video', 'audio', 'voice', 'document', 'sticker']) {
    const told = { kind, mimetype: 'application/pdf', fileName: '../../faktur\u202e.pdf' }
    const { data } = await sendFile(file(bytes, told))
    expect(data.sealed).toMatchObject({ content: { kind } })
    expect(await outcomeOf(data.mediaId)).toMatchObject({ type: 'session.media_stored.v1' })
    const sha256 = (of: Uint8Array) => createHash('sha256').update(of).digest('hex')
    expect(sha256(await storedBytes(data.mediaId ?? ''))).toBe(sha256(bytes))
  }
}, 40_000)

test('one bad answer of the server › is tried again', async () => {
  for (const fault of [
    { kind: 'media_gone', code: 404, count: 1 },
    { kind: 'media_damaged', count: 1 },
    { kind: 'media_short', count: 1 },
  ]) {
    await house.simulator.fault(fault)
    const { data } = await sendFile(file(photo, { kind: 'image', mimetype: 'image/jpeg' }))
    expect(await outcomeOf(data.mediaId)).toMatchObject({ type: 'session.media_stored.v1' })
  }
}, 40_000)

test.each([
  [{ kind: 'media_gone', code: 410, count: 9 }, 'media_gone'],
  [{ kind: 'media_gone', code: 403, count: 9 }, 'media_gone'],
  [{ kind: 'media_damaged', count: 9 }, 'media_damaged'],
  [{ kind: 'media_short', count: 9 }, 'media_damaged'],
])(
  '%j for good › is told as %s',
  async (fault, reason) => {
    await house.simulator.fault(fault)
    const { data } = await sendFile(file(photo, { kind: 'image', mimetype: 'image/jpeg' }))
    expect(await outcomeOf(data.mediaId)).toMatchObject({ type: 'session.media_failed.v1', data: { reason } })
    await house.simulator.clearFaults()
    expect(await house.store.describe(house.fence().workspace, data.mediaId ?? '')).toBeNull()
  },
  40_000,
)

test.each([
  [{ mediaKey: '' }, 'media_key_missing'],
  [{ bytes: 17 }, 'media_damaged'],
  [{ sha256: 'ab'.repeat(32) }, 'media_damaged'],
  [{ bytes: 9_000_000_000 }, 'media_too_large'],
  [{ directPath: '/v/../../etc/passwd' }, 'media_gone'],
])(
  'B44 › a lie of the sender: %j is told as %s',
  async (pretend, reason) => {
    const { data } = await sendFile(file(photo, { kind: 'image', mimetype: 'image/jpeg', pretend }))
    expect(await outcomeOf(data.mediaId)).toMatchObject({ type: 'session.media_failed.v1', data: { reason } })
  },
  40_000,
)

test('a file that is larger than is taken › is not kept, though its sender says it is small', async () => {
  const large = Buffer.alloc(MAX_BYTES + 100)
  const { data } = await sendFile(
    file(large, { kind: 'document', mimetype: 'application/pdf', pretend: { bytes: 5 } }),
  )
  expect(await outcomeOf(data.mediaId)).toMatchObject({ data: { reason: 'media_too_large' } })
}, 40_000)

test('a stop › does not wait for a slow file; whoever comes next fetches it', async () => {
  await house.simulator.fault({ kind: 'media_slow', ms: 15_000 })
  const { data } = await sendFile(file(photo, { kind: 'image', mimetype: 'image/jpeg' }))
  await new Promise((resolve) => setTimeout(resolve, 300))
  const began = Date.now()
  stopping.abort()
  await fetching
  // Had it waited, it would have ended with the file.
  expect(Date.now() - began).toBeLessThan(10_000)
  await house.simulator.clearFaults()
  await fetchAnew()
  expect(await outcomeOf(data.mediaId)).toMatchObject({ type: 'session.media_stored.v1' })
}, 60_000)

test('a slow file › does not hold up messages', async () => {
  await house.simulator.fault({ kind: 'media_slow', ms: 15_000 })
  const { data } = await sendFile(file(photo, { kind: 'image', mimetype: 'image/jpeg' }))
  await house.simulator.write(customer, ourPhone, 'sudah dikirim kak')
  const isAfterIt = (event: MessageEvent) =>
    event.type === 'session.message_received.v1' &&
    JSON.stringify(event.data.sealed).includes('sudah dikirim')
  await eventually(async () => (await house.events()).some(isAfterIt))
  // Nobody waits for the rest of the pause: the file is fetched again, and quickly.
  await house.simulator.clearFaults()
  await fetchAnew()
  expect(await outcomeOf(data.mediaId)).toMatchObject({ type: 'session.media_stored.v1' })
  const events = await house.events()
  const storedAt = events.findIndex(
    (event) => event.type === 'session.media_stored.v1' && event.data.mediaId === data.mediaId,
  )
  expect(events.findIndex(isAfterIt)).toBeLessThan(storedAt)
}, 60_000)

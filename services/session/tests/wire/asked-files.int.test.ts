// Proves that our own phone is asked for files WhatsApp has thrown away: once where it answers, boundedly where it does not.
import type { MessageEvent } from '@indoshopster/contracts/session/message.events'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type FilesHolder, startFilesHolder } from './files-holder.ts'
import { eventually, ourPhone, startWireHouse, type WireHouse } from './wire-house.ts'

const customer = '6281200000002'
const bytes = Buffer.from('bukti transfer '.repeat(2000))
const content = { kind: 'document', file: bytes.toString('base64'), mimetype: 'application/pdf' }

let house: WireHouse
let holder: FilesHolder

beforeAll(async () => {
  house = await startWireHouse()
  await house.simulator.addPhone(customer, 'Budi')
  holder = await startFilesHolder(house)
}, 60_000)
afterAll(async () => {
  await holder.letGo()
  await house[Symbol.asyncDispose]()
})
afterEach(() => house.simulator.clearFaults())

type Of<Type extends MessageEvent['type']> = Extract<MessageEvent, { type: Type }>
type Outcome = Of<'session.media_stored.v1'> | Of<'session.media_failed.v1'>

/** The message is lost on the servers before anybody could fetch its file; answers its id on the wire. */
async function sendLost(over: Record<string, unknown> = {}): Promise<string> {
  await house.simulator.fault({ kind: 'hold_messages' })
  const body = { to: ourPhone, content }
  const sent = await house.simulator.call('POST', `/api/phones/${customer}/messages`, body)
  const { id } = sent as { id: string }
  await house.simulator.fault({ kind: 'media_lost', messageId: id, ...over })
  await house.simulator.fault({ kind: 'release' })
  return id
}
const received = (wireId: string) =>
  eventually(async () =>
    (await house.events()).find(
      (event): event is Of<'session.message_received.v1'> =>
        event.type === 'session.message_received.v1' &&
        JSON.stringify(event.data.sealed?.wireMedia).includes(wireId),
    ),
  )
async function outcomesOf(wireId: string): Promise<Outcome[]> {
  const { mediaId } = (await received(wireId)).data
  return (await house.events()).filter(
    (event): event is Outcome =>
      (event.type === 'session.media_stored.v1' || event.type === 'session.media_failed.v1') &&
      event.data.mediaId === mediaId,
  )
}
const outcomeOf = (wireId: string, nth = 0) => eventually(async () => (await outcomesOf(wireId))[nth])
const askedFor = async (wireId: string) =>
  (await house.simulator.ledger('media_asked')).filter(({ id }) => id === wireId).length
const isAsked = (wireId: string, times = 1) => eventually(async () => (await askedFor(wireId)) >= times)
async function staysUnanswered(wireId: string): Promise<void> {
  for (const times of [1, 2]) {
    await isAsked(wireId, times)
    holder.patienceEnds()
  }
}
interface AskRow {
  readonly asks: number
  readonly event: Buffer | null
  readonly answer: string | null
  readonly ended_at: Date | null
}
async function rowOf(wireId: string): Promise<AskRow | undefined> {
  const { rows } = await house.pool.query<AskRow>('SELECT * FROM session.phone_asks WHERE wire_id = $1', [
    wireId,
  ])
  return rows[0]
}
async function storedBytes(mediaId: string): Promise<Buffer> {
  const got = await house.store.get(house.fence().workspace, mediaId)
  const chunks: Uint8Array[] = []
  if (got) for await (const chunk of got.content) chunks.push(chunk)
  return Buffer.concat(chunks)
}

test('a file that is gone › is asked for once, uploaded again by our phone, and stored whole', async () => {
  const wireId = await sendLost()
  const stored = await outcomeOf(wireId)
  expect(stored).toMatchObject({ type: 'session.media_stored.v1' })
  expect((await storedBytes(stored.data.mediaId)).equals(bytes)).toBe(true)
  expect(await askedFor(wireId)).toBe(1)
  expect(await outcomesOf(wireId)).toHaveLength(1)
  // Nothing of what was said stays.
  await eventually(async () => (await rowOf(wireId))?.ended_at)
  expect(await rowOf(wireId)).toMatchObject({ asks: 1, event: null, answer: null })
}, 60_000)

test('a file that the phone does not have either › is told as gone, after one ask', async () => {
  const wireId = await sendLost({ phonesToo: true })
  expect(await outcomeOf(wireId)).toMatchObject({ data: { reason: 'media_gone' } })
  expect(await askedFor(wireId)).toBe(1)
}, 60_000)

test('a phone that was switched off the first time › is asked again, and no third time', async () => {
  // By the real clock: nothing but the end of its patience wakes the asks.
  await holder.letGo()
  await holder.hold(4000)
  await house.simulator.fault({ kind: 'media_retry_unanswered', count: 1 })
  const wireId = await sendLost()
  expect(await outcomeOf(wireId)).toMatchObject({ type: 'session.media_stored.v1' })
  expect(await askedFor(wireId)).toBe(2)
  await holder.letGo()
  await holder.hold()
}, 60_000)

test('a phone that stays silent › is asked twice, then the file is gone; other files do not wait for it', async () => {
  await house.simulator.fault({ kind: 'media_retry_unanswered', count: 2 })
  const wireId = await sendLost()
  await isAsked(wireId)
  const sent = await house.simulator.call('POST', `/api/phones/${customer}/messages`, {
    to: ourPhone,
    content,
  })
  const { id: other } = sent as { id: string }
  expect(await outcomeOf(other)).toMatchObject({ type: 'session.media_stored.v1' })
  expect(await outcomesOf(wireId)).toEqual([])
  await staysUnanswered(wireId)
  expect(await outcomeOf(wireId)).toMatchObject({ data: { reason: 'media_gone' } })
  expect(await askedFor(wireId)).toBe(2)
}, 60_000)

test('an answer that comes after the file was given up › still brings it', async () => {
  await house.simulator.fault({ kind: 'media_retry_unanswered', count: 2 })
  const wireId = await sendLost()
  await staysUnanswered(wireId)
  expect(await outcomeOf(wireId)).toMatchObject({ data: { reason: 'media_gone' } })
  // What a phone that is switched on again does: it answers what it was asked long ago.
  await holder.line.connection.askForFile((await received(wireId)).data.sealed?.wireMedia ?? '')
  expect(await outcomeOf(wireId, 1)).toMatchObject({ type: 'session.media_stored.v1' })
}, 60_000)

test('many lost files › are asked for sixteen at once, and all of them in the end', async () => {
  await house.simulator.fault({ kind: 'media_retry_unanswered', count: 1000 })
  const before = (await house.simulator.ledger('media_asked')).length
  const asked = async () => (await house.simulator.ledger('media_asked')).length - before
  holder.asks.disconnected()
  const wireIds: string[] = []
  for (let n = 0; n < 20; n++) wireIds.push(await sendLost())
  await eventually(async () => (await Promise.all(wireIds.map(rowOf))).every(Boolean))
  holder.asks.connected(holder.line.connection)
  await eventually(async () => (await asked()) >= 16)
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(await asked()).toBe(16)
  await house.simulator.clearFaults()
  holder.patienceEnds()
  for (const wireId of wireIds)
    expect(await outcomeOf(wireId)).toMatchObject({ type: 'session.media_stored.v1' })
}, 90_000)

test('a number that is offline › asks on its next connection', async () => {
  holder.asks.disconnected()
  const wireId = await sendLost()
  await eventually(() => rowOf(wireId))
  await holder.disconnect()
  expect(await rowOf(wireId)).toMatchObject({ asks: 0 })
  await holder.connect()
  expect(await outcomeOf(wireId)).toMatchObject({ type: 'session.media_stored.v1' })
  expect(await askedFor(wireId)).toBe(1)
}, 60_000)

test('an answer that was given while the number was offline › is heard on its next connection', async () => {
  holder.asks.disconnected()
  const wireId = await sendLost()
  await eventually(() => rowOf(wireId))
  await house.simulator.fault({ kind: 'hold_messages' })
  holder.asks.connected(holder.line.connection)
  await eventually(async () =>
    (await house.simulator.ledger('media_reuploaded')).some(({ id }) => id === wireId),
  )
  await holder.disconnect()
  expect(await rowOf(wireId)).toMatchObject({ answer: null, ended_at: null })
  await house.simulator.clearFaults()
  await holder.connect()
  expect(await outcomeOf(wireId)).toMatchObject({ type: 'session.media_stored.v1' })
}, 60_000)

test('a new holder › goes on with what was asked before it, and asks no more than is left', async () => {
  await house.simulator.fault({ kind: 'media_retry_unanswered', count: 1 })
  const wireId = await sendLost()
  await isAsked(wireId)
  await holder.letGo()
  await house.takeLease()
  await holder.hold()
  holder.patienceEnds()
  expect(await outcomeOf(wireId)).toMatchObject({ type: 'session.media_stored.v1' })
  expect(await askedFor(wireId)).toBe(2)
}, 60_000)

test('an owner whose lease was taken › asks and tells nothing', async () => {
  await house.simulator.fault({ kind: 'media_retry_unanswered', count: 1 })
  const wireId = await sendLost()
  await isAsked(wireId)
  await house.takeLease()
  holder.patienceEnds()
  await new Promise((resolve) => setTimeout(resolve, 2000))
  expect(await askedFor(wireId)).toBe(1)
  expect(await outcomesOf(wireId)).toEqual([])
  await holder.letGo()
  await holder.hold()
  expect(await outcomeOf(wireId)).toMatchObject({ type: 'session.media_stored.v1' })
}, 60_000)

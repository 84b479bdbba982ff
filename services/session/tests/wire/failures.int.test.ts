// Proves the promise where it is hard: what cannot be kept stays at WhatsApp, what comes twice is told once.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type pg from 'pg'
import type { EventLog } from '@indoshopster/event-log/event-log'
import { LogUnavailableError } from '@indoshopster/event-log/append'
import type { MessageEvent } from '@indoshopster/contracts/session/message.events'
import { eventually, type Line, ourPhone, startWireHouse, type WireHouse } from './wire-house.ts'

let house: WireHouse
let line: Line
/** A customer of this test alone, so that tests can share a house. */
let customer = ''
let before = 0

beforeAll(async () => {
  house = await startWireHouse()
})
beforeEach(async () => {
  customer = `62812${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`
  await house.simulator.addPhone(customer, 'Budi')
  before = (await house.events()).length
  await open()
})
afterEach(async () => {
  await line.connection.close()
  await house.simulator.clearFaults()
})
afterAll(() => house[Symbol.asyncDispose]())

const events = async (): Promise<MessageEvent[]> => (await house.events()).slice(before)
const texts = async () =>
  (await events()).map((event) =>
    event.type === 'session.message_received.v1' && event.data.sealed?.content.kind === 'text'
      ? event.data.sealed.content.text
      : event.type,
  )
const received = (id: string) =>
  eventually(async () => (await house.simulator.ledger('receipted')).some((entry) => entry.id === id))
const receipts = async (id: string) =>
  (await house.simulator.ledger('receipted')).filter((entry) => entry.id === id).length
const retryReceipts = async () => (await house.simulator.summary()).retryReceipts

async function open(...over: Parameters<WireHouse['whatsapp']>): Promise<void> {
  const whatsapp = house.whatsapp(...over)
  await whatsapp.recover(house.fence())
  line = await house.open(whatsapp)
  await line.until('online')
}

test('redelivery › a message that is known gets its receipt again and no second event', async () => {
  const id = await house.simulator.write(customer, ourPhone, 'satu')
  await received(id)
  await house.simulator.fault({ kind: 'redeliver', messageId: id })
  const second = await house.simulator.write(customer, ourPhone, 'dua')
  await received(second)
  expect(await texts()).toEqual(['satu', 'dua'])
  expect(await retryReceipts()).toBe(0)
})

test('a slow log › no receipt leaves before the log has the event', async () => {
  await line.connection.close()
  const { promise: gate, resolve: letGo } = Promise.withResolvers<void>()
  const append: EventLog['append'] = async (...parts) => {
    await gate
    return house.log.append(...parts)
  }
  await open({ log: { append } })
  const id = await house.simulator.write(customer, ourPhone, 'pelan')
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(await receipts(id)).toBe(0)
  letGo()
  await received(id)
  expect(await texts()).toEqual(['pelan'])
})

test('a log that is away › the connection ends, WhatsApp keeps the messages, and all come in order later', async () => {
  await line.connection.close()
  const append: EventLog['append'] = () => Promise.reject(new LogUnavailableError('away'))
  await open({ log: { append } })
  const ids = []
  for (const text of ['satu', 'dua', 'tiga']) ids.push(await house.simulator.write(customer, ourPhone, text))
  expect(await line.until('closed')).toEqual({ kind: 'closed', cause: 'store_failed' })
  for (const id of ids) expect(await receipts(id)).toBe(0)
  expect(await retryReceipts()).toBe(0)
  expect((await house.simulator.summary()).nacks).toEqual({})
  await open()
  for (const id of ids) await received(id)
  expect(await texts()).toEqual(['satu', 'dua', 'tiga'])
})

test('a database that refuses › the connection ends, nothing is confirmed, nothing is lost', async () => {
  await line.connection.close()
  let refuse = false
  const pool = new Proxy(house.pool, {
    get(target, property, self) {
      if (property === 'connect' && refuse) return () => Promise.reject(new Error('the database is away'))
      const value: unknown = Reflect.get(target, property, self)
      if (typeof value !== 'function') return value
      const bound: unknown = value.bind(target)
      return bound
    },
  }) satisfies pg.Pool
  await open({ pool })
  refuse = true
  const id = await house.simulator.write(customer, ourPhone, 'satu')
  expect(await line.until('closed')).toEqual({ kind: 'closed', cause: 'store_failed' })
  expect(await receipts(id)).toBe(0)
  expect(await texts()).toEqual([])
  await open()
  await received(id)
  expect(await texts()).toEqual(['satu'])
})

test('a lost lease › nothing is written, published or confirmed any more', async () => {
  const lost = house.fence()
  await house.takeLease()
  const id = await house.simulator.write(customer, ourPhone, 'untuk pemilik baru')
  expect(await line.until('closed')).toEqual({ kind: 'closed', cause: 'store_failed' })
  expect(await receipts(id)).toBe(0)
  expect(await events()).toEqual([])
  await expect(house.whatsapp().recover(lost)).rejects.toThrow('no longer owns')
  await open()
  await received(id)
  expect(await texts()).toEqual(['untuk pemilik baru'])
})

test("a newcomer's address that cannot be kept › ends the connection before his first message is refused", async () => {
  // Nothing of the login is to be written any more: the first write is the one for the newcomer.
  await new Promise((resolve) => setTimeout(resolve, 1500))
  await house.takeLease()
  const id = await house.simulator.write(customer, ourPhone, 'saya baru di sini')
  expect(await line.until('closed')).toEqual({ kind: 'closed', cause: 'store_failed' })
  expect((await house.simulator.summary()).nacks).toEqual({})
  await open()
  await received(id)
  expect(await texts()).toEqual(['saya baru di sini'])
})

test('an unreadable message › is a placeholder first and the message itself once it is sent again', async () => {
  await house.simulator.fault({ kind: 'undecryptable', count: 1 })
  await house.simulator.write(customer, ourPhone, 'rusak')
  const told = await eventually(async () => {
    const found = await events()
    return found.length >= 2 && found
  })
  expect(told.map((event) => event.type)).toEqual([
    'session.message_undecryptable.v1',
    'session.message_received.v1',
  ])
  expect(told[1]).toMatchObject({
    data: { messageId: told[0]?.data.messageId, recovered: true, sealed: { content: { text: 'rusak' } } },
  })
})

test('a message unreadable again and again › is one placeholder; a fresh pre-key of ours brings it in the end', async () => {
  await house.simulator.fault({ kind: 'undecryptable', count: 3 })
  await house.simulator.write(customer, ourPhone, 'rusak sekali')
  const told = await eventually(async () => {
    const found = await events()
    return found.length >= 2 && found
  })
  expect(told.map((event) => event.type)).toEqual([
    'session.message_undecryptable.v1',
    'session.message_received.v1',
  ])
})

test('the backlog of an offline number › comes in order, before what comes live meanwhile', async () => {
  await line.connection.close()
  const written = Array.from({ length: 30 }, (_, index) => `pesan ${index}`)
  for (const text of written.slice(0, 25)) await house.simulator.write(customer, ourPhone, text)
  await open()
  for (const text of written.slice(25)) await house.simulator.write(customer, ourPhone, text)
  await eventually(async () => (await house.simulator.summary()).waiting === 0)
  expect(await texts()).toEqual(written)
})

/** How many times arrivals of this test were kept: those of one commit have one time. */
const commits = async () => {
  const { rows } = await house.pool.query<{ times: number }>(
    `SELECT count(DISTINCT received_at)::int AS times FROM session.intake WHERE session_id = $1
     AND chat_id = (SELECT id FROM session.chats WHERE session_id = $1 AND phone = $2)`,
    [house.fence().sessionId, customer],
  )
  return rows[0]?.times ?? 0
}

test('a queue that waits › is kept in few commits, each message confirmed', async () => {
  await line.connection.close()
  const retries = await retryReceipts()
  const ids = []
  for (let n = 0; n < 40; n++) ids.push(await house.simulator.write(customer, ourPhone, `pesan ${n}`))
  await open()
  for (const id of ids) await received(id)
  expect(await texts()).toEqual(ids.map((_, n) => `pesan ${n}`))
  expect(await commits()).toBeLessThan(15)
  expect(await retryReceipts()).toBe(retries)
})

test('an unreadable message in a queue › is told in its place, and all others are read', async () => {
  await line.connection.close()
  for (const text of ['satu', 'dua']) await house.simulator.write(customer, ourPhone, text)
  await house.simulator.fault({ kind: 'undecryptable', count: 1 })
  for (const text of ['rusak', 'empat', 'lima']) await house.simulator.write(customer, ourPhone, text)
  await open()
  await eventually(async () => (await texts()).length === 6)
  expect(await texts()).toEqual(['satu', 'dua', 'session.message_undecryptable.v1', 'empat', 'lima', 'rusak'])
})

test('a queue that was kept and not confirmed › comes again, and is told once', async () => {
  await line.connection.close()
  const ids = []
  for (const text of ['satu', 'dua', 'tiga']) ids.push(await house.simulator.write(customer, ourPhone, text))
  const stop = () => Promise.reject(new Error('stopped here'))
  await open({ failpoints: (at) => (at === 'before_receipt' ? stop() : Promise.resolve()) })
  await line.until('closed')
  for (const id of ids) expect(await receipts(id)).toBe(0)
  await open()
  for (const id of ids) await received(id)
  expect(await texts()).toEqual(['satu', 'dua', 'tiga'])
})

test('a receipt that cannot be kept › ends the connection and comes again', async () => {
  await line.connection.close()
  line = await house.open(house.whatsapp(), { onReceipt: () => Promise.reject(new Error('away')) })
  await line.until('online')
  const recipient = await line.connection.lookUp(customer)
  const composed =
    recipient && (await line.connection.compose({ content: { kind: 'text', text: 'halo' } }, recipient))
  if (!recipient || !composed) throw new Error('The customer is on WhatsApp and text can be sent.')
  await line.connection.relay(recipient, '3EB0BBBBBBBBBBBBBBBB', composed)
  expect(await line.until('closed')).toEqual({ kind: 'closed', cause: 'store_failed' })
  await open()
  await eventually(() => Promise.resolve(line.receipts.length > 0))
  expect(line.receipts[0]).toMatchObject({ wireIds: ['3EB0BBBBBBBBBBBBBBBB'], outcome: 'delivered' })
})

test('a contact that cannot decrypt › gets the stored message again, also from a connection that never sent it', async () => {
  const recipient = await line.connection.lookUp(customer)
  const composed =
    recipient && (await line.connection.compose({ content: { kind: 'text', text: 'ulang' } }, recipient))
  if (!recipient || !composed) throw new Error('The customer is on WhatsApp and text can be sent.')
  house.wireForms.set('3EB0CCCCCCCCCCCCCCCC', composed)
  await house.simulator.fault({ kind: 'cannot_decrypt', count: 1 })
  await house.simulator.fault({ kind: 'hold_messages' })
  await line.connection.relay(recipient, '3EB0CCCCCCCCCCCCCCCC', composed)
  await eventually(() => Promise.resolve(line.acknowledged.includes('3EB0CCCCCCCCCCCCCCCC')))
  await line.connection.close()
  await house.simulator.fault({ kind: 'release' })
  await open()
  await eventually(async () =>
    (await house.simulator.messages(customer, ourPhone)).some((message) => message.text === 'ulang'),
  )
  expect(line.asked).toEqual(['3EB0CCCCCCCCCCCCCCCC'])
  expect((await house.simulator.summary()).reusedKeys).toBe(0)
})

// Does a send that meets trouble end visibly, in time, and alone?
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { uuidv7 } from '@indoshopster/service/uuid'
import { chatForPhone } from '../src/chat/chat.store.ts'
import { createSealing } from '../src/intake/sealing.ts'
import { inTransaction } from '../src/lease/transaction.ts'
import { createOutbox } from '../src/send/outbox.store.ts'
import { createFakeNetwork } from './fake-whatsapp.ts'
import { eventually, type House, startHouse } from './house.ts'
import { startSender } from './sender.ts'

let house: House
const network = createFakeNetwork()

beforeAll(async () => {
  house = await startHouse()
  await house.service(network)
})
beforeEach(() => {
  network.respond = () => 'ack'
  network.isOnNetwork = () => true
  network.lookUpEnds = () => false
  network.isReachable = true
})
afterAll(() => house.stop())

const online = () => startSender(house, network)

test('a silent server › gets the same message again under the same id, and after three tries the send fails', async () => {
  const { staff, sessionId, relays, until, failure } = await online()
  let silences = 2
  network.respond = () => (silences-- > 0 ? 'silence' : 'ack')
  const helped = await staff.send(sessionId, { phone: '6281233330005' }, 'sabar')
  await until(helped.messageId, 'sent')
  expect(relays().map(({ wireId }) => wireId)).toEqual([helped.wireId, helped.wireId, helped.wireId])
  network.respond = () => 'silence'
  const lost = await staff.send(sessionId, { phone: '6281233330005' }, 'hilang')
  await until(lost.messageId, 'failed')
  expect(await failure(lost.messageId)).toBe('no_server_ack')
  expect(relays().filter(({ wireId }) => wireId === lost.wireId)).toHaveLength(3)
})

test('a look-up that ends every connection › fails its own send after five tries and holds up no other', async () => {
  const { staff, sessionId, relays, until, failure, story } = await online()
  const known = await staff.send(sessionId, { phone: '6281233330020' }, 'kenal')
  await until(known.messageId, 'sent')
  network.lookUpEnds = (phone) => phone === '6281233330021'
  const poison = await staff.send(sessionId, { phone: '6281233330021' }, 'racun')
  await eventually(() => network.lookUps.includes('6281233330021'))
  const later = await staff.send(sessionId, { phone: '6281233330020' }, 'lanjut')
  await until(later.messageId, 'sent', 20_000)
  expect(await story(poison.messageId)).toEqual(['queued'])
  await until(poison.messageId, 'failed', 60_000)
  expect(await failure(poison.messageId)).toBe('recipient_unchecked')
  expect(network.lookUps.filter((phone) => phone === '6281233330021')).toHaveLength(5)
  expect(relays().map(({ text }) => text)).toEqual(['kenal', 'lanjut'])
}, 90_000)

test('a recipient who writes while the look-up fails › needs no look-up any more', async () => {
  const { staff, sessionId, until, relays } = await online()
  const phone = '6281233330060'
  network.lookUpEnds = (asked) => asked === phone
  const { messageId } = await staff.send(sessionId, { phone }, 'halo')
  await eventually(() => network.lookUps.includes(phone))
  await house.pool.query(`UPDATE session.chats SET address = 'lid-told' WHERE session_id = $1`, [sessionId])
  await until(messageId, 'sent', 20_000)
  expect(relays()).toMatchObject([{ address: 'lid-told' }])
  expect(network.lookUps.filter((asked) => asked === phone).length).toBeLessThan(3)
}, 60_000)

test('a send that waited too long for its number › fails as expired', async () => {
  const { staff, sessionId, until, failure, relays } = await online()
  network.compose = () => new Promise(() => {})
  const stale = await staff.send(sessionId, { phone: '6281233330050' }, 'basi')
  await until(stale.messageId, 'queued')
  network.isReachable = false
  network.drop(sessionId, 'connection_lost')
  await staff.until(sessionId, 'reconnecting')
  await house.pool.query(
    `UPDATE session.outbox SET requested_at = now() - interval '73 hours' WHERE message_id = $1`,
    [stale.messageId],
  )
  network.compose = (text) => Promise.resolve(text === null ? null : Buffer.from(text))
  network.isReachable = true
  await until(stale.messageId, 'failed')
  expect(await failure(stale.messageId)).toBe('expired')
  expect(relays()).toEqual([])
})

test('a message that cannot leave at first › goes out a little later', async () => {
  const { staff, sessionId, until, relays } = await online()
  let failures = 2
  network.respond = () => (failures-- > 0 ? 'cannot leave' : 'ack')
  const { messageId } = await staff.send(sessionId, { phone: '6281233330013' }, 'sebentar')
  await until(messageId, 'sent')
  expect(relays()).toHaveLength(1)
})

test('a wire form that cannot be made › is tried again, and a log-out does not wait for one that takes for ever', async () => {
  const { staff, sessionId, until, relays } = await online()
  const usual = network.compose
  let failures = 1
  network.compose = (text) => {
    if (text === 'lama') return new Promise(() => {})
    return failures-- > 0 ? Promise.reject(new Error('the store is away')) : usual(text)
  }
  const retried = await staff.send(sessionId, { phone: '6281233330040' }, 'ulang')
  await until(retried.messageId, 'sent')
  const endless = await staff.send(sessionId, { phone: '6281233330041' }, 'lama')
  await until(endless.messageId, 'queued')
  await staff.logOut(sessionId)
  await until(endless.messageId, 'failed')
  network.compose = usual
  expect(relays().map(({ text }) => text)).toEqual(['ulang'])
})

test('a run that was killed before it could tell that a send waits › leaves no send without its chat', async () => {
  const { staff, sessionId, until, story } = await online()
  network.isReachable = false
  network.drop(sessionId, 'connection_lost')
  await staff.until(sessionId, 'reconnecting')
  const fence = network.opened.findLast((opened) => opened.sessionId === sessionId)
  if (!fence) throw new Error('It was never opened.')
  const phone = '6281233330070'
  const chat = await inTransaction(house.pool, (client) => chatForPhone(client, fence, phone, uuidv7))
  const [messageId, requestId] = [uuidv7(), uuidv7()]
  await createOutbox(house.pool, createSealing(Buffer.alloc(32, 0x11))).begin(fence, {
    chatId: chat.chatId,
    contactId: chat.contactId,
    phone,
    name: null,
    address: '',
    failure: null,
    messageId,
    wireId: `WIRE${messageId}`,
    requestedAt: Date.now(),
    asked: { content: { kind: 'text', text: 'jangan hilang' } },
    cause: { id: requestId, correlationid: requestId },
  })
  network.isReachable = true
  await until(messageId, 'sent', 20_000)
  expect(await story(messageId)).toEqual(['queued', 'sent'])
}, 60_000)

test('a request that names nobody › fails visibly, in the chat it names', async () => {
  const { staff, sessionId, until, failure } = await online()
  const chatId = '01234567-0000-7000-8000-0000000000cc'
  const { messageId } = await staff.send(sessionId, { chatId }, 'halo?')
  await until(messageId, 'failed')
  expect(await failure(messageId)).toBe('recipient_unknown')
  expect(await staff.chatsOf('session.message_failed.v1')).toEqual([chatId])
})

test('a message that ends every connection › fails within two minutes and holds up nobody else for long', async () => {
  const { staff, sessionId, until, failure, relays } = await online()
  const known = await staff.send(sessionId, { phone: '6281233330030' }, 'kenal')
  await until(known.messageId, 'sent')
  network.respond = ({ text }) => {
    if (text !== 'racun') return 'ack'
    setImmediate(() => network.drop(sessionId, 'connection_lost'))
    return 'silence'
  }
  const poison = await staff.send(sessionId, { phone: '6281233330031' }, 'racun')
  const later = await staff.send(sessionId, { phone: '6281233330030' }, 'lanjut')
  await until(poison.messageId, 'failed', 40_000)
  expect(await failure(poison.messageId)).toBe('no_server_ack')
  await until(later.messageId, 'sent', 20_000)
  expect(relays().filter(({ text }) => text === 'racun')).toHaveLength(4)
}, 70_000)

test('a request that can never be carried out › fails, is parked for people to look at, and does not hold up the others', async () => {
  const { staff, sessionId, until, story } = await online()
  const first = await staff.send(sessionId, { phone: '6281233330014' }, 'satu')
  const twin = await staff.send(sessionId, { phone: '6281233330015' }, 'dua', { wireId: first.wireId })
  const next = await staff.send(sessionId, { phone: '6281233330016' }, 'tiga')
  const parked = house.nats.subscribe(`parked.${staff.workspace}.send_${sessionId}`, { max: 1 })
  await until(next.messageId, 'sent')
  await until(twin.messageId, 'failed')
  expect(await story(twin.messageId)).toEqual(['failed'])
  for await (const message of parked) expect(message.json()).toMatchObject({ durable: `send_${sessionId}` })
})

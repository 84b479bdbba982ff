// Does every accepted send end as it should: in order, once, under its own id, and visibly?
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createFakeNetwork } from './fake-whatsapp.ts'
import { eventually, type House, startHouse } from './house.ts'
import { startSender } from './sender.ts'

let house: House
const network = createFakeNetwork()
/** Long enough for a receipt to overtake the server's word on a crowded machine. */
const ACK_PATIENCE_MS = 3000

beforeAll(async () => {
  house = await startHouse()
  await house.service(network, 'one', { ackPatienceMs: ACK_PATIENCE_MS })
})
beforeEach(() => {
  network.respond = () => 'ack'
  network.isOnNetwork = () => true
  network.lookUpEnds = () => false
  network.isReachable = true
})
afterAll(() => house.stop())

const online = () => startSender(house, network)

test('a send › goes out under its reserved id and is told: queued, sent, delivered, read, each once', async () => {
  const { staff, sessionId, relays, story, until } = await online()
  const { messageId, wireId } = await staff.send(sessionId, { phone: '6281233330001' }, 'Pesanan siap')
  await until(messageId, 'sent')
  expect(relays()).toMatchObject([{ wireId, address: 'lid-6281233330001', text: 'Pesanan siap' }])
  for (const outcome of ['delivered', 'delivered', 'read', 'delivered', 'read'] as const)
    await network.tell(sessionId, [wireId, 'NOT-OURS'], outcome)
  expect(await story(messageId)).toEqual(['queued', 'sent', 'delivered', 'read'])
  const queued = (await staff.events()).find((event) => event.type === 'session.message_queued.v1')
  expect(queued?.data).toMatchObject({
    sealed: { content: { kind: 'text', text: 'Pesanan siap' }, correspondent: { phone: '6281233330001' } },
  })
})

test('a send › to one recipient keeps its order, whether asked by number or by chat', async () => {
  const { staff, sessionId, relays, until } = await online()
  const first = await staff.send(sessionId, { phone: '6281233330002' }, 'satu')
  await until(first.messageId, 'queued')
  const chatId = (await staff.chatsOf('session.message_queued.v1'))[0] ?? ''
  let silences = 1
  network.respond = ({ text }) => (text === 'dua' && silences-- > 0 ? 'silence' : 'ack')
  await staff.send(sessionId, { chatId }, 'dua')
  await staff.send(sessionId, { phone: '6281233330002' }, 'tiga')
  const other = await staff.send(sessionId, { phone: '6281233330003' }, 'lain')
  await until(other.messageId, 'sent')
  await eventually(() => relays().some(({ text }) => text === 'tiga'))
  const texts = relays()
    .filter(({ address }) => address === 'lid-6281233330002')
    .map(({ text }) => text)
  expect([...new Set(texts)]).toEqual(['satu', 'dua', 'tiga'])
  expect(texts.slice(0, texts.indexOf('tiga'))).toEqual(['satu', 'dua', 'dua'])
})

test('an offline session › keeps its sends and lets them out in order', async () => {
  const { staff, sessionId, relays, until, story } = await online()
  network.isReachable = false
  network.drop(sessionId, 'connection_lost')
  await staff.until(sessionId, 'reconnecting')
  const texts = Array.from({ length: 20 }, (_, index) => `nomor ${index}`)
  let last = ''
  for (const text of texts)
    ({ messageId: last } = await staff.send(sessionId, { phone: '6281233330004' }, text))
  expect(await story(last)).toEqual([])
  network.isReachable = true
  // A number tries to connect ever more seldom.
  await until(last, 'sent', 30_000)
  expect(relays().map(({ text }) => text)).toEqual(texts)
})

test('a refusal › by restriction or otherwise is final and told with its reason', async () => {
  const { staff, sessionId, relays, until, failure } = await online()
  for (const [code, reason] of [
    ['479', 'refused_by_whatsapp'],
    ['463', 'account_restricted'],
  ] as const) {
    network.respond = () => ({ refuse: code })
    const { messageId, wireId } = await staff.send(sessionId, { phone: '6281233330006' }, code)
    await until(messageId, 'failed')
    expect(await failure(messageId)).toBe(reason)
    expect(relays().filter((relay) => relay.wireId === wireId)).toHaveLength(1)
  }
})

test('a number that is not on WhatsApp › fails visibly, with a chat to show it in, and nothing is sent', async () => {
  const { staff, sessionId, relays, until, failure, story } = await online()
  network.isOnNetwork = () => false
  const { messageId } = await staff.send(sessionId, { phone: '6281233330007' }, 'halo')
  await until(messageId, 'failed')
  expect(await story(messageId)).toEqual(['queued', 'failed'])
  expect(await failure(messageId)).toBe('recipient_not_on_whatsapp')
  expect(relays()).toEqual([])
  network.isOnNetwork = () => true
  const later = await staff.send(sessionId, { phone: '6281233330007' }, 'halo lagi')
  await until(later.messageId, 'sent')
  const chats = await staff.chatsOf('session.message_queued.v1')
  expect(new Set(chats).size).toBe(1)
})

test("a receipt that overtakes the server's word › still leaves sent before delivered", async () => {
  const { staff, sessionId, relays, until, story } = await online()
  network.respond = () => 'silence'
  const { messageId, wireId } = await staff.send(sessionId, { phone: '6281233330008' }, 'cepat')
  await eventually(() => relays().length === 1)
  await network.tell(sessionId, [wireId], 'read')
  await until(messageId, 'read')
  // Late news of less than was told already.
  await network.tell(sessionId, [wireId], 'delivered')
  await new Promise((resolve) => setTimeout(resolve, ACK_PATIENCE_MS + 500))
  expect(await story(messageId)).toEqual(['sent', 'read'].toSpliced(0, 0, 'queued'))
  expect(relays()).toHaveLength(1)
})

test('a peer that could not decrypt › gets the stored form of our sends and of nothing else', async () => {
  const { staff, sessionId, until } = await online()
  const { messageId, wireId } = await staff.send(sessionId, { phone: '6281233330010' }, 'rahasia')
  await until(messageId, 'sent')
  expect(await network.wireFormOf(sessionId, wireId)).toBe('rahasia')
  expect(await network.wireFormOf(sessionId, 'UNKNOWN')).toBeNull()
  await house.pool.query(
    `UPDATE session.outbox SET attempted_at = now() - interval '25 hours' WHERE wire_id = $1`,
    [wireId],
  )
  expect(await network.wireFormOf(sessionId, wireId)).toBeNull()
  const { rows } = await house.pool.query<{ composed: Buffer }>(
    'SELECT composed FROM session.outbox WHERE wire_id = $1',
    [wireId],
  )
  expect(rows[0]?.composed.includes('rahasia')).toBe(false)
})

test('a log-out › lets what waits fail at once with its reason, and what comes later too', async () => {
  const { staff, sessionId, until, failure, relays } = await online()
  network.isReachable = false
  network.drop(sessionId, 'connection_lost')
  await staff.until(sessionId, 'reconnecting')
  const waiting = await staff.send(sessionId, { phone: '6281233330011' }, 'menunggu')
  await staff.logOut(sessionId)
  await until(waiting.messageId, 'failed')
  expect(await failure(waiting.messageId)).toBe('session_logged_out')
  const later = await staff.send(sessionId, { phone: '6281233330011' }, 'terlambat')
  await until(later.messageId, 'failed')
  expect(relays()).toEqual([])
})

test('a removal › lets what waits fail with its reason', async () => {
  const { staff, sessionId, until, failure } = await online()
  network.isReachable = false
  network.drop(sessionId, 'connection_lost')
  await staff.until(sessionId, 'reconnecting')
  const waiting = await staff.send(sessionId, { phone: '6281233330012' }, 'menunggu')
  await staff.remove(sessionId)
  await until(waiting.messageId, 'failed')
  expect(await failure(waiting.messageId)).toBe('session_removed')
})

// Does every accepted send end as it should: in order, once, under its own id, and visibly?
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createFakeNetwork } from './fake-whatsapp.ts'
import { asStaff, eventually, type House, startHouse } from './house.ts'

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

async function online() {
  const staff = asStaff(house)
  const { sessionId } = await staff.add()
  await staff.until(sessionId, 'waiting_for_scan')
  network.scan(sessionId, '6281200000009')
  await staff.until(sessionId, 'online')
  const relays = () => network.relays.filter((relay) => relay.sessionId === sessionId)
  /** What the log says of one message, without its owner. */
  const story = async (messageId: string) =>
    (await staff.events())
      .filter((event) => (event.data as { messageId?: string }).messageId === messageId)
      .map((event) => event.type.replace('session.message_', '').replace('.v1', ''))
      .filter((type) => !type.startsWith('gateway'))
  const until = (messageId: string, end: string, patienceMs?: number) =>
    eventually(async () => (await story(messageId)).includes(end), patienceMs)
  const failure = async (messageId: string) =>
    (await staff.events())
      .filter((event) => event.type === 'session.message_failed.v1')
      .map((event) => event.data as { messageId: string; reason: string })
      .find((data) => data.messageId === messageId)?.reason
  return { staff, sessionId, relays, story, until, failure }
}

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
  network.respond = ({ text }) => (text === 'dua' ? 'silence' : 'ack')
  await staff.send(sessionId, { chatId }, 'dua')
  await staff.send(sessionId, { phone: '6281233330002' }, 'tiga')
  const other = await staff.send(sessionId, { phone: '6281233330003' }, 'lain')
  await until(other.messageId, 'sent')
  await eventually(() => relays().filter(({ text }) => text === 'dua').length === 2)
  expect(relays().some(({ text }) => text === 'tiga')).toBe(false)
  network.respond = () => 'ack'
  await eventually(() => relays().some(({ text }) => text === 'tiga'))
  const texts = relays()
    .filter(({ address }) => address === 'lid-6281233330002')
    .map(({ text }) => text)
  expect([...new Set(texts)]).toEqual(['satu', 'dua', 'tiga'])
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
  await until(last, 'sent', 10_000)
  expect(relays().map(({ text }) => text)).toEqual(texts)
})

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
}, 30_000)

test("a receipt that overtakes the server's word › still leaves sent before delivered", async () => {
  const { staff, sessionId, relays, until, story } = await online()
  network.respond = () => 'silence'
  const { messageId, wireId } = await staff.send(sessionId, { phone: '6281233330008' }, 'cepat')
  await eventually(() => relays().length === 1)
  await network.tell(sessionId, [wireId], 'read')
  await until(messageId, 'read')
  // Late news of less than was told already.
  await network.tell(sessionId, [wireId], 'delivered')
  await new Promise((resolve) => setTimeout(resolve, 1200))
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

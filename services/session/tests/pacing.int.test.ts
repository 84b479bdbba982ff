// Does a paced number keep what is too much for it, in order, and go on after a gap?
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFakeNetwork } from './fake-whatsapp.ts'
import { asStaff, eventually, type House, startHouse } from './house.ts'

let house: House
const network = createFakeNetwork()

beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

async function online() {
  const staff = asStaff(house)
  const { sessionId } = await staff.add()
  await staff.until(sessionId, 'waiting_for_scan')
  network.scan(sessionId, '6281200000009')
  await staff.until(sessionId, 'online')
  const relayed = () => network.relays.filter((relay) => relay.sessionId === sessionId)
  return { staff, sessionId, relayed }
}

test('new chats beyond the quota › wait, queued, while answers go out; a restart does not fill the quota', async () => {
  const pace = { NEW_CHATS_PER_HOUR: '4', SEND_PACE_CONTACT_SECONDS: '0', SEND_PACE_PER_MINUTE: '0' }
  const before = await house.service(network, 'pace', {}, pace)
  const { staff, sessionId, relayed } = await online()
  const strangers = ['1', '2', '3', '4'].map((last) => ({ phone: `628126666000${last}` }))
  const asked: { messageId: string }[] = []
  for (const stranger of strangers) asked.push(await staff.send(sessionId, stranger, stranger.phone))
  await eventually(async () => (await staff.storyOf(asked.at(-1)?.messageId ?? '')).includes('queued'))
  await eventually(() => relayed().length === 2)
  // A second message to somebody who was written to opens no chat.
  const more = await staff.send(sessionId, { phone: '6281266660001' }, 'lagi')
  await eventually(async () => (await staff.storyOf(more.messageId)).includes('sent'))
  // Messages to two people may overtake each other.
  const texts = relayed().map(({ text }) => text)
  expect([...texts.slice(0, 2).toSorted(), ...texts.slice(2)]).toEqual([
    '6281266660001',
    '6281266660002',
    'lagi',
  ])
  await before.stop()
  const after = await house.service(network, 'pace', {}, pace)
  await staff.until(sessionId, 'online')
  await house.pool.query('UPDATE session.chats SET heard_at = now() WHERE phone = $1', ['6281266660002'])
  const answer = await staff.send(sessionId, { phone: '6281266660002' }, 'jawaban')
  await eventually(async () => (await staff.storyOf(answer.messageId)).includes('sent'))
  expect(relayed()).toHaveLength(4)
  for (const { messageId } of asked.slice(2)) expect(await staff.storyOf(messageId)).toEqual(['queued'])
  await after.stop()
}, 60_000)

test('somebody who writes while the first message to them waits for the quota › gets it and the answer at once', async () => {
  const pace = { NEW_CHATS_PER_HOUR: '1', SEND_PACE_CONTACT_SECONDS: '0', SEND_PACE_PER_MINUTE: '0' }
  const service = await house.service(network, 'heard', {}, pace)
  const { staff, sessionId, relayed } = await online()
  const [one, two, three] = ['6281266660021', '6281266660022', '6281266660023'] as const
  for (const phone of [one, two, three]) await staff.send(sessionId, { phone }, `promo ${phone}`)
  await eventually(() => relayed().length === 1)
  await eventually(async () => (await staff.chatsOf('session.message_queued.v1')).length === 3)
  await house.pool.query('UPDATE session.chats SET heard_at = now() WHERE session_id = $1 AND phone = $2', [
    sessionId,
    three,
  ])
  const answer = await staff.send(sessionId, { phone: three }, 'jawaban')
  await eventually(async () => (await staff.storyOf(answer.messageId)).includes('sent'), 10_000)
  expect(relayed().map(({ text }) => text)).toEqual([`promo ${one}`, `promo ${three}`, 'jawaban'])
  await service.stop()
}, 60_000)

test('a number that is offline › keeps its paced queue and lets it out in order', async () => {
  const service = await house.service(
    network,
    'offline',
    {},
    {
      SEND_PACE_PER_MINUTE: '600',
      SEND_PACE_CONTACT_SECONDS: '0.05',
      NEW_CHATS_PER_HOUR: '0',
    },
  )
  const { staff, sessionId, relayed } = await online()
  const phone = '6281266660010'
  const texts = Array.from({ length: 12 }, (_, index) => `nomor ${index}`)
  network.isReachable = false
  network.drop(sessionId, 'connection_lost')
  await staff.until(sessionId, 'reconnecting')
  let last = ''
  for (const text of texts) ({ messageId: last } = await staff.send(sessionId, { phone }, text))
  network.isReachable = true
  await eventually(() => relayed().length >= 5, 30_000)
  network.drop(sessionId, 'connection_lost')
  await eventually(async () => (await staff.storyOf(last)).includes('sent'), 30_000)
  expect([...new Set(relayed().map(({ text }) => text))]).toEqual(texts)
  await service.stop()
}, 90_000)

// Does a restricted number say so, obey, and come back by itself?
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
})
afterAll(() => house.stop())

/** A number that is online, with a customer who has written to it before. */
async function online() {
  const staff = asStaff(house)
  const { sessionId } = await staff.add()
  await staff.until(sessionId, 'waiting_for_scan')
  network.scan(sessionId, '6281200000009')
  await staff.until(sessionId, 'online')
  const customer = { phone: '6281255550001' }
  const first = await staff.send(sessionId, customer, 'halo')
  await ended(staff, first.messageId)
  await house.pool.query('UPDATE session.chats SET heard_at = now() WHERE session_id = $1', [sessionId])
  const relayed = () =>
    network.relays.filter((relay) => relay.sessionId === sessionId).map(({ text }) => text)
  const restriction = async () => (await staff.get(sessionId)).restriction
  return { staff, sessionId, customer, relayed, restriction }
}

async function ended(staff: ReturnType<typeof asStaff>, messageId: string): Promise<string> {
  let story: string[] = []
  await eventually(async () => {
    story = await staff.storyOf(messageId)
    return story.includes('sent') || story.includes('failed')
  })
  return story.at(-1) ?? ''
}

test('a refusal by restriction › is shown, keeps other strangers from being written to, and lets answers go on', async () => {
  const { staff, sessionId, customer, relayed, restriction } = await online()
  network.respond = ({ text }) => (text === 'jawaban' ? 'ack' : { refuse: '463' })
  const first = await staff.send(sessionId, { phone: '6281255550002' }, 'asing')
  expect(await ended(staff, first.messageId)).toBe('failed')
  await eventually(async () => (await restriction()) !== null)
  expect(await restriction()).toEqual({ kind: 'new_chats', until: null })
  const second = await staff.send(sessionId, { phone: '6281255550003' }, 'asing lagi')
  expect(await ended(staff, second.messageId)).toBe('failed')
  const answer = await staff.send(sessionId, customer, 'jawaban')
  expect(await ended(staff, answer.messageId)).toBe('sent')
  expect(relayed()).toEqual(['halo', 'asing', 'jawaban'])
  expect(await restriction()).toEqual({ kind: 'new_chats', until: null })
})

test('a restriction that the network tells › is shown with its end, and lifted then', async () => {
  const { staff, sessionId, relayed, restriction } = await online()
  // Longer than a send takes on a crowded machine.
  const until = Date.now() + 8000
  network.tellRestricted(sessionId, until)
  await eventually(async () => (await restriction()) !== null)
  expect(await restriction()).toEqual({ kind: 'new_chats', until: new Date(until).toISOString() })
  const during = await staff.send(sessionId, { phone: '6281255550004' }, 'terlalu dini')
  expect(await ended(staff, during.messageId)).toBe('failed')
  await eventually(async () => (await restriction()) === null, 30_000)
  expect(Date.now()).toBeGreaterThanOrEqual(until)
  const after = await staff.send(sessionId, { phone: '6281255550004' }, 'sekarang')
  expect(await ended(staff, after.messageId)).toBe('sent')
  expect(relayed()).toEqual(['halo', 'sekarang'])
  const told = (await staff.events()).map(({ type }) => type).filter((type) => type.includes('restrict'))
  expect(told).toEqual(['session.restricted.v1', 'session.restriction_lifted.v1'])
}, 60_000)

test('a refused answer › restricts everything, an accepted one takes that back', async () => {
  const { staff, sessionId, customer, restriction } = await online()
  network.respond = () => ({ refuse: '463' })
  const refused = await staff.send(sessionId, customer, 'satu')
  expect(await ended(staff, refused.messageId)).toBe('failed')
  await eventually(async () => (await restriction())?.kind === 'all_sends')
  network.respond = () => 'ack'
  const accepted = await staff.send(sessionId, customer, 'dua')
  expect(await ended(staff, accepted.messageId)).toBe('sent')
  await eventually(async () => (await restriction()) === null)
})

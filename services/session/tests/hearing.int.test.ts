// Is the log told what a group is called, and everyone who types, also what is shown of groups at all?
import type { NatsConnection } from '@nats-io/nats-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { liveSubject } from '@indoshopster/contracts/subjects'
import { uuidv7 } from '@indoshopster/service/uuid'
import { chatFor } from '../src/chat/chat.store.ts'
import { inTransaction } from '../src/lease/transaction.ts'
import { createFakeNetwork } from './fake-whatsapp.ts'
import { asStaff, eventually, type House, startHouse } from './house.ts'

let house: House
const network = createFakeNetwork()
beforeAll(async () => {
  house = await startHouse()
  await house.service(network)
})
afterAll(() => house.stop())

async function aNumber() {
  const staff = asStaff(house)
  const { sessionId } = await staff.add()
  await staff.until(sessionId, 'waiting_for_scan')
  network.scan(sessionId, `62811${Math.floor(Math.random() * 1e8)}`)
  await staff.until(sessionId, 'online')
  const sink = network.sinks.get(sessionId)
  if (!sink) throw new Error('The number is held.')
  return { sessionId, staff, sink }
}
const chatOf = ({ sessionId, staff }: Awaited<ReturnType<typeof aNumber>>, address: string) =>
  inTransaction(house.pool, (client) => {
    const fence = { sessionId, workspace: staff.workspace }
    return chatFor(client, fence, { addresses: [address], phone: null, name: null }, uuidv7)
  })
function listen(nats: NatsConnection, subject: string): unknown[] {
  const heard: unknown[] = []
  nats.subscribe(subject, { callback: (_error, message) => void heard.push(message.json()) })
  return heard
}

test('the name of a group › is told once, and again when it changes', async () => {
  const number = await aNumber()
  await number.sink.groupNamed('7@g.us', 'Keluarga')
  await number.sink.groupNamed('7@g.us', 'Keluarga')
  await number.sink.groupNamed('7@g.us', 'Keluarga Besar')
  const told = async () =>
    (await number.staff.events()).filter((event) => event.type === 'session.group_changed.v1')
  await eventually(async () => (await told()).length === 2)
  const { chatId } = await chatOf(number, '7@g.us')
  expect((await told()).at(-1)).toMatchObject({
    subject: chatId,
    data: { chatId, sealed: { name: 'Keluarga Besar' } },
  })
})

test('who types › is told of their conversation; of people without one, nothing', async () => {
  const number = await aNumber()
  const { chatId } = await chatOf(number, '8@lid')
  const heard = listen(house.nats, liveSubject(number.staff.workspace, 'customer_typing'))
  await house.nats.flush()
  number.sink.typing(['9@lid'], true)
  number.sink.typing(['8@lid', '62812@s.whatsapp.net'], true)
  await eventually(() => Promise.resolve(heard.length > 0))
  expect(heard).toEqual([{ conversationId: chatId, typing: true }])
})

test('groups › are hidden until staff choose to see them', async () => {
  const number = await aNumber()
  expect(number.sink.groupsShown()).toBe(false)
  await number.staff.chooseGroups(number.sessionId, true)
  await eventually(() => Promise.resolve(number.sink.groupsShown()))
})

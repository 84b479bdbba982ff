// Proves the way of a number through the adapter: pairing, a message in, a message out, what our own phone writes.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WhatsApp } from '../../src/whatsapp/whatsapp.port.ts'
import { eventually, type Line, ourPhone, startWireHouse, type WireHouse } from './wire-house.ts'

const customer = '6281200000002'
let house: WireHouse
let whatsapp: WhatsApp
let line: Line

beforeAll(async () => {
  house = await startWireHouse()
  await house.simulator.addPhone(customer, 'Budi')
  whatsapp = house.whatsapp()
  await whatsapp.recover(house.fence())
  line = await house.open(whatsapp)
  await line.until('online')
})
afterAll(async () => {
  await line.connection.close()
  await house[Symbol.asyncDispose]()
})

test('pairing › is told as qr, linking, linked with our phone number, online', () => {
  expect(line.signals.map((signal) => signal.kind)).toEqual(['qr', 'linking', 'linked', 'online'])
  expect(line.signals.find((signal) => signal.kind === 'linked')).toMatchObject({ phone: ourPhone })
})

test('a received message › is in the log before WhatsApp is told, with who wrote it and when', async () => {
  const wireId = await house.simulator.write(customer, ourPhone, 'Halo, apakah barang ini ada?')
  const [event] = await eventually(async () => {
    const events = await house.events()
    return events.length > 0 && events
  })
  expect(event).toMatchObject({
    type: 'session.message_received.v1',
    data: {
      sessionId: house.fence().sessionId,
      direction: 'incoming',
      recovered: false,
      sealed: {
        content: { kind: 'text', text: 'Halo, apakah barang ini ada?' },
        correspondent: { phone: customer, name: 'Budi' },
      },
    },
  })
  await eventually(async () =>
    (await house.simulator.ledger('receipted')).some((entry) => entry.id === wireId),
  )
})

test('look-up › finds a number on WhatsApp at its LID, and none where there is none', async () => {
  const found = await line.connection.lookUp(customer)
  expect(found).toMatchObject({ phone: customer })
  expect(found?.address).toMatch(/@lid$/)
  expect(await line.connection.lookUp('6289999999999')).toBeNull()
})

test('a sent message › reaches the customer, is acknowledged, delivered and read', async () => {
  const recipient = await line.connection.lookUp(customer)
  const composed =
    recipient && (await line.connection.compose({ content: { kind: 'text', text: 'Ada, kak.' } }, recipient))
  if (!recipient || !composed) throw new Error('The customer is on WhatsApp and text can be sent.')
  await line.connection.relay(recipient, '3EB0AAAAAAAAAAAAAAAA', composed)
  await eventually(() => Promise.resolve(line.acknowledged.includes('3EB0AAAAAAAAAAAAAAAA')))
  const messages = await house.simulator.messages(customer, ourPhone)
  expect(messages.at(-1)).toMatchObject({ direction: 'in', text: 'Ada, kak.' })
  await eventually(() => Promise.resolve(line.receipts.some((receipt) => receipt.outcome === 'delivered')))
  await house.simulator.read(customer, ourPhone)
  const read = await eventually(() =>
    Promise.resolve(line.receipts.find((receipt) => receipt.outcome === 'read')),
  )
  expect(read.wireIds).toEqual(['3EB0AAAAAAAAAAAAAAAA'])
  expect(await house.events()).toHaveLength(1)
})

test('a message typed on our own phone › is told as outgoing, in the same chat', async () => {
  await house.simulator.write(ourPhone, customer, 'Saya balas dari HP')
  const events = await eventually(async () => {
    const found = await house.events()
    return found.length > 1 && found
  })
  expect(events[1]).toMatchObject({
    data: {
      direction: 'outgoing',
      chatId: events[0]?.data.chatId,
      sealed: { content: { text: 'Saya balas dari HP' } },
    },
  })
})

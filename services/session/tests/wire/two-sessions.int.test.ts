// Proves that numbers in one process do not disturb each other, even when they talk to the same people.
import { expect, test } from 'vitest'
import { eventually, ourPhone, startWireHouse } from './wire-house.ts'

const otherPhone = '6281100000009'
const customers = ['6281200000002', '6281200000003']

test('two numbers › write to and hear from the same customers at the same time, each in order', async () => {
  await using house = await startWireHouse()
  const { simulator } = house
  for (const customer of customers) await simulator.addPhone(customer, 'Budi')
  const other = await house.addSession(otherPhone)
  const whatsapp = house.whatsapp()
  const lines = [
    await house.open(whatsapp),
    await house.open(whatsapp, { fence: other, phone: otherPhone }),
  ] as const
  for (const line of lines) await line.until('online')
  const phones = [ourPhone, otherPhone]

  const sends = lines.flatMap((line, number) =>
    Array.from({ length: 20 }, async (_, index) => {
      const recipient = await line.connection.lookUp(customers[index % 2] ?? '')
      const composed =
        recipient &&
        (await line.connection.compose({ content: { kind: 'text', text: `keluar ${index}` } }, recipient))
      if (recipient && composed) await line.connection.relay(recipient, `3EB0${number}${index}`, composed)
    }),
  )
  for (let index = 0; index < 20; index++) {
    await Promise.all(
      phones.map((phone) => simulator.write(customers[index % 2] ?? '', phone, `masuk ${index}`)),
    )
  }
  await Promise.all(sends)
  await eventually(async () => (await simulator.summary()).waiting === 0, 45_000)

  const events = await house.events()
  const expected = Array.from({ length: 20 }, (_, index) => `masuk ${index}`)
  for (const sessionId of [house.fence().sessionId, other.sessionId]) {
    const texts = events
      .filter((event) => event.data.sessionId === sessionId)
      .map((event) =>
        'sealed' in event.data && event.data.sealed && 'content' in event.data.sealed
          ? 'text' in event.data.sealed.content && event.data.sealed.content.text
          : null,
      )
    expect(texts).toHaveLength(20)
    // Chats do not wait for each other on their way into the log (ADR 17).
    for (const customer of [0, 1]) {
      const theirs = expected.filter((_, index) => index % 2 === customer)
      expect(texts.filter((text) => theirs.some((one) => one === text))).toEqual(theirs)
    }
  }
  const { nacks, retryReceipts, undecryptableByContact, reusedKeys } = await simulator.summary()
  expect({ nacks, retryReceipts, undecryptableByContact, reusedKeys }).toEqual({
    nacks: {},
    retryReceipts: 0,
    undecryptableByContact: 0,
    reusedKeys: 0,
  })
  await Promise.all(lines.map((line) => line.connection.close()))
}, 90_000)

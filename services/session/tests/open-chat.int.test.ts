// Does opening a chat by phone number ask the network first, and say why where it cannot?
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFakeNetwork } from './fake-whatsapp.ts'
import { asStaff, eventually, type House, startHouse } from './house.ts'

let house: House
const network = createFakeNetwork()
const own = '6281200000009'

beforeAll(async () => {
  house = await startHouse()
  await house.service(network, 'one')
  // Whichever process answers, the one that holds the number asks.
  await house.service(createFakeNetwork(), 'two')
})
afterAll(() => house.stop())

async function online() {
  const staff = asStaff(house)
  const { sessionId } = await staff.add()
  await staff.until(sessionId, 'waiting_for_scan')
  return { staff, sessionId }
}

test('a chat › is opened once it is known that the number is there, and a message goes into it', async () => {
  const { staff, sessionId } = await heldByFirst()
  const { chatId, contactId, sequence } = await staff.openChat(sessionId, '6281277770001')
  expect(sequence).toBeGreaterThan(0)
  const told = (await staff.events()).find(({ type }) => type === 'session.contact_changed.v1')
  expect(told?.data).toMatchObject({ chatId, contactId, sealed: { phone: '6281277770001' } })
  expect(await staff.openChat(sessionId, '6281277770001')).toMatchObject({ chatId, contactId })
  const { messageId } = await staff.send(sessionId, { chatId }, 'halo')
  await eventually(async () => (await staff.storyOf(messageId)).includes('sent'))
  expect(network.relays.at(-1)).toMatchObject({ address: 'lid-6281277770001' })
  // Now that messages tell of it, the network need not be asked.
  const asked = network.lookUps.length
  expect(await staff.openChat(sessionId, '6281277770001')).toEqual({ chatId, contactId, sequence: 0 })
  expect(network.lookUps).toHaveLength(asked)
})

test('a chat › is refused for who is not there, for the sender itself, and for a number that is restricted or away', async () => {
  const { staff, sessionId } = await heldByFirst()
  network.isOnNetwork = (phone) => phone !== '6281277770002'
  const opening = (phone: string) => staff.openChat(sessionId, phone)
  await expect(opening('6281277770002')).rejects.toMatchObject({ code: 'recipient_not_on_whatsapp' })
  await expect(opening(own)).rejects.toMatchObject({ code: 'recipient_is_sender' })
  network.tellRestricted(sessionId, Date.now() + 60_000)
  await eventually(async () => (await staff.get(sessionId)).restriction !== null)
  await expect(opening('6281277770003')).rejects.toMatchObject({ code: 'number_restricted' })
  const fresh = await heldByFirst()
  network.isReachable = false
  network.drop(fresh.sessionId, 'connection_lost')
  await fresh.staff.until(fresh.sessionId, 'reconnecting')
  await expect(fresh.staff.openChat(fresh.sessionId, '6281277770004')).rejects.toMatchObject({
    code: 'session_unavailable',
  })
  network.isReachable = true
})

/** A number that is online in the first process. */
async function heldByFirst(): Promise<Awaited<ReturnType<typeof online>>> {
  for (;;) {
    const { staff, sessionId } = await online()
    if (!network.isOpen(sessionId)) continue
    network.scan(sessionId, own)
    await staff.until(sessionId, 'online')
    return { staff, sessionId }
  }
}

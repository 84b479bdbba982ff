// Is one person one chat, however they become known, and does the log hear what the address book says?
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '@indoshopster/service/uuid'
import { chatById, chatFor, type ChatIdentity, chatForPhone } from '../src/chat/chat.store.ts'
import { keepBookEntries } from '../src/contact/address-book.ts'
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

/** A number of ours with the means to meet people as the intake and the sends do. */
async function aNumber() {
  const staff = asStaff(house)
  const { sessionId } = await staff.add()
  await staff.until(sessionId, 'waiting_for_scan')
  network.scan(sessionId, `62811${Math.floor(Math.random() * 1e8)}`)
  await staff.until(sessionId, 'online')
  const epoch = network.opened.findLast((fence) => fence.sessionId === sessionId)?.epoch ?? 0
  const fence = { sessionId, workspace: staff.workspace, epoch }
  return {
    fence,
    told: async (type: string) => (await staff.events()).filter((event) => event.type === type),
    meet: (addresses: ChatIdentity['addresses'], phone: string | null, name: string | null = null) =>
      inTransaction(house.pool, (client) => chatFor(client, fence, { addresses, phone, name }, uuidv7)),
    write: (phone: string) =>
      inTransaction(house.pool, (client) => chatForPhone(client, fence, phone, uuidv7)),
    book: (...entries: Parameters<typeof keepBookEntries>[1]) =>
      keepBookEntries({ pool: house.pool, fence, newId: uuidv7 }, entries),
  }
}

describe('one person', () => {
  test('known by number first and by LID later is one chat from the start', async () => {
    const number = await aNumber()
    const written = await number.write('6281200000001')
    const heard = await number.meet(['1@lid', '6281200000001@s.whatsapp.net'], '6281200000001')
    expect(heard).toMatchObject({ chatId: written.chatId, contactId: written.contactId, address: '1@lid' })
  })

  test('known by LID and by number in two chats is one chat once both are told together', async () => {
    const number = await aNumber()
    const older = await number.write('6281200000002')
    const newer = await number.meet(['2@lid'], null, 'Budi')
    expect(newer.chatId).not.toBe(older.chatId)
    const met = await number.meet(['2@lid', '6281200000002@s.whatsapp.net'], '6281200000002')
    expect(met).toMatchObject({ chatId: older.chatId, contactId: older.contactId, address: '2@lid' })
    expect(met.name).toBe('Budi')
    for (const again of [await number.meet(['2@lid'], null), await number.write('6281200000002')]) {
      expect(again.chatId).toBe(older.chatId)
    }
    await eventually(async () => (await number.told('session.chat_merged.v1')).length > 0)
    const { chatId, contactId } = newer
    expect(await number.told('session.chat_merged.v1')).toMatchObject([
      { subject: older.chatId, data: { ...ids(older), mergedChatId: chatId, mergedContactId: contactId } },
    ])
  })

  test('a send into the chat that was taken in goes to the one that stays', async () => {
    const number = await aNumber()
    const older = await number.meet(['3@lid'], null)
    const newer = await number.write('6281200000003')
    await number.meet(['3@lid', '6281200000003@s.whatsapp.net'], '6281200000003')
    expect(await chatById(house.pool, number.fence.sessionId, newer.chatId)).toMatchObject({
      chatId: older.chatId,
      address: '3@lid',
    })
  })

  test('three chats become one, and what was merged before comes along', async () => {
    const number = await aNumber()
    const first = await number.meet(['4@lid'], null)
    const second = await number.meet(['4-old@lid'], null)
    const third = await number.write('6281200000004')
    await number.meet(['4-old@lid', '6281200000004@s.whatsapp.net'], '6281200000004')
    await number.meet(['4@lid', '6281200000004@s.whatsapp.net'], '6281200000004')
    for (const { chatId } of [second, third]) {
      expect((await chatById(house.pool, number.fence.sessionId, chatId))?.chatId).toBe(first.chatId)
    }
  })

  test('two people stay two', async () => {
    const number = await aNumber()
    const one = await number.meet(['5@lid', '6281200000005@s.whatsapp.net'], '6281200000005')
    const other = await number.meet(['6@lid', '6281200000006@s.whatsapp.net'], '6281200000006')
    expect(other.chatId).not.toBe(one.chatId)
    expect(await number.told('session.chat_merged.v1')).toEqual([])
  })
})

describe('the address book', () => {
  const entry = (name: string | null) =>
    ({
      addresses: ['7@lid', '6281200000007@s.whatsapp.net'],
      phone: '6281200000007',
      name,
    }) as const

  test('names who is known and makes a chat for who is not, and is told once', async () => {
    const number = await aNumber()
    await number.book(entry('Pak Budi'))
    await number.book(entry('Pak Budi'))
    await eventually(async () => (await number.told('session.contact_changed.v1')).length > 0)
    const chat = await number.meet(['7@lid'], null)
    expect(await number.told('session.contact_changed.v1')).toMatchObject([
      {
        subject: chat.chatId,
        data: { ...ids(chat), sealed: { phone: '6281200000007', bookName: 'Pak Budi', pushName: null } },
      },
    ])
    await number.book(entry(null))
    await eventually(async () => (await number.told('session.contact_changed.v1')).length > 1)
    expect((await number.told('session.contact_changed.v1')).at(-1)?.data).toMatchObject({
      sealed: { bookName: null },
    })
  })

  test('is not kept by who holds the number no more', async () => {
    const number = await aNumber()
    await house.pool.query('UPDATE session.leases SET epoch = epoch + 1 WHERE session_id = $1', [
      number.fence.sessionId,
    ])
    await expect(number.book(entry('Pak Budi'))).rejects.toMatchObject({ name: 'LeaseLostError' })
  })
})

const ids = ({ chatId, contactId }: { chatId: string; contactId: string }) => ({ chatId, contactId })

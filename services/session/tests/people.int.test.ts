// Is one person one chat, however they become known, and does the log hear what the address book says?
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '@indoshopster/service/uuid'
import { chatById, chatFor, type ChatIdentity, chatForPhone } from '../src/chat/chat.store.ts'
import { keepBookEntries } from '../src/contact/address-book.ts'
import type { Arrival, ArrivedMessage } from '../src/intake/arrival.ts'
import { createJournal } from '../src/intake/journal.ts'
import { createSealing } from '../src/intake/sealing.ts'
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
    staff,
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

describe('messages of a chat that was taken in', () => {
  /** Takes in what somebody known by LID only says; answers what the journal makes of it. */
  async function aJournal() {
    const number = await aNumber()
    const sealing = createSealing(Buffer.alloc(32, 1))
    const ports = { now: Date.now, newId: uuidv7 }
    const journal = createJournal({
      pool: house.pool,
      fence: number.fence,
      sealing,
      ports,
      groupsShown: () => false,
    })
    return {
      ...number,
      async hear(arrival: Pick<Arrival, 'plaintext' | 'deed' | 'about'>, wireId: string, knownBy: Known) {
        const identity = randomBytes(32)
        const message = {
          group: null,
          name: null,
          wireId,
          sentAt: Date.now(),
          direction: 'incoming',
          ...knownBy,
        } as const
        const stanza = {
          version: 1,
          attrs: {},
          part: {},
          own: { pn: '1@s.whatsapp.net', lid: null },
        } as const
        await inTransaction(house.pool, (client) =>
          journal.record(client, [{ identity, stanza, message, ...arrival }]),
        )
        const { rows } = await house.pool.query<{
          event: string
          message_id: string
          about_id: string | null
        }>(
          'UPDATE session.intake SET published_at = now() WHERE identity = $1 RETURNING event, message_id, about_id',
          [identity],
        )
        return rows[0]
      },
    }
  }
  type Known = Pick<ArrivedMessage, 'addresses' | 'phone'>
  const byLid = (user: string): Known => ({ addresses: [`${user}@lid`], phone: null })
  const byBoth = (user: string, phone: string): Known => ({
    addresses: [`${user}@lid`, `${phone}@s.whatsapp.net`],
    phone,
  })
  const plaintext = Buffer.from('x')
  const says = { plaintext, deed: 'message', about: null } as const

  test('are found by the reactions, edits and deletions that come later', async () => {
    const { write, hear } = await aJournal()
    await write('6281200000008')
    const said = await hear(says, 'W1', byLid('8'))
    const about = { wireId: 'W1', author: 'contact' } as const
    const reacted = await hear({ plaintext, deed: 'reaction', about }, 'W2', byBoth('8', '6281200000008'))
    expect(reacted).toMatchObject({ event: 'reacted', about_id: said?.message_id })
  })

  test('that could not be read are replaced by their full copy', async () => {
    const { write, hear } = await aJournal()
    await write('6281200000010')
    const placeholder = await hear({ plaintext: null, deed: 'message', about: null }, 'W1', byLid('10'))
    const full = await hear(says, 'W1', byBoth('10', '6281200000010'))
    expect(full).toMatchObject({ event: 'recovered', message_id: placeholder?.message_id })
  })

  test('that wait for their outcome are told of in the chat that stays', async () => {
    const { fence, meet, staff, told } = await aNumber()
    const phone = '6281200000011'
    const older = await meet([`lid-${phone}`], null)
    const { messageId } = await staff.send(fence.sessionId, { phone }, 'halo')
    await eventually(async () => (await staff.storyOf(messageId)).includes('sent'), 15_000)
    await network.tell(fence.sessionId, [network.relays.at(-1)?.wireId ?? ''], 'read')
    const [merged] = await told('session.chat_merged.v1')
    const [sent] = await told('session.message_sent.v1')
    const [read] = await told('session.message_read.v1')
    expect([sent?.subject, read?.subject]).toEqual([older.chatId, older.chatId])
    expect(merged?.sequence).toBeLessThan(sent?.sequence ?? 0)
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

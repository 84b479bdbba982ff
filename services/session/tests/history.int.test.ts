// Does the history of a phone meet what is known already: our own sends, chats that became one, a stop in between?
import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '@indoshopster/service/uuid'
import { chatFor, chatForPhone } from '../src/chat/chat.store.ts'
import { importPart } from '../src/history/import-part.ts'
import type { PastItem, PastMessage } from '../src/history/past.ts'
import { inTransaction } from '../src/lease/transaction.ts'
import { createFakeNetwork } from './fake-whatsapp.ts'
import { type House, startHouse } from './house.ts'
import { startSender } from './sender.ts'

let house: House
const network = createFakeNetwork()
beforeAll(async () => {
  house = await startHouse()
  await house.service(network)
})
afterAll(() => house.stop())

async function aNumber() {
  const sender = await startSender(house, network)
  const { sessionId, staff } = sender
  const epoch = network.opened.findLast((fence) => fence.sessionId === sessionId)?.epoch ?? 0
  const fence = { sessionId, workspace: staff.workspace, epoch }
  const deps = { pool: house.pool, log: house.log, fence, now: Date.now, newId: uuidv7 }
  const imported = async () =>
    (await staff.events()).flatMap((event) =>
      // The type names the shape of our own contract.
      event.type === 'session.message_received.v1'
        ? [event.data as { chatId: string; messageId: string }]
        : [],
    )
  return { ...sender, fence, deps, imported }
}

const past = (wireId: string, direction: PastMessage['direction']): PastMessage => ({
  wireId,
  direction,
  sentAt: Date.now() - 60_000,
  quoted: null,
  content: () => ({ content: { kind: 'text', text: wireId }, wireMedia: null }),
})
const told = (...items: PastItem[]) =>
  (async function* () {
    for (const item of items) yield await Promise.resolve(item)
  })()

test('a message that we sent from here › is in the history of the phone too, and is not doubled', async () => {
  const { staff, sessionId, until, deps, imported } = await aNumber()
  const phone = '6281244440001'
  const { messageId, wireId } = await staff.send(sessionId, { phone }, 'dari sini')
  await until(messageId, 'sent')
  const messages = [past(wireId, 'outgoing'), past('TYPED', 'outgoing')]
  await importPart(deps, told({ kind: 'chat', addresses: [`lid-${phone}`], phone, bookName: null, messages }))
  expect(await imported()).toHaveLength(1)
})

test('two chats of a history that are one person › keep all their messages in the chat that stays', async () => {
  const { fence, staff, deps, imported } = await aNumber()
  const phone = '6281244440002'
  const older = await inTransaction(house.pool, (client) =>
    chatFor(client, fence, { addresses: ['2@lid'], phone: null, name: null }, uuidv7),
  )
  await inTransaction(house.pool, (client) => chatForPhone(client, fence, phone, uuidv7))
  const messages = Array.from({ length: 40 }, (_, index) => past(`W${index}`, 'incoming'))
  const log = {
    append: async (...all: Parameters<typeof house.log.append>) => {
      await new Promise((resolve) => setTimeout(resolve, 10))
      return house.log.append(...all)
    },
  }
  const address = `${phone}@s.whatsapp.net`
  await importPart(
    { ...deps, log },
    told(
      { kind: 'chat', addresses: [address], phone, bookName: null, messages },
      { kind: 'same_person', addresses: ['2@lid', address], phone },
    ),
  )
  const after = await inTransaction(house.pool, (client) => chatForPhone(client, fence, phone, uuidv7))
  expect(after.chatId).toBe(older.chatId)
  expect(await imported()).toHaveLength(40)
  // What is told before the merge is taken along by it.
  expect(await lastOf('session.message_received.v1')).toBeLessThan(await lastOf('session.chat_merged.v1'))

  async function lastOf(type: string): Promise<number> {
    for (let tries = 0; tries < 200; tries++) {
      const found = (await staff.events()).filter((event) => event.type === type)
      if (found.length > 0) return found.at(-1)?.sequence ?? 0
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(`No ${type} was told.`)
  }
})

test('a history › is broken off when the process stops, so that its numbers can be handed over', async () => {
  const { deps } = await aNumber()
  const stopping = new AbortController()
  const messages = Array.from({ length: 500 }, (_, index) => past(`S${index}`, 'incoming'))
  let appended = 0
  const log = {
    append: async (...all: Parameters<typeof house.log.append>) => {
      if (++appended === 5) stopping.abort()
      return house.log.append(...all)
    },
  }
  const phone = '6281244440003'
  const item = { kind: 'chat', addresses: ['3@lid'], phone, bookName: null, messages } as const
  await expect(importPart({ ...deps, log }, told(item), stopping.signal)).rejects.toMatchObject({
    name: 'ImportStoppedError',
  })
  expect(appended).toBeLessThan(10)
})

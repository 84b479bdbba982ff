// Is a person found under every number of their workspace, by phone number or hidden id, and under no other's?
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findPerson } from '@indoshopster/contracts/session/session.endpoints'
import { ask } from '@indoshopster/service/endpoint'
import { uuidv7 } from '@indoshopster/service/uuid'
import { chatFor, type ChatIdentity, chatForPhone } from '../src/chat/chat.store.ts'
import { inTransaction } from '../src/lease/transaction.ts'
import { createFakeNetwork } from './fake-whatsapp.ts'
import { type House, startHouse } from './house.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
  await house.service(createFakeNetwork())
})
afterAll(() => house.stop())

/** A number of ours that meets people as the intake does. */
function aNumber(workspace: string) {
  const scope = { workspace, sessionId: uuidv7() }
  return {
    meet: (addresses: ChatIdentity['addresses'], phone: string | null) =>
      inTransaction(house.pool, (client) =>
        chatFor(client, scope, { addresses, phone, name: null }, uuidv7),
      ).then(({ chatId, contactId }) => ({ chatId, contactId, sessionId: scope.sessionId })),
    write: (phone: string) =>
      inTransaction(house.pool, (client) => chatForPhone(client, scope, phone, uuidv7)).then(
        ({ chatId, contactId }) => ({ chatId, contactId, sessionId: scope.sessionId }),
      ),
  }
}
const find = async (workspace: string, chatIds: string[], phones: string[] = []) =>
  (await ask(house.nats, findPerson, { workspace, chatIds, phones })).chats.toSorted((a, b) =>
    a.chatId.localeCompare(b.chatId),
  )

describe('a person', () => {
  test('is found under each number by what the chats share, the neighbour and other workspaces never', async () => {
    const [workspace, foreign] = [uuidv7(), uuidv7()]
    const [first, second, third] = [aNumber(workspace), aNumber(workspace), aNumber(workspace)]
    const both = await first.meet(['1@lid', '62811@s.whatsapp.net'], '62811')
    const byId = await second.meet(['1@lid'], null)
    const byPhone = await third.write('62811')
    await second.meet(['2@lid'], '62812')
    await aNumber(foreign).meet(['1@lid'], '62811')
    expect(await find(workspace, [both.chatId])).toEqual([both, byId, byPhone])
    expect(await find(workspace, [byId.chatId])).toEqual([both, byId])
    expect(await find(workspace, [], ['62811'])).toEqual([both, byPhone])
    expect(await find(foreign, [both.chatId])).toEqual([])
  })

  test('of two chats that became one is found by either, as the one that stayed', async () => {
    const workspace = uuidv7()
    const [first, second] = [aNumber(workspace), aNumber(workspace)]
    const older = await first.write('62813')
    const newer = await first.meet(['3@lid'], null)
    await first.meet(['3@lid'], '62813')
    const elsewhere = await second.meet(['3@lid'], null)
    for (const { chatId } of [older, newer, elsewhere])
      expect(await find(workspace, [chatId])).toEqual([older, elsewhere])
  })
})

// Does search find persons, words and files as people type them, page by page, and open the thread around a message?
import { exampleId } from '@indoshopster/contracts/examples'
import type { InboxFilter } from '@indoshopster/contracts/inbox/filter'
import { listMessages } from '@indoshopster/contracts/inbox/inbox.endpoints'
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import { exampleMessage, received } from '@indoshopster/contracts/session/message.examples'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { at, chat, type SearchedInbox, startSearchedInbox, workspace } from './searched-inbox.setup.ts'

let shop: SearchedInbox
const list: SearchedInbox['list'] = (...asked) => shop.list(...asked)
const search: SearchedInbox['search'] = (...asked) => shop.search(...asked)

beforeAll(async () => {
  shop = await startSearchedInbox()
})
afterAll(() => shop[Symbol.asyncDispose]())

describe('search', () => {
  test.each(['081234560003', '6281234560003', '+62 812-3456-0003', '0812 3456 0003', '3456 0003'])(
    'finds a person by a number typed as %j',
    async (text) => {
      expect((await list({ text })).conversations.map((one) => one.id)).toEqual([chat(3)])
      expect((await list({ text }, { contacts: true })).conversations.map((one) => one.id)).toEqual([chat(3)])
    },
  )

  test.each<InboxFilter>([
    { text: 'transfer' },
    { text: 'budi' },
    { text: 'dikirim 778' },
    { text: 'rahasia' },
    { text: 'dikirim' },
    { text: 'dikirim', from: at(100), to: at(200) },
    { text: 'pesanan', states: ['open'] },
  ])('names the newest message with the words of each conversation listed for %j', async (filter) => {
    const { conversations, hits = [] } = await list(filter)
    const found = (await search(filter)).hits.map((hit) => hit.message)
    const newest = conversations.flatMap(
      ({ id }) => found.find((message) => message.conversationId === id) ?? [],
    )
    const byId = (messages: readonly MessageView[]) => messages.toSorted((a, b) => a.id.localeCompare(b.id))
    expect(byId(hits)).toEqual(byId(newest))
  })

  test('names no message where no words are searched', async () => {
    expect((await list({ from: at(0) })).hits).toBeUndefined()
  })

  test('finds a file by its name and its caption', async () => {
    for (const text of ['januari.pdf', 'INVOICE', 'dicek mohon']) {
      expect((await search({ text })).hits.map((hit) => hit.message.id)).toEqual([exampleMessage(900)])
    }
  })

  test('pages through everything without a gap or a double, in every order', async () => {
    const all = async (page: (cursor?: string) => Promise<{ ids: string[]; nextCursor: string | null }>) => {
      const ids: string[] = []
      for (let cursor: string | undefined; ;) {
        const next = await page(cursor)
        ids.push(...next.ids)
        if (next.nextCursor === null) return ids
        cursor = next.nextCursor
      }
    }
    const more = (cursor?: string) => (cursor === undefined ? {} : { cursor })
    for (const how of [{}, { order: 'waiting' as const }, { contacts: true }]) {
      const ids = await all(async (cursor) => {
        const { conversations, nextCursor } = await list({}, { ...how, limit: 5, ...more(cursor) })
        return { ids: conversations.map((one) => one.id), nextCursor }
      })
      expect(ids).toEqual((await list({}, how)).conversations.map((one) => one.id))
      expect(new Set(ids).size).toBe(12)
    }
    const hits = await all(async (cursor) => {
      const page = await search({ text: 'transfer' }, { limit: 3, ...more(cursor) })
      return { ids: page.hits.map((hit) => hit.message.id), nextCursor: page.nextCursor }
    })
    expect(hits).toEqual((await search({ text: 'transfer' })).hits.map((hit) => hit.message.id))
    expect(hits.length).toBeGreaterThan(6)
  })

  test('opens the thread around a hit, and goes on both ways', async () => {
    const conversationId = chat(0)
    const whole = (await shop.inbox.ask(listMessages, { workspace, conversationId, limit: 100 })).messages
    const middle = whole[Math.floor(whole.length / 2)]?.id ?? ''
    const around = await shop.inbox.ask(listMessages, { workspace, conversationId, around: middle, limit: 3 })
    expect(around.messages.map((one) => one.id)).toContain(middle)
    const ids = around.messages.map((one) => one.id)
    for (let cursor = around.newerCursor; cursor !== null;) {
      const page = await shop.inbox.ask(listMessages, { workspace, conversationId, after: cursor, limit: 2 })
      ids.unshift(...page.messages.map((one) => one.id))
      cursor = page.newerCursor
    }
    for (let cursor = around.nextCursor; cursor !== null;) {
      const page = await shop.inbox.ask(listMessages, { workspace, conversationId, cursor, limit: 2 })
      ids.push(...page.messages.map((one) => one.id))
      cursor = page.nextCursor
    }
    expect(ids).toEqual(whole.map((one) => one.id))
    const unknown = shop.inbox.ask(listMessages, {
      workspace,
      conversationId,
      around: exampleMessage(901),
      limit: 3,
    })
    await expect(unknown).rejects.toMatchObject({ code: 'message_not_found' })
  })

  test('names the newest of few messages with a rare word too', async () => {
    const ids = { chatId: chat(3), contactId: exampleId(3, 0xf), sessionId: exampleId(1, 0x5) }
    for (const number of [910, 911]) {
      const told = { messageId: exampleMessage(number), text: 'cetak biru', sentAt: at(number) }
      await shop.tell(received({ ...ids, ...told }))
    }
    expect((await list({ text: 'biru cetak' })).hits?.map((one) => one.id)).toEqual([exampleMessage(911)])
  })
})

// Do filter and search find exactly what passes, in any combination, page by page, whatever is typed?
import type { RequestOf } from '@indoshopster/contracts/endpoint'
import { exampleId, exampleWorkspace } from '@indoshopster/contracts/examples'
import { exampleAccount } from '@indoshopster/contracts/gateway/send.examples'
import { ofConversation } from '@indoshopster/contracts/inbox/conversation.examples'
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import type { InboxFilter } from '@indoshopster/contracts/inbox/filter'
import {
  listConversations,
  listMessages,
  searchMessages,
} from '@indoshopster/contracts/inbox/inbox.endpoints'
import { createLabel } from '@indoshopster/contracts/inbox/label.endpoints'
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import { exampleMedia, exampleMessage, received } from '@indoshopster/contracts/session/message.examples'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestInbox, type TestInbox } from './inbox.setup.ts'

const workspace = exampleWorkspace
const other = exampleId(2, 0xa)
const chat = (number: number) => exampleId(number, 0xc)
const at = (second: number) => new Date(Date.UTC(2026, 0, 15, 12, 0, second)).toISOString()
const names = ['Budi Santoso', 'Siti Rahma', 'Agus Wijaya', 'Budi Wijaya']
const texts = [
  'pesanan dikirim',
  'sudah transfer',
  'retur barang',
  'halo kak',
  'transfer pesanan 50%',
  'JP-778 dikirim',
]
const labels: string[] = []
let inbox: TestInbox
let last = 0

const list = async (filter: InboxFilter, more: Partial<RequestOf<typeof listConversations>> = {}) =>
  inbox.ask(listConversations, { workspace, filter, limit: 100, minSeq: last, ...more })
const search = async (filter: InboxFilter, more: Partial<RequestOf<typeof searchMessages>> = {}) =>
  inbox.ask(searchMessages, { workspace, filter, limit: 100, minSeq: last, ...more })

beforeAll(async () => {
  inbox = await startTestInbox()
  const actor = { workspace, by: exampleAccount, role: 'agent' as const }
  for (const name of ['Lunas', 'Belum bayar', 'VIP']) {
    labels.push((await inbox.ask(createLabel, { ...actor, name, colour: 'red' })).labelId)
  }
  let message = 0
  for (let n = 0; n < 12; n++) {
    const ids = { chatId: chat(n), contactId: exampleId(n, 0xf), sessionId: exampleId(n % 2, 0x5) }
    const correspondent = { name: names[n % 4] ?? null, phone: `62812345600${String(n).padStart(2, '0')}` }
    for (let m = 0; m < 4; m++) {
      const text = texts[(n * 3 + m * 5) % texts.length] ?? ''
      const sealed = { content: { kind: 'text' as const, text }, correspondent }
      const group = n === 11 ? { chatKind: 'group' as const } : {}
      await inbox.tell(
        received({
          ...ids,
          ...group,
          messageId: exampleMessage(++message),
          sentAt: at(n * 10 + m * 60),
          sealed,
        }),
      )
    }
    const own = { conversationId: chat(n) }
    for (const [index, labelId] of labels.entries()) {
      if ((n + index) % (index + 2) === 0)
        await inbox.tell(
          ofConversation('inbox.label_applied.v1', { ...own, labelId }, 1, {
            id: exampleId(n * 10 + index, 0x77),
          }),
        )
    }
    if (n % 3 === 0)
      await inbox.tell(
        ofConversation('inbox.conversation_assigned.v1', { ...own, assignee: exampleAccount }, 1, {
          id: exampleId(n, 0x78),
        }),
      )
    if (n % 5 === 0)
      await inbox.tell(ofConversation('inbox.conversation_resolved.v1', own, 1, { id: exampleId(n, 0x79) }))
    if (n % 4 === 0)
      await inbox.tell(
        ofConversation('inbox.conversation_read.v1', { ...own, upToSequence: 10_000 }, 1, {
          id: exampleId(n, 0x7a),
        }),
      )
  }
  const file = { ...exampleMedia, fileName: 'Invoice Januari.pdf', mimetype: 'application/pdf' }
  const document = { kind: 'document' as const, media: file, caption: 'mohon dicek' }
  const sealed = { content: document, correspondent: { name: 'Budi Santoso', phone: '6281234560000' } }
  await inbox.tell(
    received({
      chatId: chat(0),
      contactId: exampleId(0, 0xf),
      sessionId: exampleId(0, 0x5),
      messageId: exampleMessage(900),
      mediaId: file.mediaId,
      sentAt: at(500),
      sealed,
    }),
  )
  const secret = {
    ...received({ chatId: chat(500), messageId: exampleMessage(901), text: 'pesanan rahasia' }),
    workspace: other,
  }
  last = await inbox.tell(secret)
})
afterAll(async () => {
  await inbox[Symbol.asyncDispose]()
})

/** What the filter means, said once more, in a few lines and without an index. */
function passes(filter: InboxFilter, one: ConversationView, messages: readonly MessageView[]): boolean {
  const has = (id: string) => one.labels.includes(id)
  const inTime = (message: MessageView) =>
    (!filter.from || message.at >= filter.from) && (!filter.to || message.at < filter.to)
  const says = (message: MessageView) => {
    const content = message.content
    const text =
      content?.kind === 'text'
        ? content.text
        : content?.kind === 'document'
          ? `${content.caption} ${content.media.fileName}`
          : ''
    return (filter.text ?? '')
      .toLowerCase()
      .split(' ')
      .every((word) => text.toLowerCase().includes(word))
  }
  const named = (filter.text ?? '')
    .toLowerCase()
    .split(' ')
    .every((word) => `${one.name ?? ''} ${one.phone ?? ''}`.toLowerCase().includes(word))
  const asks = filter.from || filter.to || filter.text
  return (
    (!filter.labelsAny || filter.labelsAny.some(has)) &&
    (!filter.labelsAll || filter.labelsAll.every(has)) &&
    (!filter.labelsNone || !filter.labelsNone.some(has)) &&
    (!filter.assignees || filter.assignees.includes(one.assignee ?? 'none')) &&
    (!filter.states || filter.states.includes(one.state)) &&
    (!filter.sessions || filter.sessions.includes(one.sessionId)) &&
    (filter.unread === undefined || filter.unread === one.unread > 0) &&
    (filter.needsReply === undefined ||
      filter.needsReply === (one.waitingSince !== null && one.state === 'open')) &&
    (!filter.chatKind || filter.chatKind === one.chatKind) &&
    (!asks || messages.some((message) => inTime(message) && (says(message) || named)))
  )
}

describe('filter', () => {
  const some = <Item>(items: () => Item[]) => fc.nat().chain(() => fc.subarray(items(), { minLength: 1 }))
  const whole = fc.record({
    labelsAny: some(() => [...labels, exampleId(99, 0x1)]),
    labelsAll: some(() => labels),
    labelsNone: some(() => [...labels, exampleId(99, 0x1)]),
    assignees: fc.subarray([exampleAccount, 'none', 'nonsense'], { minLength: 1 }),
    states: fc.subarray<'open' | 'snoozed' | 'resolved'>(['open', 'snoozed', 'resolved'], { minLength: 1 }),
    sessions: fc.subarray([exampleId(0, 0x5), exampleId(1, 0x5)], { minLength: 1 }),
    unread: fc.boolean(),
    needsReply: fc.boolean(),
    chatKind: fc.constantFrom<'person' | 'group'>('person', 'group'),
    from: fc.nat(200).map(at),
    to: fc.nat(300).map((second) => at(201 + second)),
    text: fc.constantFrom(
      'pesan',
      'transfer',
      'budi',
      'wijaya',
      'JP-778',
      '62812345600',
      'tidak ada',
      'invoice',
      'kirim esanan',
    ),
  })
  /** At most three parts at a time: with more of them nothing passes, and nothing is proven. */
  const filters = whole.chain((all) =>
    fc
      .subarray(Object.keys(all) as (keyof typeof all)[], { maxLength: 3 })
      .map((keys): InboxFilter => Object.fromEntries(keys.map((key) => [key, all[key]]))),
  )

  test(
    'means the same for every combination, in conversations and in messages',
    { timeout: 120_000 },
    async () => {
      const everyone = (await list({}, { contacts: true })).conversations
      const threads = new Map<string, MessageView[]>()
      for (const { id } of everyone) {
        const { messages } = await inbox.ask(listMessages, { workspace, conversationId: id, limit: 100 })
        threads.set(
          id,
          messages.filter((message) => message.direction !== 'internal'),
        )
      }
      await fc.assert(
        fc.asyncProperty(filters, async (filter) => {
          const found = (await list(filter)).conversations.map((one) => one.id)
          const wanted = everyone.filter((one) => passes(filter, one, threads.get(one.id) ?? []))
          expect(found.toSorted()).toEqual(wanted.map((one) => one.id).toSorted())
          const places = (await list(filter)).conversations.map((one) => one.lastMessageAt ?? '')
          expect(places).toEqual(places.toSorted().reverse())
          const { text, from, to, ...ofConversations } = filter
          const hits = (await search(filter)).hits.map((hit) => hit.message.id)
          const expected = everyone
            .filter((one) => passes(ofConversations, one, []))
            .flatMap((one) => threads.get(one.id) ?? [])
            .filter((message) => {
              const nobody = {
                ...everyone[0],
                name: null,
                phone: null,
                labels: [],
              } as unknown as ConversationView
              return passes(
                { ...(text ? { text } : {}), ...(from ? { from } : {}), ...(to ? { to } : {}) },
                nobody,
                [message],
              )
            })
          expect(hits.toSorted()).toEqual(expected.map((message) => message.id).toSorted())
        }),
        { numRuns: 60 },
      )
    },
  )

  test('refuses what nothing can pass, and takes hostile words as words', async () => {
    for (const filter of [
      { text: '???' },
      { text: ' ' },
      { from: at(10), to: at(10) },
      { from: '2026-13-99T00:00:00Z' },
    ]) {
      await expect(list(filter)).rejects.toMatchObject({ code: 'filter_invalid' })
      await expect(search(filter)).rejects.toMatchObject({ code: 'filter_invalid' })
    }
    for (const text of [
      "x'; DROP TABLE inbox.message_thread_v1; --",
      '%a%',
      '\\a',
      "$$a'",
      'a\0b',
      'a\ud83d',
    ]) {
      expect((await search({ text })).hits).toEqual([])
    }
    expect((await search({ text: '50%' })).hits.length).toBeGreaterThan(0)
    expect((await search({ text: 'rahasia' })).hits).toEqual([])
  })

  test('does not take a huge page, a bad id or a cursor of another list', async () => {
    await expect(list({}, { limit: 101 })).rejects.toMatchObject({ code: 'request_invalid' })
    await expect(list({}, { limit: -1 })).rejects.toMatchObject({ code: 'request_invalid' })
    await expect(list({ labelsAny: ["' OR 1=1"] })).rejects.toMatchObject({ code: 'request_invalid' })
    const { nextCursor } = await list({}, { limit: 1 })
    await expect(search({}, { cursor: nextCursor ?? '' })).rejects.toMatchObject({ code: 'cursor_invalid' })
    await expect(list({}, { minSeq: last + 1000 })).rejects.toMatchObject({ code: 'read_model_behind' })
  })
})

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
    const whole = (await inbox.ask(listMessages, { workspace, conversationId, limit: 100 })).messages
    const middle = whole[Math.floor(whole.length / 2)]?.id ?? ''
    const around = await inbox.ask(listMessages, { workspace, conversationId, around: middle, limit: 3 })
    expect(around.messages.map((one) => one.id)).toContain(middle)
    const ids = around.messages.map((one) => one.id)
    for (let cursor = around.newerCursor; cursor !== null;) {
      const page = await inbox.ask(listMessages, { workspace, conversationId, after: cursor, limit: 2 })
      ids.unshift(...page.messages.map((one) => one.id))
      cursor = page.newerCursor
    }
    for (let cursor = around.nextCursor; cursor !== null;) {
      const page = await inbox.ask(listMessages, { workspace, conversationId, cursor, limit: 2 })
      ids.push(...page.messages.map((one) => one.id))
      cursor = page.nextCursor
    }
    expect(ids).toEqual(whole.map((one) => one.id))
    const unknown = inbox.ask(listMessages, {
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
      last = await inbox.tell(received({ ...ids, ...told }))
    }
    expect((await list({ text: 'biru cetak' })).hits?.map((one) => one.id)).toEqual([exampleMessage(911)])
  })
})

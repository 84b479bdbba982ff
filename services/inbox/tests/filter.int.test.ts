// Does a filter mean what it says in every combination, in conversations and in messages, whatever is typed?
import { exampleId } from '@indoshopster/contracts/examples'
import { exampleAccount } from '@indoshopster/contracts/gateway/send.examples'
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import type { InboxFilter } from '@indoshopster/contracts/inbox/filter'
import { listConversations, listMessages } from '@indoshopster/contracts/inbox/inbox.endpoints'
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { at, type SearchedInbox, startSearchedInbox, workspace } from './searched-inbox.setup.ts'

let shop: SearchedInbox
const list: SearchedInbox['list'] = (...asked) => shop.list(...asked)
const search: SearchedInbox['search'] = (...asked) => shop.search(...asked)

beforeAll(async () => {
  shop = await startSearchedInbox()
})
afterAll(() => shop[Symbol.asyncDispose]())

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
    labelsAny: some(() => [...shop.labels, exampleId(99, 0x1)]),
    labelsAll: some(() => shop.labels),
    labelsNone: some(() => [...shop.labels, exampleId(99, 0x1)]),
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
        const { messages } = await shop.inbox.ask(listMessages, { workspace, conversationId: id, limit: 100 })
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
              // Only the message counts here; there is always somebody.
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
    const ahead = { workspace, filter: {}, limit: 100, minSeq: shop.last() + 1000 }
    const answer = shop.inbox.askOnce(listConversations, ahead)
    await expect(answer).rejects.toMatchObject({ code: 'read_model_behind' })
  })
})

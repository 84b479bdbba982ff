// Does a message go all the way: appended to the log, folded, and answered, for its own workspace only?
import type { RequestOf } from '@indoshopster/contracts/endpoint'
import { exampleId, exampleWorkspace } from '@indoshopster/contracts/examples'
import { exampleAccount, requested } from '@indoshopster/contracts/gateway/send.examples'
import {
  countConversations,
  getConversation,
  listConversations,
  listMessages,
  markRead,
} from '@indoshopster/contracts/inbox/inbox.endpoints'
import {
  delivered,
  exampleMessage,
  queued,
  received,
  sent,
} from '@indoshopster/contracts/session/message.examples'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestInbox, type TestInbox } from './inbox.setup.ts'

const chat = (number: number) => exampleId(number, 0xc)
const other = exampleId(2, 0xa)
let inbox: TestInbox
let message = 0

/** Tells of a fresh message in a chat. */
const arrive = (chatId: string, text: string, workspace = exampleWorkspace) => {
  message++
  return inbox.tell({ ...received({ chatId, text, messageId: exampleMessage(message) }), workspace })
}
const list = (request: Partial<RequestOf<typeof listConversations>> = {}) =>
  inbox.ask(listConversations, { workspace: exampleWorkspace, filter: {}, limit: 50, ...request })
const thread = (conversationId: string, more: Partial<RequestOf<typeof listMessages>> = {}) =>
  inbox.ask(listMessages, { workspace: exampleWorkspace, conversationId, limit: 50, ...more })
const seen = (conversationId: string, upToSequence: number, workspace = exampleWorkspace) =>
  inbox.ask(markRead, { workspace, by: exampleAccount, role: 'agent', conversationId, upToSequence })

beforeAll(async () => {
  inbox = await startTestInbox()
})
afterAll(async () => {
  await inbox[Symbol.asyncDispose]()
})

describe('inbox', () => {
  test('shows a received message in its list and its thread', async () => {
    const sequence = await arrive(chat(1), 'Halo *Kak*')
    expect((await list({ minSeq: sequence })).conversations).toMatchObject([
      { id: chat(1), name: 'Budi Santoso', unread: 1, preview: { text: 'Halo Kak' }, lastSequence: sequence },
    ])
    expect((await thread(chat(1), { minSeq: sequence })).messages).toMatchObject([
      {
        conversationId: chat(1),
        content: { kind: 'text', text: 'Halo *Kak*' },
        status: 'received',
        sequence,
      },
    ])
  })

  test('follows a reply from accepted to delivered', async () => {
    const id = exampleMessage(900)
    const mine = { chatId: chat(2), messageId: id }
    await arrive(chat(2), 'Halo')
    const status = async (minSeq: number) => (await thread(chat(2), { minSeq })).messages[0]?.status
    expect(await status(await inbox.tell(requested(mine)))).toBe('accepted')
    expect(await status(await inbox.tell(queued(mine)))).toBe('queued')
    expect(await status(await inbox.tell(sent(mine)))).toBe('sent')
    const sequence = await inbox.tell(delivered(mine))
    expect(await status(sequence)).toBe('delivered')
    const one = { workspace: exampleWorkspace, conversationId: chat(2), minSeq: sequence }
    expect(await inbox.ask(getConversation, one)).toMatchObject({ preview: { status: 'delivered' } })
  })

  test('reads up to a message and answers what the reader has just changed', async () => {
    const first = await arrive(chat(3), 'satu')
    const second = await arrive(chat(3), 'dua')
    const { sequence } = await seen(chat(3), first)
    expect(sequence).toBeGreaterThan(second)
    expect((await list({ ids: [chat(3)], minSeq: sequence })).conversations).toMatchObject([{ unread: 1 }])
    expect(await seen(chat(3), first)).toEqual({ sequence: 0 })
  })

  test('waits for a sequence that another projection folds, or that nobody here folds', async () => {
    const { sequence } = await seen(chat(3), await arrive(chat(3), 'tiga'))
    expect((await thread(chat(3), { minSeq: sequence })).messages).toHaveLength(3)
    const elsewhere = { owner: 'templating', lane: 'template', entity: exampleId(1, 0x7) }
    const foreign = await inbox.log.append(exampleWorkspace, elsewhere, {
      type: 'templating.other.v1',
      data: {},
    })
    expect((await thread(chat(3), { minSeq: foreign.sequence })).messages).toHaveLength(3)
  })

  test('refuses a sequence the log does not have yet', async () => {
    const ahead = { workspace: exampleWorkspace, filter: {}, limit: 50, minSeq: 1_000_000 }
    const answer = inbox.askOnce(listConversations, ahead)
    await expect(answer).rejects.toMatchObject({ code: 'read_model_behind' })
  })

  test('pages the list and the thread without a gap or a double', async () => {
    for (let n = 0; n < 7; n++) await arrive(chat(10 + n), `hai ${n}`)
    for (let n = 0; n < 7; n++) await arrive(chat(20), `pesan ${n}`)
    const last = await arrive(chat(20), 'terakhir')
    const ids: string[] = []
    for (
      let cursor: string | undefined, page;
      page?.nextCursor !== null;
      cursor = page.nextCursor ?? undefined
    ) {
      page = await list({ limit: 3, minSeq: last, ...(cursor ? { cursor } : {}) })
      ids.push(...page.conversations.map((conversation) => conversation.id))
    }
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.slice(0, 8)).toEqual([chat(20), ...[6, 5, 4, 3, 2, 1, 0].map((n) => chat(10 + n))])
    const texts: unknown[] = []
    for (
      let cursor: string | undefined, page;
      page?.nextCursor !== null;
      cursor = page.nextCursor ?? undefined
    ) {
      page = await thread(chat(20), { limit: 4, minSeq: last, ...(cursor ? { cursor } : {}) })
      texts.push(...page.messages.map((view) => (view.content?.kind === 'text' ? view.content.text : null)))
    }
    expect(texts).toEqual(['terakhir', ...[6, 5, 4, 3, 2, 1, 0].map((n) => `pesan ${n}`)])
  })

  test('filters unread conversations and counts them', async () => {
    const read = await arrive(chat(30), 'dibaca')
    const unread = await arrive(chat(31), 'belum')
    const { sequence } = await seen(chat(30), read)
    const page = await list({ filter: { unread: true }, minSeq: Math.max(sequence, unread), limit: 100 })
    const ids = page.conversations.map((conversation) => conversation.id)
    expect(ids).toContain(chat(31))
    expect(ids).not.toContain(chat(30))
    const counted = await inbox.ask(countConversations, {
      workspace: exampleWorkspace,
      account: exampleAccount,
    })
    expect(counted.unread).toBe(ids.length)
  })

  test('answers exactly the conversations that were named', async () => {
    const page = await list({ ids: [chat(31), chat(30), exampleId(999, 0xc)] })
    expect(page.conversations.map((conversation) => conversation.id)).toEqual([chat(31), chat(30)])
    expect(page.nextCursor).toBeNull()
  })

  test('refuses a cursor that is none of its own', async () => {
    await expect(list({ cursor: 'xyz' })).rejects.toMatchObject({ code: 'cursor_invalid' })
    await expect(thread(chat(1), { cursor: 'xyz' })).rejects.toMatchObject({ code: 'cursor_invalid' })
  })

  test('gives the same answer for an unknown conversation and another workspace’s', async () => {
    const sequence = await arrive(chat(40), 'rahasia', other)
    const refusal = { code: 'conversation_not_found' }
    for (const id of [chat(40), exampleId(998, 0xc)]) {
      await expect(thread(id, { minSeq: sequence })).rejects.toMatchObject(refusal)
      const one = { workspace: exampleWorkspace, conversationId: id }
      await expect(inbox.ask(getConversation, one)).rejects.toMatchObject(refusal)
      await expect(seen(id, sequence)).rejects.toMatchObject(refusal)
    }
    const theirs = await list({ workspace: other, minSeq: sequence })
    expect(theirs.conversations.map((conversation) => conversation.id)).toEqual([chat(40)])
    expect((await list({ ids: [chat(40)] })).conversations).toEqual([])
  })

  test('answers a thread of the longest texts in pages that fit', async () => {
    let last = 0
    for (let n = 0; n < 20; n++) last = await arrive(chat(50), 'é'.repeat(60_000))
    const page = await thread(chat(50), { minSeq: last, limit: 100 })
    expect(page.messages.length).toBeLessThan(20)
    expect(page.nextCursor).not.toBeNull()
  })

  test('is ready when everything is folded', async () => {
    expect(await inbox.waitingFor()).toEqual([])
  })
})

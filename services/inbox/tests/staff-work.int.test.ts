// Does what staff do with conversations, labels and views hold with real servers, also when two do it at once?
import type { RequestOf } from '@indoshopster/contracts/endpoint'
import { exampleId, exampleWorkspace } from '@indoshopster/contracts/examples'
import type { ConversationChange } from '@indoshopster/contracts/inbox/change'
import * as inboxApi from '@indoshopster/contracts/inbox/inbox.endpoints'
import * as labelApi from '@indoshopster/contracts/inbox/label.endpoints'
import { contactTold, forgotten, merged } from '@indoshopster/contracts/session/chat.examples'
import { exampleMessage, received } from '@indoshopster/contracts/session/message.examples'
import { uuidv7 } from '@indoshopster/service/uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checksum } from '../src/checksum.ts'
import { openTestLog, startTestInbox, type TestInbox } from './inbox.setup.ts'

const workspace = exampleWorkspace
const other = exampleId(2, 0xa)
const [ani, budi, closed] = [exampleId(1, 0xac), exampleId(2, 0xac), exampleId(3, 0xac)]
const chat = (number: number) => exampleId(number, 0xc)
const contact = (number: number) => exampleId(number, 0xf)
let inbox: TestInbox
let message = 0

const arrive = (chatNumber: number, text: string, more: Parameters<typeof received>[0] = {}) =>
  inbox.tell(
    received({
      chatId: chat(chatNumber),
      contactId: contact(chatNumber),
      text,
      messageId: exampleMessage(++message),
      ...more,
    }),
  )
const actor = (by: string) => ({ workspace, by, role: 'owner' as const })
const change = (id: string, what: ConversationChange, by = ani) =>
  inbox.ask(inboxApi.changeConversation, { ...actor(by), conversationId: id, change: what })
const look = (id: string, minSeq = 0) =>
  inbox.ask(inboxApi.getConversation, { workspace, conversationId: id, minSeq })
const thread = (id: string, more: Partial<RequestOf<typeof inboxApi.listMessages>> = {}) =>
  inbox.ask(inboxApi.listMessages, { workspace, conversationId: id, limit: 50, ...more })

async function account(id: string, active: boolean, of = workspace) {
  const to = { owner: 'staff', lane: 'account', entity: id }
  const sealed = { email: 'a@b.c', name: 'A' }
  const created = { type: 'staff.account_created.v1', data: { accountId: id, role: 'agent' } }
  await inbox.log.append(of, to, { ...created, sealed, person: `account:${id}` })
  const data = { accountId: id, role: 'agent', active, by: id }
  if (!active) await inbox.log.append(of, to, { type: 'staff.account_changed.v1', data })
}

beforeAll(async () => {
  inbox = await startTestInbox()
  await account(ani, true)
  await account(budi, true)
  await account(closed, false)
  await account(exampleId(4, 0xac), true, other)
})
afterAll(async () => {
  await inbox[Symbol.asyncDispose]()
})

describe('claim', () => {
  test('goes to exactly one of many who try at once', { timeout: 60_000 }, async () => {
    for (let n = 0; n < 20; n++) {
      const id = chat(100 + n)
      await arrive(100 + n, 'Halo')
      await look(id, await inbox.log.lastSequence())
      const both = await Promise.allSettled([ani, budi].map((by) => change(id, { kind: 'claim' }, by)))
      const [won, lost] = [
        both.filter((one) => one.status === 'fulfilled'),
        both.filter((one) => one.status === 'rejected'),
      ]
      expect([won.length, lost.length]).toEqual([1, 1])
      const { assignee } = await look(id, await inbox.log.lastSequence())
      expect(lost[0]?.reason).toMatchObject({ code: 'already_claimed', facts: { assignee } })
    }
  })

  test('is for active accounts of the workspace', async () => {
    await arrive(1, 'Halo')
    for (const assignee of [closed, exampleId(4, 0xac), exampleId(9, 0xac)]) {
      await expect(change(chat(1), { kind: 'assign', assignee })).rejects.toMatchObject({
        code: 'assignee_not_found',
      })
    }
    const { sequence } = await change(chat(1), { kind: 'assign', assignee: budi })
    expect(await look(chat(1), sequence)).toMatchObject({ assignee: budi })
  })
})

describe('a conversation', () => {
  test('is snoozed, resolved, opened by a message, and tells of it in its thread', async () => {
    await arrive(2, 'Halo')
    const until = new Date(Date.now() + 3600_000).toISOString()
    const snoozed = await change(chat(2), { kind: 'snooze', until })
    expect(await look(chat(2), snoozed.sequence)).toMatchObject({ state: 'snoozed', snoozedUntil: until })
    const resolved = await change(chat(2), { kind: 'resolve' })
    expect(await look(chat(2), resolved.sequence)).toMatchObject({ state: 'resolved', waitingSince: null })
    expect(await change(chat(2), { kind: 'resolve' })).toEqual({ sequence: 0 })
    const opened = await arrive(2, 'Kak?', { sentAt: new Date().toISOString() })
    expect(await look(chat(2), opened)).toMatchObject({ state: 'open', unread: 2 })
    const { messages } = await thread(chat(2), { minSeq: opened })
    expect(
      messages.map(({ content }) => content?.kind === 'activity' && content.what).filter(Boolean),
    ).toEqual(['resolved', 'snoozed'])
  })

  test('has notes, each once however often it is sent', async () => {
    await arrive(3, 'Halo')
    const note = { ...actor(ani), conversationId: chat(3), noteId: uuidv7(), text: 'VIP', mentions: [budi] }
    const { sequence } = await inbox.ask(inboxApi.addNote, note)
    await thread(chat(3), { minSeq: sequence })
    expect(await inbox.ask(inboxApi.addNote, note)).toEqual({ sequence })
    const { messages } = await thread(chat(3), { minSeq: sequence })
    expect(messages.filter((one) => one.direction === 'internal')).toMatchObject([
      { id: note.noteId, content: { kind: 'note', text: 'VIP', mentions: [budi] }, author: ani },
    ])
    const stolen = { ...note, noteId: messages.find((one) => one.direction === 'incoming')?.id ?? '' }
    await expect(inbox.ask(inboxApi.addNote, stolen)).rejects.toMatchObject({ code: 'note_invalid' })
    expect((await look(chat(3), sequence)).preview).toMatchObject({ text: 'Halo' })
  })

  test('is named by staff before the phone book before the person', async () => {
    await inbox.tell(contactTold({ chatId: chat(4), contactId: contact(4) }))
    const { sequence } = await change(chat(4), { kind: 'rename', name: 'Bu Siti (grosir)' })
    expect(await look(chat(4), sequence)).toMatchObject({
      name: 'Bu Siti (grosir)',
      lastMessageAt: null,
      lastSequence: 0,
    })
    const back = await change(chat(4), { kind: 'rename', name: null })
    expect(await look(chat(4), back.sequence)).toMatchObject({ name: 'Bu Siti Toko', givenName: null })
  })
})

describe('labels and views', () => {
  const create = (name: string, at = workspace) =>
    inbox.ask(labelApi.createLabel, { ...actor(ani), workspace: at, name, colour: 'green' })

  test('a label can be used at once, is counted, and is gone everywhere when it is deleted', async () => {
    await arrive(5, 'Halo')
    const { labelId } = await create('Lunas')
    const { sequence } = await change(chat(5), { kind: 'apply_label', labelId })
    expect(await look(chat(5), sequence)).toMatchObject({ labels: [labelId] })
    const labels = () => inbox.ask(labelApi.listLabels, { workspace, minSeq: sequence })
    expect((await labels()).labels).toMatchObject([{ id: labelId, name: 'Lunas', conversations: 1 }])
    const gone = await inbox.ask(labelApi.deleteLabel, { ...actor(ani), labelId })
    expect(await look(chat(5), gone.sequence)).toMatchObject({ labels: [] })
    await expect(change(chat(5), { kind: 'apply_label', labelId })).rejects.toMatchObject({
      code: 'label_not_found',
    })
  })

  test('a label counts the open conversations that have it, as its list shows them', async () => {
    const { labelId } = await create('Belum bayar')
    const counted = async (minSeq: number) =>
      (await inbox.ask(inboxApi.countConversations, { workspace, account: ani, minSeq })).labels[labelId]
    const until = new Date(Date.now() + 60_000).toISOString()
    let sequence = 0
    for (const n of [301, 302, 303]) {
      await arrive(n, 'Halo')
      await look(chat(n), await inbox.log.lastSequence())
      sequence = (await change(chat(n), { kind: 'apply_label', labelId })).sequence
    }
    expect(await counted(sequence)).toBe(3)
    const resolved = await change(chat(301), { kind: 'resolve' })
    expect(await counted(resolved.sequence)).toBe(2)
    const snoozed = await change(chat(302), { kind: 'snooze', until })
    expect(await counted(snoozed.sequence)).toBe(1)
    const off = await change(chat(303), { kind: 'remove_label', labelId })
    expect(await counted(off.sequence)).toBeUndefined()
  })

  test('names are unique in a workspace even when two make one at once', async () => {
    const both = await Promise.allSettled([create('Retur'), create(' retur ')])
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find((one) => one.status === 'rejected')?.reason).toMatchObject({ code: 'label_name_taken' })
    await create('Retur', other)
    await expect(create('\u202e')).rejects.toMatchObject({ code: 'label_name_invalid' })
  })

  test('another workspace’s label, view and conversation are as unknown ones', async () => {
    await arrive(6, 'Halo')
    const theirs = await create('Rahasia', other)
    await look(chat(6), await inbox.log.lastSequence())
    for (const labelId of [theirs.labelId, uuidv7()]) {
      await expect(change(chat(6), { kind: 'apply_label', labelId })).rejects.toMatchObject({
        code: 'label_not_found',
      })
    }
    for (const conversationId of [chat(6), uuidv7()]) {
      const asked = { ...actor(ani), workspace: other, conversationId, change: { kind: 'resolve' as const } }
      await expect(inbox.ask(inboxApi.changeConversation, asked)).rejects.toMatchObject({
        code: 'conversation_not_found',
      })
    }
    // A quick range is kept by its name: what days it means is asked anew by everyone who opens the view.
    const filter = { states: ['open' as const], range: 'today' as const }
    const saved = { ...actor(ani), viewId: null, name: 'Belum bayar', filter }
    const { viewId, sequence } = await inbox.ask(labelApi.saveView, saved)
    expect((await inbox.ask(labelApi.listViews, { workspace, minSeq: sequence })).views).toEqual([
      { id: viewId, name: 'Belum bayar', filter },
    ])
    expect(await inbox.ask(labelApi.saveView, { ...saved, viewId })).toEqual({ viewId, sequence: 0 })
    const stolen = { ...actor(ani), workspace: other, viewId }
    await expect(inbox.ask(labelApi.deleteView, stolen)).rejects.toMatchObject({ code: 'view_not_found' })
  })
})

describe('many rows at once', () => {
  test('two chats of one person become one conversation', async () => {
    await arrive(7, 'dari nomor')
    const { sequence: noted } = await inbox.ask(inboxApi.addNote, {
      ...actor(ani),
      conversationId: chat(8),
      noteId: uuidv7(),
      text: 'catatan',
      mentions: [],
      ...((await arrive(8, 'dari LID')) && {}),
    })
    await look(chat(8), noted)
    const ids = { chatId: chat(7), contactId: contact(7), mergedChatId: chat(8), mergedContactId: contact(8) }
    const sequence = await inbox.tell(merged(ids))
    expect(await look(chat(8), sequence)).toMatchObject({
      id: chat(7),
      unread: 2,
      preview: { text: 'dari LID' },
    })
    const { messages } = await thread(chat(8), { minSeq: sequence })
    expect(messages.map(({ content }) => content && 'text' in content && content.text).sort()).toEqual([
      'catatan',
      'dari LID',
      'dari nomor',
    ])
    expect(messages.every((one) => one.conversationId === chat(7))).toBe(true)
    const { conversations } = await inbox.ask(inboxApi.listConversations, {
      workspace,
      filter: { text: 'dari lid' },
      limit: 10,
    })
    expect(conversations.map((one) => one.id)).toEqual([chat(7)])
  })

  test('an erased contact leaves times and counts, and no word anywhere', async () => {
    await arrive(9, 'rekening canary-7788')
    await inbox.tell(contactTold({ chatId: chat(9), contactId: contact(9) }))
    await change(chat(9), { kind: 'rename', name: 'Canary Person' })
    const { sequence } = await inbox.ask(inboxApi.eraseContact, { ...actor(ani), conversationId: chat(9) })
    await arrive(9, 'canary between')
    const last = await inbox.tell(forgotten({ chatId: chat(9), contactId: contact(9) }))
    expect(await look(chat(9), last)).toMatchObject({
      name: null,
      phone: null,
      erased: true,
      preview: { text: null },
    })
    const { messages } = await thread(chat(9), { minSeq: last })
    expect(messages.map(({ content, missing }) => ({ content, missing }))).toEqual([
      { content: null, missing: 'erased' },
      { content: null, missing: 'erased' },
    ])
    expect(await inbox.ask(inboxApi.eraseContact, { ...actor(ani), conversationId: chat(9) })).toEqual({
      sequence: 0,
    })
    for (const text of ['canary', '7788', 'siti toko']) {
      const found = await inbox.ask(inboxApi.searchMessages, { workspace, filter: { text }, limit: 10 })
      expect(found.hits.filter((hit) => hit.conversation.id === chat(9))).toEqual([])
    }
    const { pool, close } = await openTestLog(inbox.nats.url, inbox.database.url)
    const { rows } = await pool.query<{ table: string }>(
      `SELECT table_name AS table FROM information_schema.tables WHERE table_schema = 'inbox'`,
    )
    for (const { table } of rows) {
      const { rowCount } = await pool.query(`SELECT FROM inbox.${table} t WHERE t::text ILIKE '%canary%'`)
      expect([table, rowCount]).toEqual([table, 0])
    }
    expect(sequence).toBeGreaterThan(0)
    await close()
  })

  test('every table is what folding the log again gives', async () => {
    await look(chat(1), await inbox.log.lastSequence())
    await new Promise((resolve) => setTimeout(resolve, 300))
    const { pool, close } = await openTestLog(inbox.nats.url, inbox.database.url)
    const results = await checksum(inbox.log, pool)
    expect(results.flatMap((result) => result.differing)).toEqual([])
    expect(results.length).toBeGreaterThan(4)
    await close()
  })
})

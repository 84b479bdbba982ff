// Does what staff do hold while the list and the thread are behind the log, or behind what is on the screen?
import { exampleId, exampleWorkspace } from '@indoshopster/contracts/examples'
import type { ConversationChange } from '@indoshopster/contracts/inbox/change'
import * as inboxApi from '@indoshopster/contracts/inbox/inbox.endpoints'
import * as labelApi from '@indoshopster/contracts/inbox/label.endpoints'
import { exampleMessage, received } from '@indoshopster/contracts/session/message.examples'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { conversationTable, messageTable } from '../src/inbox.database.ts'
import { openTestLog, startTestInbox, type TestInbox } from './inbox.setup.ts'

const workspace = exampleWorkspace
const [ani, budi] = [exampleId(1, 0xac), exampleId(2, 0xac)]
const chat = (number: number) => exampleId(number, 0xc)
let inbox: TestInbox
let message = 0

const arrive = (chatNumber: number, text: string) =>
  inbox.tell(
    received({
      chatId: chat(chatNumber),
      contactId: exampleId(chatNumber, 0xf),
      text,
      messageId: exampleMessage(++message),
    }),
  )
const actor = (by: string) => ({ workspace, by, role: 'owner' as const })
const change = (id: string, what: ConversationChange, by = ani) =>
  inbox.ask(inboxApi.changeConversation, { ...actor(by), conversationId: id, change: what })
const look = (id: string, minSeq: number) =>
  inbox.ask(inboxApi.getConversation, { workspace, conversationId: id, minSeq })

beforeAll(async () => {
  inbox = await startTestInbox()
  for (const id of [ani, budi]) {
    const to = { owner: 'staff', lane: 'account', entity: id }
    const event = { type: 'staff.account_created.v1', data: { accountId: id, role: 'agent' } }
    const sealed = { email: 'a@b.c', name: 'A' }
    await inbox.log.append(workspace, to, { ...event, sealed, person: `account:${id}` })
  }
})
afterAll(() => inbox[Symbol.asyncDispose]())

/** Until it is let go, a table can be read and nothing is folded into it. */
async function holdBack(table: string) {
  const { pool, close } = await openTestLog(inbox.nats.url, inbox.database.url)
  const client = await pool.connect()
  await client.query(`BEGIN; LOCK TABLE ${table} IN EXCLUSIVE MODE`)
  return async () => {
    await client.query('ROLLBACK')
    client.release()
    await close()
  }
}

test(
  'a change › is decided on what the log knows, however far behind the list is',
  { timeout: 60_000 },
  async () => {
    const { labelId } = await inbox.ask(labelApi.createLabel, {
      ...actor(ani),
      name: 'Segera',
      colour: 'red',
    })
    await look(chat(11), await arrive(11, 'Halo'))
    const letGo = await holdBack(conversationTable)
    try {
      const there: [ConversationChange, ConversationChange][] = [
        [{ kind: 'resolve' }, { kind: 'reopen' }],
        [
          { kind: 'apply_label', labelId },
          { kind: 'remove_label', labelId },
        ],
        [
          { kind: 'assign', assignee: ani },
          { kind: 'assign', assignee: null },
        ],
      ]
      for (const [done, undone] of there) {
        const first = await change(chat(11), done)
        expect(first.sequence).toBeGreaterThan(0)
        expect(await change(chat(11), done)).toEqual({ sequence: 0 })
        const second = await change(chat(11), undone)
        expect(second.sequence, undone.kind).toBeGreaterThan(first.sequence)
        expect(await change(chat(11), undone)).toEqual({ sequence: 0 })
      }
      await change(chat(11), { kind: 'claim' }, ani)
      await expect(change(chat(11), { kind: 'claim' }, budi)).rejects.toMatchObject({
        code: 'already_claimed',
        facts: { assignee: ani },
      })
      await change(chat(11), { kind: 'assign', assignee: null })
      expect((await change(chat(11), { kind: 'claim' }, budi)).sequence).toBeGreaterThan(0)
    } finally {
      await letGo()
    }
    const last = await inbox.log.lastSequence()
    expect(await look(chat(11), last)).toMatchObject({ state: 'open', labels: [], assignee: budi })
  },
)

test('a message › is found that the log has and its thread has not yet', { timeout: 60_000 }, async () => {
  await look(chat(13), await arrive(13, 'Halo'))
  const letGo = await holdBack(messageTable)
  await arrive(13, 'Yang ini')
  const messageId = exampleMessage(message)
  const asked = inbox.ask(inboxApi.getMessage, { workspace, conversationId: chat(13), messageId })
  await new Promise((resolve) => setTimeout(resolve, 400))
  await letGo()
  expect(await asked).toMatchObject({ content: { text: 'Yang ini' } })
  const unknown = { workspace, conversationId: chat(13), messageId: exampleMessage(987_654) }
  await expect(inbox.askOnce(inboxApi.getMessage, unknown)).rejects.toMatchObject({
    code: 'message_not_found',
  })
})

test('a conversation › is closed up to what its agent saw: a message nobody saw keeps it open', async () => {
  const first = await arrive(12, 'Halo')
  const second = await arrive(12, 'Kak?')
  const early = await change(chat(12), { kind: 'resolve', upToSequence: first })
  expect(await look(chat(12), early.sequence)).toMatchObject({ state: 'open', unread: 2 })
  const late = await change(chat(12), { kind: 'resolve', upToSequence: second })
  expect(await look(chat(12), late.sequence)).toMatchObject({ state: 'resolved' })
})

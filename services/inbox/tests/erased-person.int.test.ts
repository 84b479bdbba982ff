// Is a person who wrote to several numbers of a workspace erased under all of them, and nobody else?
import { exampleId, exampleWorkspace } from '@indoshopster/contracts/examples'
import * as inboxApi from '@indoshopster/contracts/inbox/inbox.endpoints'
import { contactTold, groupTold, merged } from '@indoshopster/contracts/session/chat.examples'
import { exampleMessage, received } from '@indoshopster/contracts/session/message.examples'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestLog, startTestInbox, type TestInbox } from './inbox.setup.ts'

const workspace = exampleWorkspace
const foreign = exampleId(2, 0xa)
const actor = { workspace, by: exampleId(1, 0xac), role: 'owner' as const }
const [first, second, third] = [exampleId(1, 0x5), exampleId(2, 0x5), exampleId(3, 0x5)]
const phone = '6281297531864'
const chat = (number: number) => exampleId(number, 0xc)
const ids = (number: number, sessionId: string) => ({
  chatId: chat(number),
  contactId: exampleId(number, 0xf),
  sessionId,
})
let inbox: TestInbox
let message = 0

/** A message in a chat of two; the person is known by a phone number, or by a hidden id only. */
const says = (number: number, sessionId: string, text: string, by: string | null = phone, more = {}) => {
  const sealed = {
    content: { kind: 'text' as const, text },
    correspondent: { phone: by, name: `${text} nama` },
  }
  const messageId = exampleMessage(++message)
  return inbox.tell(received({ ...ids(number, sessionId), messageId, sealed, ...more }))
}
const look = (number: number, minSeq = 0, of = workspace) =>
  inbox.ask(inboxApi.getConversation, { workspace: of, conversationId: chat(number), minSeq })
const erase = (number: number) => inbox.ask(inboxApi.eraseContact, { ...actor, conversationId: chat(number) })
const erasedChats = async () => {
  const { pool, log, close } = await openTestLog(inbox.nats.url, inbox.database.url)
  const told: string[] = []
  const done = new AbortController()
  await log.follow({
    subjects: [`evt.${workspace}.inbox.conversation.>`],
    from: () => Promise.resolve(1),
    onBatch: (events) => {
      for (const event of events) if (event.type === 'inbox.contact_erased.v1') told.push(event.subject)
      return Promise.resolve()
    },
    onCaughtUp: () => done.abort(),
    signal: done.signal,
  })
  const { rows } = await pool.query<{ table: string }>(
    `SELECT table_name AS table FROM information_schema.tables WHERE table_schema = 'inbox'`,
  )
  const places: string[] = []
  for (const { table } of rows) {
    const { rowCount } = await pool.query(
      `SELECT FROM inbox.${table} t WHERE t::text ILIKE '%kenangan%' OR (t::text LIKE '%${phone}%' AND t::text NOT LIKE '%${foreign}%')`,
    )
    if (rowCount) places.push(table)
  }
  await close()
  return { told, places }
}

beforeAll(async () => {
  inbox = await startTestInbox()
})
afterAll(async () => {
  await inbox[Symbol.asyncDispose]()
})

describe('an erased person', () => {
  test('is found under none of the numbers, the neighbour and the other workspace as before', async () => {
    await says(1, first, 'kenangan satu')
    await says(2, second, 'kenangan dua')
    // Opened by staff, never written in.
    await inbox.tell(
      contactTold({ ...ids(3, third), sealed: { phone, bookName: 'Kenangan Buku', pushName: null } }),
    )
    // Of these two only the session service knows: the same hidden id, and the phone number that begins another chain.
    await says(4, second, 'kenangan empat', null)
    await says(5, third, 'kenangan lima', '6281297531865')
    // Two chats that were found to be one, under the second number too.
    await says(6, third, 'kenangan enam', null)
    await inbox.tell(merged({ ...ids(5, third), mergedChatId: chat(6), mergedContactId: exampleId(6, 0xf) }))
    // A member of a group, whom no conversation is with.
    const group = { ...ids(7, second), contactId: exampleId(70, 0xf), chatKind: 'group' as const }
    await inbox.tell(groupTold({ chatId: chat(7), sessionId: second }))
    await says(7, second, 'kenangan grup', null, group)
    await says(8, second, 'tetangga', '6281200000001')
    // The same person at another shop.
    const content = { kind: 'text' as const, text: 'di toko lain' }
    const sealed = { content, correspondent: { phone, name: 'Budi Santoso' } }
    const last = await inbox.tell({ ...received({ ...ids(9, first), sealed }), workspace: foreign })
    await look(9, last, foreign)
    inbox.people.push(
      [ids(1, first), ids(4, second)],
      [ids(4, second), ids(5, third)],
      [ids(1, first), { ...ids(70, second) }],
    )

    const { sequence } = await erase(1)
    const neighbour = await look(8, sequence)
    expect(neighbour).toMatchObject({ erased: false, phone: '6281200000001', preview: { text: 'tetangga' } })
    expect(await look(9, sequence, foreign)).toMatchObject({ erased: false, phone })
    for (const number of [1, 2, 3, 4, 5, 6])
      expect(await look(number)).toMatchObject({ erased: true, name: null, phone: null })
    const found = await inbox.ask(inboxApi.searchMessages, {
      workspace,
      filter: { text: 'kenangan' },
      limit: 10,
      minSeq: sequence,
    })
    expect(found.hits).toEqual([])
    const { told, places } = await erasedChats()
    expect(places).toEqual([])
    expect(told.toSorted()).toEqual([1, 2, 3, 4, 5, 70].map(chat).toSorted())
    // The one that was asked for ends it: stopped before, it is there to be asked for again.
    expect(told.at(-1)).toBe(chat(1))
  })

  test('is erased once, whichever of the conversations is asked for again', async () => {
    for (const number of [1, 2, 6]) expect(await erase(number)).toEqual({ sequence: 0 })
    expect((await erasedChats()).told).toHaveLength(6)
  })

  test('who was left half way is found again by what is left', async () => {
    await says(11, first, 'kenangan sebelas', '6281297531899')
    const last = await says(12, second, 'kenangan dua belas', '6281297531899')
    await look(12, last)
    const half = { conversationId: chat(12), by: actor.by, sessionId: second, contactId: exampleId(12, 0xf) }
    const to = { owner: 'inbox', lane: 'conversation', entity: chat(12) }
    await inbox.log.append(workspace, to, { type: 'inbox.contact_erased.v1', data: half })
    const { sequence } = await erase(11)
    expect(await look(11, sequence)).toMatchObject({ erased: true })
    expect((await erasedChats()).told.filter((id) => id === chat(12))).toHaveLength(1)
  })

  test('is not erased in part while nobody can say who they are', async () => {
    const before = (await erasedChats()).told
    await inbox.sessionGoes()
    await expect(erase(8)).rejects.toMatchObject({ code: 'unavailable' })
    expect((await erasedChats()).told).toEqual(before)
  })
})

// Does a search find by the index what lies beyond the newest messages that it looks through first?
import { exampleId, exampleWorkspace } from '@indoshopster/contracts/examples'
import type { InboxFilter } from '@indoshopster/contracts/inbox/filter'
import { listConversations, searchMessages } from '@indoshopster/contracts/inbox/inbox.endpoints'
import { createProjectionStore } from '@indoshopster/read-store/projection-store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { conversationList } from '../src/conversation/conversation-list.projection.ts'
import type { ConversationRow } from '../src/conversation/conversation-list.table.ts'
import { blankConversation, withNames } from '../src/conversation/conversation-row.model.ts'
import { filled } from '../src/message/message-content.model.ts'
import { blankMessage } from '../src/message/message-row.model.ts'
import { messageThread } from '../src/message/message-thread.projection.ts'
import type { MessageRow } from '../src/message/message-thread.table.ts'
import { openTestLog, startTestInbox, type TestInbox } from './inbox.setup.ts'

const workspace = exampleWorkspace
const other = exampleId(2, 0xa)
const chats = 600
const messages = 12_000
const session = (n: number) => exampleId(n % 2, 0x5)
const chat = (n: number) => exampleId(n % chats, 0xc)
const at = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString()
let inbox: TestInbox

/** Every 100th of the second number, and old ones of the first, say `garansi`. */
const garansi = (n: number) => n % 100 === 3 || (n % 400 === 4 && n < 4000)

/** Every 1,000th says `asuransi`, from the oldest on; message n is in chat n mod 600. */
function messageAt(n: number, of: string, kind: number): MessageRow {
  const blank = blankMessage({ workspace: of, time: at(n), sequence: n + 1 }, exampleId(n, kind))
  const row = { ...blank, conversation_id: chat(n), session_id: session(n), words: '' }
  const text = n % 1000 === 7 ? `klaim asuransi ${n}` : `${garansi(n) ? 'garansi' : 'pesanan'} ${n}`
  return filled(row, { kind: 'text', text })
}

beforeAll(async () => {
  inbox = await startTestInbox()
  const { pool, close } = await openTestLog(inbox.nats.url, inbox.database.url)
  const client = await pool.connect()
  const thread = createProjectionStore<MessageRow>('inbox', messageThread)
  for (let begin = 0; begin < messages; begin += 4000) {
    const made = Array.from({ length: 4000 }, (_, n) => messageAt(begin + n, workspace, 0x3))
    await thread.save(client, { made, changed: [], removed: [] })
  }
  const theirs = Array.from({ length: 4000 }, (_, n) => messageAt(n, other, 0x4))
  await thread.save(client, { made: theirs, changed: [], removed: [] })
  const list = createProjectionStore<ConversationRow>('inbox', conversationList)
  const rows = Array.from({ length: chats }, (_, n) => {
    const ids = { chatId: chat(n), sessionId: session(n), contactId: exampleId(n, 0xf) }
    const row = withNames(blankConversation(workspace, ids), {
      push_name: `Pelanggan ${n}`,
      phone: `62811000${1000 + n}`,
    })
    const newest = messages - chats + n
    return {
      ...row,
      last_message_at: at(newest),
      last_second: Date.parse(at(newest)) / 1000,
      last_sequence: newest + 1,
    }
  })
  await list.save(client, { made: rows, changed: [], removed: [] })
  client.release()
  await close()
})
afterAll(async () => {
  await inbox[Symbol.asyncDispose]()
})

const found = async (filter: InboxFilter, limit = 100, cursor?: string) => {
  const page = await inbox.ask(searchMessages, { workspace, filter, limit, ...(cursor ? { cursor } : {}) })
  return { ids: page.hits.map((hit) => hit.message.id), nextCursor: page.nextCursor }
}
const listed = async (filter: InboxFilter) =>
  (await inbox.ask(listConversations, { workspace, filter, limit: 100 })).conversations.map((one) => one.id)
const saying = Array.from({ length: 12 }, (_, n) => 11_007 - n * 1000)

describe('a search far back', () => {
  test('finds every message, newest first, and none of another workspace', async () => {
    expect((await found({ text: 'suransi' })).ids).toEqual(saying.map((n) => exampleId(n, 0x3)))
  })

  test('goes back through longer and longer times for a word that many say, but not here', async () => {
    const ids: string[] = []
    for (let cursor: string | undefined; ;) {
      const page = await found({ text: 'garansi', sessions: [session(0)] }, 1, cursor)
      ids.push(...page.ids)
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
    expect(ids).toEqual(Array.from({ length: 10 }, (_, n) => exampleId(3604 - n * 400, 0x3)))
  })

  test('pages without a gap', async () => {
    const ids: string[] = []
    for (let cursor: string | undefined; ;) {
      const page = await found({ text: 'asuransi klaim' }, 5, cursor)
      ids.push(...page.ids)
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
    expect(ids).toEqual(saying.map((n) => exampleId(n, 0x3)))
  })

  test('keeps to the conversations and the time of the filter', async () => {
    const odd = saying.filter((n) => n % 2 === 1)
    expect((await found({ text: 'asuransi', sessions: [session(1)] })).ids).toEqual(
      odd.map((n) => exampleId(n, 0x3)),
    )
    expect((await found({ text: 'asuransi', sessions: [session(0)] })).ids).toEqual([])
    const early = { from: at(1000), to: at(3000) }
    expect((await found({ text: 'asuransi', ...early })).ids).toEqual(
      [2007, 1007].map((n) => exampleId(n, 0x3)),
    )
    expect((await found({ from: at(0), to: at(9500) })).ids).toHaveLength(100)
  })

  test('finds the conversations of such messages, and those of a name or a number', async () => {
    const wanted = new Set(saying.map(chat))
    expect(new Set(await listed({ text: 'asuransi' }))).toEqual(wanted)
    expect(await listed({ text: 'pelanggan 17' })).toEqual(
      expect.arrayContaining([chat(17), ...[170, 171, 172, 173, 174, 175, 176, 177, 178, 179].map(chat)]),
    )
    expect(await listed({ text: '0811 000 1005' })).toEqual([chat(5)])
    expect(await listed({ text: 'tidak ada sama sekali' })).toEqual([])
  })

  test('uses the index under row-level security, for one workspace only', async () => {
    const { pool, close } = await openTestLog(inbox.nats.url, inbox.database.url)
    const client = await pool.connect()
    const call = `SELECT * FROM inbox.message_thread_v${messageThread.version}_with('[["%asuransi%"]]', '[["%kla%"]]', 0, 99999999999, 0, 100)`
    await client.query('BEGIN')
    await client.query(`SELECT set_config('app.workspace', $1, true)`, [other])
    expect((await client.query(call)).rowCount).toBe(4)
    await client.query('ROLLBACK')
    await expect(
      client.query(`SELECT set_config('app.workspace', '', false)`).then(() => client.query(call)),
    ).rejects.toThrow()
    client.release()
    await close()
  })
})

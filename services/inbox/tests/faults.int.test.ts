// Is every message in the inbox exactly once after its process, Postgres and NATS were killed under load?
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import path from 'node:path'
import { exampleId } from '@indoshopster/contracts/examples'
import { requested } from '@indoshopster/contracts/gateway/send.examples'
import { exampleMessage, received, sent } from '@indoshopster/contracts/session/message.examples'
import { physicalTable } from '@indoshopster/read-store/projection-ddl'
import { createPool } from '@indoshopster/read-store/pool'
import type pg from 'pg'
import { describe, expect, test } from 'vitest'
import { createTestDatabase, startTestPostgres } from '../../../scripts/testing/database.ts'
import { startTestNats } from '../../../scripts/testing/nats.ts'
import { checksum } from '../src/checksum.ts'
import { conversationList } from '../src/conversation/conversation-list.projection.ts'
import { messageThread } from '../src/message/message-thread.projection.ts'
import { buildInbox } from '../src/service.ts'
import { masterKey, migrateInbox, noS3, openTestLog, quiet, type Tell } from './inbox.setup.ts'

const listTable = `inbox.${physicalTable(conversationList)}`
const threadTable = `inbox.${physicalTable(messageThread)}`
const chats = 5
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const chat = (number: number) => exampleId(number % chats, 0xc)

/** A customer's message and an acknowledged answer for each number: three events. */
async function talk(tell: Tell, count: number, progress: (done: number) => void = () => {}): Promise<void> {
  for (let n = 1; n <= count; n++) {
    const answer = { chatId: chat(n), messageId: exampleMessage(100_000 + n) }
    await tell(received({ chatId: chat(n), messageId: exampleMessage(n), sequence: n }))
    await tell(requested(answer))
    await tell(sent(answer))
    progress(n)
  }
}

/** The service as a process of its own, for kill -9. */
function startProcess(natsUrl: string, databaseUrl: string): ChildProcess {
  return spawn(process.execPath, [path.join(import.meta.dirname, '../src/main.ts')], {
    env: { DATABASE_URL: databaseUrl, NATS_URL: natsUrl, MASTER_KEY: masterKey, LOG_LEVEL: 'silent' },
    stdio: 'ignore',
  })
}

async function totals(pool: pg.Pool) {
  const { rows } = await pool.query(
    `SELECT (SELECT count(*)::int FROM ${threadTable}) AS messages,
            (SELECT count(*)::int FROM ${threadTable} WHERE status = 'sent') AS sent,
            (SELECT sum(unread_count)::int FROM ${listTable}) AS unread`,
  )
  return rows[0] as { messages: number; sent: number; unread: number }
}

/** The thread and the list are folded apart: one may be behind the other. More than `talks` would be a double. */
async function bothCaughtUp(pool: pg.Pool, talks: number): Promise<boolean> {
  const { sent, unread } = await totals(pool)
  return sent >= talks && unread >= talks
}

async function until(condition: () => Promise<boolean>, patienceMs = 20_000): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (!(await condition().catch(() => false))) {
    if (Date.now() > deadline) throw new Error('It did not come true in time.')
    await sleep(50)
  }
}

describe('inbox under faults', () => {
  test(
    'loses and doubles nothing when its process is killed again and again',
    { timeout: 90_000 },
    async () => {
      await using database = await createTestDatabase()
      await using nats = await startTestNats()
      await migrateInbox(database.url)
      const { log, tell, pool, close } = await openTestLog(nats.url, database.url)
      let written = 0
      const talking = talk(tell, 700, (done) => (written = done))
      let kills = 0
      let child = startProcess(nats.url, database.url)
      while (written < 700 || kills < 2) {
        const before = (await totals(pool)).messages
        await until(async () => (await totals(pool)).messages > before || written === 700)
        child.kill('SIGKILL')
        kills++
        child = startProcess(nats.url, database.url)
      }
      await talking
      await until(() => bothCaughtUp(pool, 700))
      child.kill('SIGKILL')
      expect(kills).toBeGreaterThan(1)
      expect(await totals(pool)).toEqual({ messages: 1400, sent: 700, unread: 700 })
      expect((await checksum(log, pool)).flatMap((result) => result.differing)).toEqual([])
      await close()
    },
  )

  test('recovers by itself when Postgres and NATS are killed in turn', { timeout: 90_000 }, async () => {
    await using postgres = await startTestPostgres()
    await using nats = await startTestNats()
    await migrateInbox(postgres.url)
    const config = { databaseUrl: postgres.url, natsUrl: nats.url, natsReplicas: 1, masterKey, ...noS3 }
    const inbox = await buildInbox(config, quiet)
    const { log, tell, pool, close } = await openTestLog(nats.url, postgres.url)
    const talking = talk(tell, 500)
    await sleep(200)
    process.kill(postgres.server.pid, 'SIGKILL')
    await until(async () => (await inbox.waitingFor()).includes('postgres'), 5000)
    await postgres.server.startAgain()
    await sleep(200)
    process.kill(nats.server.pid, 'SIGKILL')
    await until(async () => (await inbox.waitingFor()).includes('nats'), 5000)
    await nats.server.startAgain()
    await talking
    await until(() => bothCaughtUp(pool, 500))
    expect(await totals(pool)).toEqual({ messages: 1000, sent: 500, unread: 500 })
    expect((await checksum(log, pool)).flatMap((result) => result.differing)).toEqual([])
    expect(await inbox.waitingFor()).toEqual([])
    await inbox.stop()
    await close()
  })

  test('tells which rows differ from the log', async () => {
    await using database = await createTestDatabase()
    await using nats = await startTestNats()
    await migrateInbox(database.url)
    const inbox = await buildInbox(
      { databaseUrl: database.url, natsUrl: nats.url, natsReplicas: 1, masterKey, ...noS3 },
      quiet,
    )
    const { log, tell, pool, close } = await openTestLog(nats.url, database.url)
    await talk(tell, 10)
    await until(() => bothCaughtUp(pool, 10))
    await inbox.stop()
    expect((await checksum(log, pool)).flatMap((result) => result.differing)).toEqual([])
    await pool.query(`UPDATE ${listTable} SET unread_count = 9 WHERE id = $1`, [chat(1)])
    await pool.query(`DELETE FROM ${threadTable} WHERE id = $1`, [exampleMessage(3)])
    expect((await checksum(log, pool)).map((result) => result.differing)).toEqual([
      [chat(1)],
      [exampleMessage(3)],
    ])
    const program = path.join(import.meta.dirname, '../src/checksum.main.ts')
    const env = { DATABASE_URL: database.url, NATS_URL: nats.url, MASTER_KEY: masterKey }
    const told = await new Promise<{ code: unknown; stdout: string }>((resolve) => {
      execFile(process.execPath, [program], { env }, (error, stdout) =>
        resolve({ code: error?.code ?? 0, stdout }),
      )
    })
    expect(told.code).toBe(1)
    expect(told.stdout).toContain(`${physicalTable(conversationList)} ${exampleId(1, 0xa)} 5 rows`)
    expect(told.stdout).toContain(`DIFFERENT in 1: ${chat(1)}`)
    await close()
  })
})

describe('inbox tables', () => {
  test('show nothing to a query that names no workspace, and no other workspace’s rows to one that does', async () => {
    await using database = await createTestDatabase()
    await using nats = await startTestNats()
    await migrateInbox(database.url)
    const inbox = await buildInbox(
      { databaseUrl: database.url, natsUrl: nats.url, natsReplicas: 1, masterKey, ...noS3 },
      quiet,
    )
    const { tell, pool, close } = await openTestLog(nats.url, database.url)
    const [mine, theirs] = [exampleId(1, 0xa), exampleId(2, 0xa)]
    await tell({ ...received({ chatId: chat(1), messageId: exampleMessage(1) }), workspace: mine })
    await tell({ ...received({ chatId: chat(2), messageId: exampleMessage(2) }), workspace: theirs })
    await until(async () => (await totals(pool)).messages === 2)
    const reader = createPool(database.url, 'reader', 1)
    for (const table of [threadTable, listTable]) {
      expect((await reader.query(`SELECT FROM ${table}`)).rowCount).toBe(0)
      for (const workspace of [mine, theirs]) {
        await reader.query('BEGIN')
        await reader.query("SELECT set_config('app.workspace', $1, true)", [workspace])
        expect((await reader.query(`SELECT workspace FROM ${table}`)).rows).toEqual([{ workspace }])
        await reader.query('COMMIT')
      }
      expect((await reader.query(`SELECT FROM ${table}`)).rowCount).toBe(0)
    }
    await Promise.all([reader.end(), inbox.stop(), close()])
  })
})

// How fast are message threads rebuilt from the log, against set-based SQL that only copies the finished rows?
import path from 'node:path'
import { openEventLog } from '@indoshopster/event-log/event-log'
import { postgresKeyring } from '@indoshopster/event-log/keyring'
import { connectNats, prepareStreams } from '@indoshopster/event-log/log-connection'
import { migrate } from '@indoshopster/read-store/migrate'
import { createPool } from '@indoshopster/read-store/pool'
import { foldedTable, physicalTable } from '@indoshopster/read-store/projection-ddl'
import { runProjection } from '@indoshopster/read-store/projection-runner'
import { createLogger } from '@indoshopster/service/logger'
import { uuidv7 } from '@indoshopster/service/uuid'
import pg from 'pg'
import { startStores } from '../../scripts/testing/own-stores.ts'
import { messageThread } from '../../services/inbox/src/message/message-thread.projection.ts'
import { schema } from '../../services/inbox/src/schema.ts'
import { shown, summarise, table } from './figures.ts'
import { random, textOf, workspace } from './search-data.ts'

const events = Number(process.argv[2] ?? 1_000_000)
const ROUNDS = 3
const CHATS = 5000
const IN_FLIGHT = 256
const quiet = createLogger('bench', 'silent')

await using stores = await startStores()
const migrations = path.join(import.meta.dirname, '../../packages/event-log/migrations')
await migrate(stores.databaseUrl, [{ name: 'keyring', migrations, projections: [] }, schema])
const nats = await connectNats(stores.natsUrl, 'bench')
await prepareStreams(nats, 1)
const pool = createPool(stores.databaseUrl, 'bench', 4, { allWorkspaces: true, pipelined: true })
const keyring = postgresKeyring(pool, Buffer.alloc(32, 7))
const ports = { now: Date.now, newId: uuidv7 }
const log = await openEventLog({ nats, keyring, source: 'session', logger: quiet, ports })

const next = random(7)
const chats = Array.from({ length: CHATS }, () => ({ chatId: uuidv7(), contactId: uuidv7() }))
const sessionId = uuidv7()
const started = performance.now()
let written = 0
await Promise.all(
  Array.from({ length: IN_FLIGHT }, async () => {
    while (written < events) {
      const n = written++
      const chat = chats[Math.floor(next() * CHATS)]
      if (!chat) continue
      const sentAt = new Date(Date.now() - (events - n) * 1000).toISOString()
      const data = {
        sessionId,
        ...chat,
        messageId: uuidv7(),
        direction: 'incoming',
        sentAt,
        recovered: false,
      }
      const sealed = {
        content: { kind: 'text', text: textOf(next, n) },
        correspondent: { phone: '6281234567890', name: 'Budi' },
      }
      const event = { type: 'session.message_received.v1', data, sealed, person: `contact:${chat.contactId}` }
      await log.append(workspace, { owner: 'session', lane: sessionId, entity: chat.chatId }, event, {
        patienceMs: Infinity,
      })
    }
  }),
)
console.log(`${events} events appended in ${Math.round((performance.now() - started) / 1000)} s`)

const owner = new pg.Pool({ connectionString: stores.databaseUrl, max: 1 })
const thread = `inbox.${physicalTable(messageThread)}`
await owner.query(`SELECT set_config('app.workspace', '*', false)`)

async function rebuild(): Promise<number> {
  await owner.query(`TRUNCATE ${thread}, inbox.${foldedTable(messageThread)}`)
  await owner.query(`UPDATE inbox.checkpoints SET sequence = 0`)
  const last = await log.lastSequence()
  const begin = performance.now()
  const running = runProjection({ log, pool, schema: 'inbox', projection: messageThread, logger: quiet })
  while (!(await running.waitFor(last, 60_000)));
  const seconds = (performance.now() - begin) / 1000
  await running.stop()
  return events / seconds
}

/** The same rows into the same table with the same indexes, from a table that holds them already. */
async function copy(): Promise<number> {
  await owner.query(`CREATE TABLE IF NOT EXISTS staging AS SELECT * FROM ${thread}`)
  await owner.query('DROP TABLE IF EXISTS peer')
  await owner.query(`CREATE TABLE peer (LIKE ${thread} INCLUDING ALL)`)
  const begin = performance.now()
  const { rowCount } = await owner.query('INSERT INTO peer SELECT * FROM staging')
  return (rowCount ?? 0) / ((performance.now() - begin) / 1000)
}

await owner.query('CREATE SCHEMA IF NOT EXISTS peers; SET search_path = peers, public')
const ours: number[] = []
const theirs: number[] = []
for (let round = 0; round < ROUNDS; round++) {
  ours.push(await rebuild())
  theirs.push(await copy())
}
const { rows } = await owner.query<{ rows: number }>(`SELECT count(*)::int AS rows FROM ${thread}`)
if (rows[0]?.rows !== events)
  throw new Error(`${rows[0]?.rows} rows of ${events} events: something was lost.`)
const ratios = ours.map((rate, round) => rate / (theirs[round] ?? Number.NaN))
console.log(
  table(
    ['', 'per second, median (lowest–highest)'],
    [
      ['events folded from the log into message threads', shown(summarise(ours), 0)],
      ['rows by INSERT … SELECT, same indexes', shown(summarise(theirs), 0)],
      ['ratio (goal ≥ 0.5)', shown(summarise(ratios), 2)],
    ],
  ),
)
await Promise.all([pool.end(), owner.end(), nats.close()])

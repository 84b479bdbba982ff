// How long do filter and search take on a million messages, 20,000 conversations and 20 labels of one workspace?
import { writeFileSync } from 'node:fs'
import type { RequestOf } from '@indoshopster/contracts/endpoint'
import type { listConversations, searchMessages } from '@indoshopster/contracts/inbox/inbox.endpoints'
import { migrate } from '@indoshopster/read-store/migrate'
import { createPool } from '@indoshopster/read-store/pool'
import { createDatabase } from '@indoshopster/read-store/workspace-scope'
import pg from 'pg'
import { startStores } from '../../scripts/testing/own-stores.ts'
import { answerListConversations } from '../../services/inbox/src/conversation/conversation.endpoints.ts'
import type { InboxTables } from '../../services/inbox/src/inbox.database.ts'
import { schema } from '../../services/inbox/src/schema.ts'
import { answerSearchMessages } from '../../services/inbox/src/search/search.endpoints.ts'
import { quantile, table } from './figures.ts'
import { givenNames, labelId, load, now, phoneOf, random, workspace } from './search-data.ts'

const total = Number(process.argv[2] ?? 1_000_000)
const runs = Number(process.argv[3] ?? 60)
const plansFile = new URL('../search-plans.txt', import.meta.url)

await using stores = await startStores()
const started = performance.now()
await migrate(stores.databaseUrl, [schema])
const owner = new pg.Pool({ connectionString: stores.databaseUrl, max: 1 })
owner.on('error', () => {})
await load(owner, total)
await owner.query('VACUUM ANALYZE')
const seconds = Math.round((performance.now() - started) / 1000)
console.log(`${total} messages loaded and indexed in ${seconds} s`)
const sizes = await owner.query<{ name: string; size: string }>(
  `SELECT c.relname AS name, pg_size_pretty(pg_relation_size(c.oid)) AS size FROM pg_class c
   JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = 'inbox' AND pg_relation_size(c.oid) > 10000000 ORDER BY pg_relation_size(c.oid) DESC`,
)
console.log(sizes.rows.map(({ name, size }) => `${name} ${size}`).join(', '))

interface Query {
  readonly sql: string
  readonly parameters: readonly unknown[]
  readonly ms: number
}
let asked: Query[] = []
const pool = createPool(stores.databaseUrl, 'bench', 2)
pool.on('connect', (client) => {
  // Every query is remembered with its time; only the form that Kysely uses, text and values, is.
  const query = client.query.bind(client) as (...args: unknown[]) => unknown
  client.query = (async (...args: unknown[]) => {
    const begin = performance.now()
    const answer = await query(...args)
    const [sql, parameters] = args
    if (typeof sql === 'string' && Array.isArray(parameters)) {
      asked.push({ sql, parameters, ms: performance.now() - begin })
    }
    return answer
  }) as typeof client.query
})
const database = createDatabase<InboxTables>(pool)
const folded = { waitFor: () => Promise.resolve(true) }
const deps = { database, list: folded, thread: folded, labels: folded, now: () => now }
const list = answerListConversations(deps)
const search = answerSearchMessages(deps)

type List = Omit<RequestOf<typeof listConversations>, 'workspace' | 'limit'>
type Search = Omit<RequestOf<typeof searchMessages>, 'workspace' | 'limit'>
const next = random(11)
const pick = (below: number) => Math.floor(next() * below)
const day = 24 * 3600 * 1000
const range = (days: number) => {
  const from = now - days * day - pick(360 - days) * day
  return { from: new Date(from).toISOString(), to: new Date(from + days * day).toISOString() }
}
const written = (digits: string) => `0${digits.slice(2, 5)} ${digits.slice(5, 9)} ${digits.slice(9)}`

/** `common`: what many rows have; goal 150 ms, else 50 ms. */
const kinds: { name: string; common: boolean; list?: () => List; search?: () => Search }[] = [
  { name: 'list: everything', common: false, list: () => ({ filter: {} }) },
  {
    name: 'list: unread with a label',
    common: false,
    list: () => ({ filter: { unread: true, labelsAny: [labelId(pick(20))] } }),
  },
  {
    name: 'list: two labels, nobody’s, open, not a third',
    common: false,
    list: () => ({
      filter: {
        labelsAll: [labelId(pick(3)), labelId(3)],
        labelsNone: [labelId(4)],
        assignees: ['none'],
        states: ['open'],
      },
    }),
  },
  {
    name: 'list: needs reply, longest first',
    common: false,
    list: () => ({ filter: { needsReply: true }, order: 'waiting' }),
  },
  {
    name: 'list: part of a name',
    common: false,
    list: () => ({ filter: { text: `${givenNames[pick(10)]} ${pick(20_000)}` } }),
  },
  {
    name: 'list: a number typed 08… with spaces',
    common: false,
    list: () => ({ filter: { text: written(phoneOf(pick(20_000))) } }),
  },
  {
    name: 'list: label, one day',
    common: false,
    list: () => ({ filter: { labelsAny: [labelId(pick(12))], ...range(1) } }),
  },
  {
    name: 'list: common word (30 %) and a label',
    common: true,
    list: () => ({ filter: { text: 'kak', labelsAny: [labelId(pick(16))] } }),
  },
  { name: 'list: rare word (0.01 %)', common: false, list: () => ({ filter: { text: 'asuransi' } }) },
  { name: 'messages: common word (30 %)', common: true, search: () => ({ filter: { text: 'kak' } }) },
  {
    name: 'messages: word (8 %), 30 days, label',
    common: true,
    search: () => ({ filter: { text: 'pesanan', labelsAny: [labelId(pick(16))], ...range(30) } }),
  },
  {
    name: 'messages: word (2 %) and common one, label',
    common: true,
    search: () => ({ filter: { text: 'transfer kak', labelsAny: [labelId(pick(8))] } }),
  },
  { name: 'messages: part of a word (0.2 %)', common: false, search: () => ({ filter: { text: 'retu' } }) },
  {
    name: 'messages: an order number',
    common: false,
    search: () => ({ filter: { text: `INV-${String(pick(total / 50) * 50).padStart(8, '0')}` } }),
  },
  {
    name: 'messages: a file name',
    common: false,
    search: () => ({ filter: { text: `invoice-${pick(total / 97) * 97}.pdf` } }),
  },
  {
    name: 'messages: label, 7 days, no word',
    common: false,
    search: () => ({ filter: { labelsAny: [labelId(pick(16))], ...range(7) } }),
  },
]

/** The same count of 20,000 rows again and again: how much of a time is the machine's other work. */
async function machine(): Promise<string> {
  const times: number[] = []
  for (let run = 0; run < 20; run++) {
    const begin = performance.now()
    await owner.query(`SELECT count(*) FROM generate_series(1, 20000) n WHERE n::text LIKE '%77%'`)
    times.push(performance.now() - begin)
  }
  return `p50 ${quantile(times, 0.5).toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms`
}
console.log(`the machine, counting 20,000 made-up rows: ${await machine()}`)

const page = { workspace, limit: 50 }
const rows: string[][] = []
const plans: string[] = []
for (const kind of kinds) {
  const times: number[] = []
  let found = 0
  let slowest: { ms: number; queries: Query[] } = { ms: 0, queries: [] }
  for (let run = 0; run < runs; run++) {
    asked = []
    const begin = performance.now()
    if (kind.list) found += (await list({ ...page, ...kind.list() })).conversations.length
    if (kind.search) found += (await search({ ...page, ...kind.search() })).hits.length
    const ms = performance.now() - begin
    // The first two warm the caches.
    if (run < 2) continue
    times.push(ms)
    if (ms > slowest.ms) slowest = { ms, queries: asked }
  }
  const [p50, p95, goal] = [quantile(times, 0.5), quantile(times, 0.95), kind.common ? 150 : 50]
  rows.push([
    kind.name,
    p50.toFixed(1),
    p95.toFixed(1),
    String(goal),
    p95 <= goal ? 'yes' : 'NO',
    (found / runs).toFixed(0),
  ])
  plans.push(`## ${kind.name}: slowest run ${slowest.ms.toFixed(1)} ms`, ...(await plansOf(slowest.queries)))
}
console.log(table(['query (50 rows)', 'p50 ms', 'p95 ms', 'goal ms', 'kept', 'rows found'], rows))
console.log(`the machine afterwards: ${await machine()}`)
writeFileSync(plansFile, plans.join('\n\n'))
await Promise.all([pool.end(), owner.end()])

/** The plans of what the slowest run asked, run again by the role that asked. */
async function plansOf(queries: readonly Query[]): Promise<string[]> {
  const told: string[] = []
  for (const { sql, parameters, ms } of queries) {
    if (!/^\s*(select|with)/i.test(sql) || /set_config/.test(sql)) continue
    const client = await pool.connect()
    await client.query('BEGIN')
    await client.query(`SELECT set_config('app.workspace', $1, true)`, [workspace])
    const { rows: lines } = await client.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN (ANALYZE, BUFFERS) ${sql}`,
      [...parameters],
    )
    await client.query('ROLLBACK')
    client.release()
    const text = lines.map((line) => line['QUERY PLAN'].slice(0, 200)).join('\n')
    told.push(`${ms.toFixed(1)} ms: ${sql.replace(/\s+/g, ' ').trim().slice(0, 400)}\n\n${text}`)
  }
  return told
}

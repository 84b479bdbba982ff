// Answers: how fast is a queue of waiting messages taken in durably, against Baileys that only decrypts and confirms?
import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { prepareStreams, connectNats } from '@indoshopster/event-log/log-connection'
import { migrate } from '@indoshopster/read-store/migrate'
import { createPool } from '@indoshopster/read-store/pool'
import { freePort } from '../../scripts/infra/ports.mjs'
import { call } from '../../scripts/seeding/http.ts'
import { startStores } from '../../scripts/testing/own-stores.ts'
import { startProgram } from '../../scripts/testing/program.ts'
import type { Answer, Order } from '../peers/intake-orders.ts'
import { cpuOf, cpuOfFamily } from './cpu.ts'
import { shown, summarise, table } from './figures.ts'

const MESSAGES = Number(process.argv[2] ?? 2000)
const ROUNDS = Number(process.argv[3] ?? 5)
const WARM_UP = 64
const COUNTS = [1, 8]
const CUSTOMERS = ['6281200000001', '6281200000002', '6281200000003', '6281200000004']
const NUMBERS = Math.max(...COUNTS)

await using stores = await startStores()
const root = path.join(import.meta.dirname, '../..')
await migrate(stores.databaseUrl, [
  { name: 'keyring', migrations: path.join(root, 'packages/event-log/migrations'), projections: [] },
  { name: 'session', migrations: path.join(root, 'services/session/migrations'), projections: [] },
])
const nats = await connectNats(stores.natsUrl, 'bench')
await prepareStreams(nats, 1)
await nats.close()

const folder = await mkdtemp(path.join(tmpdir(), 'intake-'))
const port = await freePort()
const simulatorUrl = `http://127.0.0.1:${port}`
const simulator = await startProgram({
  name: 'simulator',
  entry: 'simulator/src/main.ts',
  environment: { SIMULATOR_PORT: String(port), SIMULATOR_DATA: folder },
  readyUrl: `${simulatorUrl}/healthz`,
  logFile: path.join(folder, 'simulator.log'),
})
// The simulator's documented answer.
const info = (await call<{ wsUrl: string; rootKey: string }>('GET', `${simulatorUrl}/api/info`)).answer

const makePhones = async (prefix: string, count: number) => {
  const phones = Array.from({ length: count }, (_, n) => `${prefix}${String(n).padStart(7, '0')}`)
  for (const phone of phones) await call('POST', `${simulatorUrl}/api/phones`, { phone, name: 'Toko' })
  return phones
}
for (const phone of CUSTOMERS) await call('POST', `${simulatorUrl}/api/phones`, { phone, name: 'Customer' })
const ourPhones = await makePhones('628111', NUMBERS)
const barePhones = await makePhones('628112', NUMBERS)

const pool = createPool(stores.databaseUrl, 'bench', 1, { allWorkspaces: true })
const workspace = randomUUID()
const sessions = ourPhones.map((phone) => ({
  phone,
  fence: { sessionId: randomUUID(), workspace, epoch: 1 },
}))
for (const { fence } of sessions) {
  await pool.query(
    `INSERT INTO session.leases (session_id, workspace, network, owner, epoch, expires_at)
     VALUES ($1, $2, 'simulator', 'bench', 1, now() + interval '1 day')`,
    [fence.sessionId, workspace],
  )
}
await pool.end()

interface Runner {
  readonly child: ChildProcess
  readonly phones: readonly string[]
  order(order: Order): Promise<Answer>
}

function start(name: string, phones: readonly string[], settings: object, execArgv: string[] = []): Runner {
  const entry = fileURLToPath(new URL(`../peers/${name}.ts`, import.meta.url))
  const child = fork(entry, [JSON.stringify({ ...info, simulatorUrl, ...settings })], { execArgv })
  return {
    child,
    phones,
    order: (order) =>
      new Promise((resolve, reject) => {
        const gone = () => reject(new Error(`${name} ended.`))
        child.once('exit', gone)
        child.once('message', (answer) => {
          child.off('exit', gone)
          // It answers only orders, each with this.
          resolve(answer as Answer)
        })
        child.send(order)
      }),
  }
}

const profile = process.argv[4]
const ours = start(
  'durable-intake',
  ourPhones,
  { databaseUrl: stores.databaseUrl, natsUrl: stores.natsUrl, sessions },
  profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [],
)
const bare = start('decrypt-only', barePhones, { phones: barePhones })

interface Entry {
  readonly seq: number
  readonly at: string
  readonly id?: string
}
const ledger = async (kind: string, after: number) =>
  (await call<Entry[]>('GET', `${simulatorUrl}/api/ledger?kind=${kind}&after=${after}&limit=10000`)).answer

interface Round {
  readonly perSecond: number
  readonly statements: number
  /** Milliseconds of processor time per message. */
  readonly cpu: {
    readonly program: number
    readonly simulator: number
    readonly postgres: number
    readonly nats: number
  }
}

const usedNow = (runner: Runner) => ({
  program: cpuOf(runner.child.pid ?? 0),
  simulator: cpuOf(simulator.pid),
  postgres: cpuOfFamily(stores.postgres.pid),
  nats: cpuOf(stores.nats.pid),
})

let lastSeen = 0

/** All messages wait before the numbers log in; measured from the first login until the last receipt, by the ledger. */
async function round(runner: Runner, numbers: number, messages: number): Promise<Round> {
  const waiting = new Set<string>()
  for (let n = 0; n < messages; n++) {
    const from = CUSTOMERS[Math.floor(n / numbers) % CUSTOMERS.length] ?? ''
    const { answer } = await call<{ id: string }>('POST', `${simulatorUrl}/api/phones/${from}/messages`, {
      to: runner.phones[n % numbers],
      text: `pesan ${n}`,
    })
    waiting.add(answer.id)
  }
  const before = usedNow(runner)
  const begin = lastSeen
  await runner.order({ open: numbers })
  let lastAt = 0
  while (waiting.size > 0) {
    for (const { seq, at, id } of await ledger('receipted', lastSeen)) {
      lastSeen = seq
      if (id && waiting.delete(id)) lastAt = Date.parse(at)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const after = usedNow(runner)
  const { statements = 0 } = await runner.order({ close: true })
  const [login] = await ledger('connected', begin)
  const each = (name: keyof typeof before) => (after[name] - before[name]) / messages
  return {
    perSecond: (messages / (lastAt - Date.parse(login?.at ?? ''))) * 1000,
    statements: statements / messages,
    cpu: {
      program: each('program'),
      simulator: each('simulator'),
      postgres: each('postgres'),
      nats: each('nats'),
    },
  }
}

for (const runner of [ours, bare]) {
  await runner.order({ open: NUMBERS })
  await runner.order({ close: true })
  await round(runner, NUMBERS, WARM_UP)
}
const rows: string[][] = []
const cpuRows: string[][] = []
for (const numbers of COUNTS) {
  const results: { ours: Round; bare: Round }[] = []
  for (let n = 0; n < ROUNDS; n++) {
    const theirs = await round(bare, numbers, MESSAGES)
    results.push({ ours: await round(ours, numbers, MESSAGES), bare: theirs })
    process.stderr.write(`${numbers} numbers, round ${n + 1}: ${JSON.stringify(results.at(-1))}\n`)
  }
  const of = (pick: (result: (typeof results)[number]) => number, decimals: number) =>
    shown(summarise(results.map(pick)), decimals)
  rows.push([
    String(numbers),
    of((result) => result.ours.perSecond, 0),
    of((result) => result.bare.perSecond, 0),
    of((result) => result.ours.perSecond / result.bare.perSecond, 2),
    of((result) => result.ours.statements, 1),
  ])
  for (const who of ['ours', 'bare'] as const) {
    const cpu = (['program', 'simulator', 'postgres', 'nats'] as const).map((name) =>
      of((r) => r[who].cpu[name], 2),
    )
    cpuRows.push([`${numbers}, ${who}`, ...cpu])
  }
}
const title = `numbers (${ROUNDS} rounds of ${MESSAGES} messages)`
process.stdout.write(
  `${table([title, 'durable intake, messages/s', 'decrypt only', 'ratio', 'statements per message'], rows)}\n\n`,
)
process.stdout.write(
  `${table(['CPU ms per message', 'program', 'simulator', 'Postgres', 'NATS'], cpuRows)}\n`,
)
process.stdout.write(
  `Load of the machine at the end: ${loadavg()
    .map((value) => value.toFixed(1))
    .join(' ')}\n`,
)

for (const { child } of [ours, bare]) {
  const exited = new Promise((resolve) => child.once('exit', resolve))
  // Ends by itself, so that a profile is written.
  child.send({ leave: true })
  await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, 3000))])
  child.kill('SIGKILL')
}
await simulator.stop()
await rm(folder, { recursive: true, force: true })

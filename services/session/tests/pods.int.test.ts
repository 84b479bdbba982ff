// Do two processes share the numbers of one network, and does every way of losing one lose nothing?
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asStaff, eventually, type House, startHouse } from './house.ts'
import { linkNumber } from './link-number.ts'
import { type SessionProcess, type Simulator, startSessionProcess, startSimulator } from './processes.ts'

interface Entry {
  readonly seq: number
  readonly kind: string
  readonly phone: string | null
  readonly id: string | null
  readonly connection?: string
  readonly tag?: string
  readonly duplicate?: boolean
}

const LEASE_SECONDS = 3
const customer = '6281299990001'
const shops = ['6281200000101', '6281200000102', '6281200000103', '6281200000104']
const sessions = new Map<string, string>()
const pods = new Map<string, SessionProcess>()
let house: House
let simulator: Simulator
let staff: ReturnType<typeof asStaff>

beforeAll(async () => {
  ;[house, simulator] = await Promise.all([startHouse(), startSimulator()])
  staff = asStaff(house)
  start('pod-a')
  await simulator.call('POST', '/api/phones', { phone: customer, name: 'Budi' })
  for (const phone of shops) {
    await simulator.call('POST', '/api/phones', { phone, name: 'Toko' })
    sessions.set(phone, await linkNumber({ staff, simulator, phone, patienceMs: 20_000 }))
  }
}, 120_000)
afterAll(async () => {
  for (const pod of pods.values()) await pod.kill('SIGKILL')
  await simulator.stop()
  await house.stop()
}, 60_000)

function start(owner: string, settleSeconds = 2): SessionProcess {
  const pod = startSessionProcess(house, simulator, {
    SESSION_OWNER: owner,
    SESSION_LEASE_SECONDS: String(LEASE_SECONDS),
    SESSION_SETTLE_SECONDS: String(settleSeconds),
  })
  pods.set(owner, pod)
  return pod
}

/** For questions that read the whole log: asked too often they would be the load. */
async function calmly(holds: () => Promise<boolean>): Promise<void> {
  await eventually(async () => {
    if (await holds()) return true
    await new Promise((resolve) => setTimeout(resolve, 300))
    return false
  }, 60_000)
}

async function countOf(owner: string): Promise<number> {
  const { rows } = await house.pool.query<{ count: number }>(
    'SELECT count(*)::integer AS count FROM session.leases WHERE owner = $1 AND expires_at > now()',
    [owner],
  )
  return rows[0]?.count ?? 0
}

const ledger = (kind: string, after = 0) =>
  simulator.call<Entry[]>('GET', `/api/ledger?kind=${kind}&after=${after}&limit=10000`)
const lastSeq = async () =>
  Math.max(
    0,
    ...(await Promise.all(['connected', 'disconnected', 'received'].map((kind) => ledger(kind))))
      .flat()
      .map(({ seq }) => seq),
  )

/** Logins of a number while its connection before was still open: what the network answers with `replaced`. */
async function replacements(after: number): Promise<number> {
  const entries = [...(await ledger('connected')), ...(await ledger('disconnected'))]
  const open = new Map<string, Set<string>>()
  let count = 0
  for (const { seq, kind, phone, connection } of entries.toSorted((a, b) => a.seq - b.seq)) {
    const lines = open.get(phone ?? '') ?? new Set()
    open.set(phone ?? '', lines)
    if (kind === 'disconnected') lines.delete(connection ?? '')
    else {
      if (lines.size > 0 && seq > after) count++
      lines.add(connection ?? '')
    }
  }
  return count
}

/** A customer writes to every number and every number writes to a customer, until told to stop. */
function traffic() {
  const written: { shop: string; text: string }[] = []
  const asked: { messageId: string; wireId: string }[] = []
  let stopped = false
  const ended = (async () => {
    for (let round = 0; !stopped; round++) {
      for (const [shop, sessionId] of sessions) {
        const text = `${shop} ${Date.now()} ${round}`
        await simulator.call('POST', `/api/phones/${customer}/messages`, { to: shop, text })
        written.push({ shop, text })
        asked.push(await staff.send(sessionId, { phone: customer }, `jawaban ${text}`))
      }
      await new Promise((resolve) => setTimeout(resolve, 400))
    }
  })()
  return {
    /** Resolves when every message has its outcome; throws when one is lost, doubled or out of order. */
    async settle() {
      stopped = true
      await ended
      const last = asked.slice(-sessions.size)
      for (const { messageId } of last)
        await calmly(async () => (await staff.storyOf(messageId)).includes('delivered'))
      let events = await staff.events()
      const received = () =>
        events
          .filter(({ type }) => type === 'session.message_received.v1')
          .map((event) => event.data as { sealed?: { content: { text?: string } } })
          .map((data) => data.sealed?.content.text ?? '')
      const told = (type: string) =>
        events
          .filter((event) => event.type === type)
          .map((event) => (event.data as { messageId: string }).messageId)
      await calmly(async () => {
        events = await staff.events()
        const sent = new Set(told('session.message_sent.v1'))
        return (
          written.every(({ text }) => received().includes(text)) &&
          asked.every(({ messageId }) => sent.has(messageId))
        )
      })
      const texts = received()
      for (const shop of shops) {
        const wanted = written.filter((one) => one.shop === shop).map(({ text }) => text)
        expect(texts.filter((text) => wanted.includes(text))).toEqual(wanted)
      }
      const sent = told('session.message_sent.v1')
      for (const { messageId } of asked) expect(sent.filter((id) => id === messageId)).toHaveLength(1)
      expect(told('session.message_failed.v1')).toEqual([])
      const heard = (await ledger('decrypted')).filter((entry) => entry.duplicate === false)
      for (const { wireId } of asked)
        expect(heard.filter(({ id, phone }) => id === wireId && phone !== null)).not.toHaveLength(0)
      return { written: written.length, asked: asked.length }
    },
  }
}

async function allOnline(since: number, patienceMs = 40_000): Promise<number> {
  await eventually(async () => {
    const connected = await ledger('connected', since)
    return shops.every((phone) => connected.some((entry) => entry.phone === phone))
  }, patienceMs)
  return Date.now()
}

test('a second process › takes its half, calmly and without a number being opened twice', async () => {
  const flow = traffic()
  start('pod-b')
  await eventually(async () => (await countOf('pod-a')) === 2 && (await countOf('pod-b')) === 2, 40_000)
  await flow.settle()
  // Rest: nothing moves any more.
  const before = await lastSeq()
  await new Promise((resolve) => setTimeout(resolve, 2500))
  expect(await ledger('connected', before)).toEqual([])
  expect(await replacements(0)).toBe(0)
}, 120_000)

test('a process that is killed › loses its numbers to the other within seconds, and nothing is lost', async () => {
  const flow = traffic()
  const since = await lastSeq()
  const moving = await countOf('pod-b')
  const killedAt = Date.now()
  await pods.get('pod-b')?.kill('SIGKILL')
  await eventually(async () => (await ledger('connected', since)).length >= moving, 30_000)
  const tookMs = Date.now() - killedAt
  process.stdout.write(
    `kill -9: ${moving} numbers online again after ${tookMs} ms (lease ${LEASE_SECONDS} s)\n`,
  )
  expect(tookMs).toBeLessThan(LEASE_SECONDS * 1000 + 12_000)
  const { written, asked } = await flow.settle()
  process.stdout.write(`kill -9: ${written} in, ${asked} out, none lost, doubled or out of order\n`)
}, 120_000)

test('a process that is asked to end › hands its numbers over without one being opened twice', async () => {
  start('pod-b')
  await eventually(async () => (await countOf('pod-b')) === 2, 40_000)
  const flow = traffic()
  const since = await lastSeq()
  const askedAt = Date.now()
  await pods.get('pod-a')?.kill('SIGTERM')
  await eventually(async () => (await countOf('pod-b')) === 4, 20_000)
  await eventually(async () => (await ledger('connected', since)).length >= 2, 20_000)
  process.stdout.write(`SIGTERM: handed over after ${Date.now() - askedAt} ms\n`)
  await flow.settle()
  expect(await replacements(since)).toBe(0)
}, 120_000)

test('a process that was paused beyond its lease › can neither write, publish nor send when it wakes up', async () => {
  const paused = pods.get('pod-b')
  const flow = traffic()
  await new Promise((resolve) => setTimeout(resolve, 1000))
  paused?.signal('SIGSTOP')
  const since = await lastSeq()
  // It gives nothing back to a process that has come back to life, so that only what that one does by itself is seen.
  start('pod-c', 3600)
  await allOnline(since)
  const taken = await lastSeq()
  const epochs = await epochsNow()
  paused?.signal('SIGCONT')
  await new Promise((resolve) => setTimeout(resolve, 4000))
  await flow.settle()
  // Whatever the old owner still put on its old lines after it woke up would stand here.
  expect((await ledger('ignored', taken)).filter(({ tag }) => tag === 'message')).toEqual([])
  expect(await ledger('key_reused')).toEqual([])
  expect(await epochsNow()).toEqual(epochs)
  expect(await ledger('connected', taken)).toEqual([])
}, 120_000)

async function epochsNow(): Promise<string[]> {
  const { rows } = await house.pool.query<{ epoch: string }>(
    'SELECT epoch FROM session.leases ORDER BY session_id',
  )
  return rows.map(({ epoch }) => epoch)
}

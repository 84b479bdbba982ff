// Is a session held by one process at a time, and can one that lost it neither write nor send?
import { setTimeout as sleep } from 'node:timers/promises'
import { uuidv7 } from '@indoshopster/service/uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestPostgres } from '../../../scripts/testing/database.ts'
import { quietMs } from '../../../scripts/testing/slowness.ts'
import { assertFence, LeaseLostError } from '../src/lease/lease.fence.ts'
import { createLeaseStore } from '../src/lease/lease.store.ts'
import { inTransaction } from '../src/lease/transaction.ts'
import { createFakeNetwork, type FakeNetwork } from './fake-whatsapp.ts'
import { asStaff, eventually, type House, startHouse } from './house.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

const store = (owner: string, leaseMs = 15_000, clock = () => performance.now()) =>
  createLeaseStore(house.pool, 'simulator', owner, leaseMs, clock)
const fresh = () => ({ sessionId: uuidv7(), workspace: uuidv7() })

describe('lease', () => {
  test('is held by one owner until it is released or runs out', async () => {
    const session = fresh()
    const [a, b] = [store('a'), store('b')]
    const first = await a.claim(session, false)
    expect(first?.fence.epoch).toBe(1)
    expect(await b.claim(session, true)).toBeNull()
    if (first) await a.release(first.fence)
    expect((await b.claim(session, false))?.fence.epoch).toBe(2)
    const other = fresh()
    const short = await store('a', 50).claim(other, false)
    await sleep(60)
    expect(await b.claim(other, false)).not.toBeNull()
    expect(short && (await a.renew([short.fence]))).toEqual(new Set())
  })

  test('lasts by our own clock as long as the database gives it, counted from before it was asked', async () => {
    let now = 1000
    const ours = store('a', 15_000, () => now)
    const session = fresh()
    const claiming = ours.claim(session, false)
    now = 5000
    const claimed = await claiming
    if (!claimed) throw new Error('not claimed')
    const { fence } = claimed
    now = 15_999
    expect(ours.lasts(fence)).toBe(true)
    now = 16_000
    expect(ours.lasts(fence)).toBe(false)
    await ours.renew([fence])
    expect(ours.lasts(fence)).toBe(true)
    expect(ours.lasts({ ...fence, epoch: 0 })).toBe(false)
    expect(ours.lasts({ ...fence, ...fresh() })).toBe(false)
  })

  test('does not last once it is given up, or another owner holds it', async () => {
    const [ours, session, other] = [store('a'), fresh(), fresh()]
    const claims = [await ours.claim(session, false), await ours.claim(other, false)]
    const fences = claims.flatMap((claim) => (claim ? [claim.fence] : []))
    expect(fences.map((fence) => ours.lasts(fence))).toEqual([true, true])
    const [given, taken] = fences
    if (given) await ours.release(given)
    await house.pool.query('UPDATE session.leases SET epoch = epoch + 1 WHERE session_id = $1', [
      taken?.sessionId,
    ])
    if (taken) await ours.renew([taken])
    expect(fences.map((fence) => ours.lasts(fence))).toEqual([false, false])
  })

  test('a restarted process takes its own back at once, and only when it asks to', async () => {
    const session = fresh()
    const before = await store('a').claim(session, false)
    expect(await store('a').claim(session, false)).toBeNull()
    const after = await store('a').claim(session, true)
    expect(after?.fence.epoch).toBe(2)
    // The former run of the same name is a stranger now.
    expect(before && (await store('a').renew([before.fence]))).toEqual(new Set())
    await expect(before && store('a').markUnlinked(before.fence, 1)).rejects.toBeInstanceOf(LeaseLostError)
  })

  test('a claim waits for a write that has begun; a renewal does not; a later write fails', async () => {
    const session = fresh()
    const claimed = await store('a', 1).claim(session, false)
    if (!claimed) throw new Error('not claimed')
    const order: string[] = []
    let taking: Promise<unknown> = Promise.resolve()
    await inTransaction(house.pool, async (client) => {
      await assertFence(client, claimed.fence)
      expect(await store('a', 1).renew([claimed.fence])).toEqual(new Set([session.sessionId]))
      await sleep(10)
      taking = store('b')
        .claim(session, false)
        .then(() => order.push('claimed'))
      await sleep(100)
      order.push('written')
    })
    await taking
    expect(order).toEqual(['written', 'claimed'])
    const late = inTransaction(house.pool, (client) => assertFence(client, claimed.fence))
    await expect(late).rejects.toBeInstanceOf(LeaseLostError)
  })
})

async function linked(network: FakeNetwork) {
  const staff = asStaff(house)
  const { sessionId } = await staff.add()
  await staff.until(sessionId, 'waiting_for_scan')
  network.scan(sessionId, '6281200000001')
  await staff.until(sessionId, 'online')
  return { staff, sessionId }
}
/** Under which epochs a session was opened; sessions of earlier tests may be held too. */
const epochs = (network: FakeNetwork, sessionId: string) =>
  network.opened.filter((fence) => fence.sessionId === sessionId).map(({ epoch }) => epoch)
const reasons = async (staff: ReturnType<typeof asStaff>) =>
  (await staff.events())
    .filter(({ type }) => type === 'session.disconnected.v1')
    .map(({ data }) => (data as { reason: string }).reason)

describe('ownership', () => {
  test('a process that stops hands its sessions over, and the next one has them online at once', async () => {
    const network = createFakeNetwork()
    let holder = await house.service(network, 'first')
    const { staff, sessionId } = await linked(network)
    const expected = { epochs: [1], reasons: [] as string[] }
    const tookMs = await quietMs(3000, async () => {
      const next = await house.service(network, `next-${expected.epochs.length}`, { renewEveryMs: 60_000 })
      const before = Date.now()
      await holder.stop()
      await staff.until(sessionId, 'online')
      holder = next
      expected.epochs.push(expected.epochs.length + 1)
      expected.reasons.push('handed_over')
      return Date.now() - before
    })
    expect(tookMs).toBeLessThan(3000)
    expect(epochs(network, sessionId)).toEqual(expected.epochs)
    expect(await reasons(staff)).toEqual(expected.reasons)
    await holder.stop()
  })

  test('a restarted process has its sessions online in less than 3 s, and tells of the gap', async () => {
    const network = createFakeNetwork()
    // Never renew and are never stopped: runs that were killed.
    const runs = [await house.service(network, 'one', { renewEveryMs: 60_000 })]
    const { staff, sessionId } = await linked(network)
    const tookMs = await quietMs(3000, async () => {
      const before = Date.now()
      runs.unshift(await house.service(network, 'one', { renewEveryMs: 60_000 }))
      await eventually(() => epochs(network, sessionId).at(-1) === runs.length)
      await staff.until(sessionId, 'online')
      return Date.now() - before
    })
    expect(tookMs).toBeLessThan(3000)
    await eventually(async () => (await reasons(staff)).includes('connection_lost'))
    for (const run of runs) await run.stop()
  })

  test('an owner that was paused beyond its lease can neither send nor tell once another holds the session', async () => {
    const [before, after] = [createFakeNetwork(), createFakeNetwork()]
    const paused = await house.service(before, 'paused', { renewEveryMs: 60_000 })
    const { staff, sessionId } = await linked(before)
    const { wireId } = await staff.send(sessionId, { phone: '6281244440001' }, 'sebelum')
    await eventually(() => before.relays.length === 1)
    await house.pool.query(`UPDATE session.leases SET expires_at = '-infinity' WHERE session_id = $1`, [
      sessionId,
    ])
    const heir = await house.service(after, 'heir')
    await eventually(() => epochs(after, sessionId).length === 1)
    const events = (await staff.events()).length
    await expect(before.tell(sessionId, [wireId], 'read')).rejects.toBeInstanceOf(LeaseLostError)
    expect((await staff.events()).length).toBe(events)
    after.scan(sessionId, '6281200000001')
    await staff.until(sessionId, 'online')
    const gaps = await reasons(staff)
    before.drop(sessionId, 'server_unavailable')
    await sleep(500)
    expect(await reasons(staff)).toEqual(gaps)
    // Whoever pulls these requests first, only the heir may put them on the wire.
    for (const text of ['a', 'b', 'c']) await staff.send(sessionId, { phone: '6281244440002' }, text)
    await eventually(() => after.relays.length >= 3, 25_000)
    expect(before.relays.map(({ text }) => text)).toEqual(['sebelum'])
    expect(new Set(after.relays.map(({ text }) => text))).toEqual(new Set(['a', 'b', 'c']))
    await heir.stop()
    await paused.stop()
  })

  test('an owner that lost its lease while the server was silent does not tell that the send failed', async () => {
    const network = createFakeNetwork()
    network.respond = () => 'silence'
    const patience = { renewEveryMs: 60_000, leaseMs: 60_000, ackPatienceMs: 3000 }
    const paused = await house.service(network, 'silent', patience)
    const { staff, sessionId } = await linked(network)
    const { messageId } = await staff.send(sessionId, { phone: '6281244440004' }, 'sunyi')
    await eventually(() => network.relays.length === 3)
    // The heir relays it again and hears the server's word; what it tells must stay the last word.
    await house.pool.query(
      `UPDATE session.leases SET epoch = epoch + 1, owner = 'heir', expires_at = now() + interval '1 hour'
       WHERE session_id = $1`,
      [sessionId],
    )
    // Beyond the patience with the third try.
    await sleep(4500)
    expect(await staff.storyOf(messageId)).toEqual(['queued'])
    await paused.stop()
  })

  test("a send left between the wire and the server's word goes out again under the same id", async () => {
    const network = createFakeNetwork()
    network.respond = () => 'silence'
    const killed = await house.service(network, 'two', { renewEveryMs: 60_000, ackPatienceMs: 60_000 })
    const { staff, sessionId } = await linked(network)
    const { wireId } = await staff.send(sessionId, { phone: '6281244440003' }, 'separuh jalan')
    await eventually(() => network.relays.length === 1)
    network.respond = () => 'ack'
    const restarted = await house.service(network, 'two')
    await eventually(async () =>
      (await staff.events()).some(({ type }) => type === 'session.message_sent.v1'),
    )
    expect(network.relays.map((relay) => [relay.wireId, relay.epoch])).toEqual([
      [wireId, 1],
      [wireId, 2],
    ])
    const queued = (await staff.events()).filter(({ type }) => type === 'session.message_queued.v1')
    expect(queued).toHaveLength(1)
    await restarted.stop()
    await killed.stop()
  })
})

test('a database that is away › closes the connections before others may claim, and comes back by itself', async () => {
  const postgres = await startTestPostgres()
  const own = await startHouse(() => Promise.resolve(postgres))
  const network = createFakeNetwork()
  await own.service(network, 'one', { leaseMs: 1500, renewEveryMs: 300 })
  const staff = asStaff(own)
  const { sessionId } = await staff.add()
  await staff.until(sessionId, 'waiting_for_scan')
  network.scan(sessionId, '6281200000001')
  await staff.until(sessionId, 'online')
  expect(network.isOpen(sessionId)).toBe(true)
  process.kill(postgres.server.pid, 'SIGKILL')
  await eventually(() => !network.isOpen(sessionId), 4000)
  await postgres.server.startAgain()
  await eventually(() => (network.opened.at(-1)?.epoch ?? 0) > 1, 15_000)
  await staff.until(sessionId, 'online')
  await own.stop()
})

// Does trouble with one session leave the leases of all the others alone?
import { setTimeout as sleep } from 'node:timers/promises'
import { createLogger } from '@indoshopster/service/logger'
import { uuidv7 } from '@indoshopster/service/uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHolderStore } from '../src/lease/holders.store.ts'
import { createLeaseStore } from '../src/lease/lease.store.ts'
import { createSupervisor } from '../src/supervisor/supervisor.ts'
import { eventually, type House, startHouse } from './house.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

/** Many to a lease: a process that gets no turn for a while still renews in time. */
const renewEveryMs = 300
const store = (owner: string, leaseMs: number) =>
  createLeaseStore(house.pool, 'simulator', owner, leaseMs, () => performance.now())

const listed = (workspace: string) => (id: string) => ({ id, workspace, state_sequence: 1, groups: false })

test('a session that takes long to close › does not keep the others from being renewed, and is claimed afterwards', async () => {
  const workspace = uuidv7()
  const [stuck, healthy] = [uuidv7(), uuidv7()]
  const { promise: closed, resolve: close } = Promise.withResolvers<void>()
  const lost = new Map<string, () => void>()
  const claims: string[] = []
  const leaseMs = 2400
  const supervisor = createSupervisor({
    network: 'simulator',
    leases: store('one', leaseMs),
    holders: createHolderStore(house.pool, 'simulator', 'one', leaseMs),
    sessionsToHold: () => Promise.resolve([stuck, healthy].map(listed(workspace))),
    hold: (claim, onLost) => {
      const { sessionId } = claim.fence
      claims.push(sessionId)
      lost.set(sessionId, onLost)
      const stop = (why: string) => (why === 'lease_lost' ? closed : Promise.resolve())
      const quiet = { live: () => null, wake: () => undefined, pairWith: () => undefined }
      return { sessionId, fence: claim.fence, tell: () => Promise.resolve(), ...quiet, stop }
    },
    sendPoke: () => undefined,
    logger: createLogger('test', 'silent'),
    clock: () => performance.now(),
    renewEveryMs,
    leaseMs,
    settleMs: 0,
  })
  await supervisor.start()
  lost.get(stuck)?.()
  await sleep(1.5 * leaseMs)
  const other = store('other', leaseMs)
  expect(await other.claim({ sessionId: healthy, workspace }, false)).toBeNull()
  expect(claims.toSorted()).toEqual([stuck, healthy].toSorted())
  close()
  await eventually(() => claims.length === 3)
  expect(claims.at(-1)).toBe(stuck)
  await supervisor.stop()
})

test('a shutdown that takes longer than a lease › still keeps every session until its connection is closed', async () => {
  const workspace = uuidv7()
  const sessions = Array.from({ length: 20 }, () => uuidv7())
  const closed = new Set<string>()
  const leaseMs = 2000
  const supervisor = createSupervisor({
    network: 'simulator',
    leases: store('leaving', leaseMs),
    holders: createHolderStore(house.pool, 'simulator', 'leaving', leaseMs),
    sessionsToHold: () => Promise.resolve(sessions.map(listed(workspace))),
    hold: (claim) => {
      const { sessionId } = claim.fence
      const stop = async () => {
        // Sessions close in three groups: the last ends after the lease.
        await sleep(900)
        closed.add(sessionId)
      }
      const quiet = { live: () => null, wake: () => undefined, pairWith: () => undefined }
      return { sessionId, fence: claim.fence, tell: () => Promise.resolve(), ...quiet, stop }
    },
    sendPoke: () => undefined,
    logger: createLogger('test', 'silent'),
    clock: () => performance.now(),
    renewEveryMs,
    leaseMs,
    settleMs: 0,
  })
  await supervisor.start()
  const heir = store('heir', 60_000)
  const tooEarly: string[] = []
  let taken = 0
  const taking = (async () => {
    const left = new Set(sessions)
    while (left.size > 0) {
      for (const sessionId of left) {
        if (!(await heir.claim({ sessionId, workspace }, false))) continue
        if (!closed.has(sessionId)) tooEarly.push(sessionId)
        left.delete(sessionId)
        taken++
      }
      await sleep(20)
    }
  })()
  await supervisor.stop()
  await taking
  expect(tooEarly).toEqual([])
  expect(taken).toBe(sessions.length)
})

test('a repeated request › wakes whoever holds the session, and makes nobody claim one that is free', async () => {
  const workspace = uuidv7()
  const [holds, free, asked] = [uuidv7(), uuidv7(), uuidv7()]
  const claims: string[] = []
  const woken: string[] = []
  const leaseMs = 60_000
  const supervisor = createSupervisor({
    network: 'simulator',
    leases: store('poked', leaseMs),
    holders: createHolderStore(house.pool, 'simulator', 'poked', leaseMs),
    sessionsToHold: () => Promise.resolve([holds].map(listed(workspace))),
    hold: (claim) => {
      const { sessionId } = claim.fence
      claims.push(sessionId)
      const wake = () => void woken.push(sessionId)
      const quiet = { live: () => null, pairWith: () => undefined, stop: () => Promise.resolve() }
      return { sessionId, fence: claim.fence, tell: () => Promise.resolve(), ...quiet, wake }
    },
    sendPoke: () => undefined,
    logger: createLogger('test', 'silent'),
    clock: () => performance.now(),
    renewEveryMs: leaseMs,
    leaseMs,
    settleMs: leaseMs,
  })
  await supervisor.start()
  const poke = { workspace, network: 'simulator' } as const
  supervisor.poked({ ...poke, sessionId: free, repeated: true })
  supervisor.poked({ ...poke, sessionId: holds, repeated: true })
  supervisor.poked({ ...poke, sessionId: asked })
  await eventually(() => claims.length > 1)
  await sleep(200)
  expect([claims, woken]).toEqual([[holds, asked], [holds]])
  await supervisor.stop()
})

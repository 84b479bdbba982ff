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

test('a session that takes long to close › does not keep the others from being renewed, and is claimed afterwards', async () => {
  const workspace = uuidv7()
  const [stuck, healthy] = [uuidv7(), uuidv7()]
  const { promise: closed, resolve: close } = Promise.withResolvers<void>()
  const lost = new Map<string, () => void>()
  const claims: string[] = []
  const leaseMs = 800
  const supervisor = createSupervisor({
    network: 'simulator',
    leases: createLeaseStore(house.pool, 'simulator', 'one', leaseMs),
    holders: createHolderStore(house.pool, 'simulator', 'one', leaseMs),
    sessionsToHold: () => Promise.resolve([stuck, healthy].map((id) => ({ id, workspace }))),
    hold: (claim, onLost) => {
      const { sessionId } = claim.fence
      claims.push(sessionId)
      lost.set(sessionId, onLost)
      const stop = (why: string) => (why === 'lease_lost' ? closed : Promise.resolve())
      return { sessionId, live: () => null, wake: () => undefined, pairWith: () => undefined, stop }
    },
    sendPoke: () => undefined,
    logger: createLogger('test', 'silent'),
    clock: () => performance.now(),
    renewEveryMs: 100,
    leaseMs,
    settleMs: 0,
  })
  await supervisor.start()
  lost.get(stuck)?.()
  await sleep(2 * leaseMs)
  const other = createLeaseStore(house.pool, 'simulator', 'other', leaseMs)
  expect(await other.claim({ sessionId: healthy, workspace }, false)).toBeNull()
  expect(claims.toSorted()).toEqual([stuck, healthy].toSorted())
  close()
  await eventually(() => claims.length === 3)
  expect(claims.at(-1)).toBe(stuck)
  await supervisor.stop()
})

// Does every session that still needs its holder find one, however late?
import { createDatabase } from '@indoshopster/read-store/workspace-scope'
import { uuidv7 } from '@indoshopster/service/uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SessionTables, sessionsToHold } from '../src/session/session.queries.ts'
import { type House, startHouse } from './house.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

/** A session removed `hours` ago by the event 7; `unlinked`: the last log-out that was carried out, null: never held. */
async function removed(hours: number, unlinked: number | null): Promise<string> {
  const [id, workspace] = [uuidv7(), uuidv7()]
  await house.pool.query(
    `INSERT INTO session.session_list_v2 (id, workspace, name, network, state, reason, linked, removed, phone,
       created_at, since, state_sequence, chosen_sequence, unlink_sequence, groups)
     VALUES ($1, $2, 'Toko', 'simulator', 'online', NULL, true, true, '62811', now(),
       now() - make_interval(hours => $3), 7, 0, 7, false)`,
    [id, workspace, hours],
  )
  if (unlinked !== null) {
    await house.pool.query(
      `INSERT INTO session.leases (session_id, workspace, network, unlinked_sequence)
       VALUES ($1, $2, 'simulator', $3)`,
      [id, workspace, unlinked],
    )
  }
  return id
}

test('a removed session › is held until its device is unlinked, and for an hour to answer its last sends', async () => {
  const justNow = await removed(0, 7)
  const longAgo = await removed(2, 7)
  const stillLinked = await removed(2, 3)
  const neverHeld = await removed(2, null)
  const wanted = await sessionsToHold(createDatabase<SessionTables>(house.pool), 'simulator', Date.now())
  const ids = wanted.map(({ id }) => id)
  expect(ids).toEqual(expect.arrayContaining([justNow, stillLinked, neverHeld]))
  expect(ids).not.toContain(longAgo)
})

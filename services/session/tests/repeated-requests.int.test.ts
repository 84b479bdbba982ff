// Does it help to ask again, where the word to the holder was lost and no look comes soon?
import { decideAndAppend } from '@indoshopster/event-log/decide-and-append'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sessionDecider } from '../src/session/session.decider.ts'
import { createFakeNetwork } from './fake-whatsapp.ts'
import { asStaff, eventually, type House, startHouse } from './house.ts'

let house: House
const network = createFakeNetwork()

beforeAll(async () => {
  house = await startHouse()
  await house.service(network, 'one', { renewEveryMs: 600_000, leaseMs: 2_400_000 })
})
afterAll(() => house.stop())

test('a repeated request › reaches the holder although nothing had to change', async () => {
  const staff = asStaff(house)
  const { sessionId } = await staff.add()
  await staff.until(sessionId, 'waiting_for_scan')
  network.scan(sessionId, '6281211110001')
  await staff.until(sessionId, 'online')
  const subject = { workspace: staff.workspace, owner: 'session', lane: sessionId, entity: sessionId }
  await decideAndAppend(house.log, sessionDecider, subject, { kind: 'remove', by: 'siti' })
  expect(await staff.remove(sessionId)).toEqual({ sequence: 0 })
  await eventually(() => network.loggedOut.includes(sessionId), 5000)
})

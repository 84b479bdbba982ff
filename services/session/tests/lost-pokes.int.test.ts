// Does a holder do what staff asked for where nobody could tell it?
import { setTimeout as sleep } from 'node:timers/promises'
import { liveSubject } from '@indoshopster/contracts/subjects'
import { decideAndAppend } from '@indoshopster/event-log/decide-and-append'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sessionDecider, type SessionRequest } from '../src/session/session.decider.ts'
import { createFakeNetwork } from './fake-whatsapp.ts'
import { asStaff, eventually, type House, startHouse } from './house.ts'

let house: House
const network = createFakeNetwork()
const lookMs = 500
/** Long enough for a look under way and one more, on a crowded machine. */
const withinALookMs = 5000

beforeAll(async () => {
  house = await startHouse()
  await house.service(network, 'one', { renewEveryMs: lookMs })
})
afterAll(() => house.stop())

async function online() {
  const staff = asStaff(house)
  const { sessionId } = await staff.add()
  await staff.until(sessionId, 'waiting_for_scan')
  network.scan(sessionId, '6281211110001')
  await staff.until(sessionId, 'online')
  /** What the endpoint does, and then the poke is lost. */
  const unheard = (request: SessionRequest) =>
    decideAndAppend(
      house.log,
      sessionDecider,
      { workspace: staff.workspace, owner: 'session', lane: sessionId, entity: sessionId },
      request,
    )
  const opens = () => network.opened.filter((fence) => fence.sessionId === sessionId).length
  return { staff, sessionId, unheard, opens }
}

test('a lost poke › a removed number is logged out by the next look', async () => {
  const { sessionId, unheard } = await online()
  await unheard({ kind: 'remove', by: 'siti' })
  await eventually(() => network.loggedOut.includes(sessionId), withinALookMs)
})

test('a lost poke › a number logged out by staff is logged out by the next look, and pairs anew', async () => {
  const { staff, sessionId, unheard } = await online()
  await unheard({ kind: 'log_out' })
  await eventually(() => network.loggedOut.includes(sessionId), withinALookMs)
  await staff.until(sessionId, 'logged_out')
  await unheard({ kind: 'request_pairing', by: 'siti' })
  await staff.until(sessionId, 'waiting_for_scan', withinALookMs)
})

test('a lost poke › groups are shown and hidden by the next look, on the same connection', async () => {
  const { sessionId, unheard, opens } = await online()
  const shown = () => network.sinks.get(sessionId)?.groupsShown()
  expect(shown()).toBe(false)
  await unheard({ kind: 'choose_groups', shown: true, by: 'siti' })
  await eventually(() => shown() === true, withinALookMs)
  await unheard({ kind: 'choose_groups', shown: false, by: 'siti' })
  await eventually(() => shown() === false, withinALookMs)
  expect(opens()).toBe(1)
})

test('looks and repeated requests › leave a number alone that has not changed', async () => {
  const { staff, sessionId, opens } = await online()
  await sleep(2 * lookMs)
  let signals = 0
  const subscription = house.nats.subscribe(liveSubject(staff.workspace, 'session'), {
    callback: () => void signals++,
  })
  expect(await staff.chooseGroups(sessionId, false)).toEqual({ sequence: 0 })
  await sleep(3 * lookMs)
  subscription.unsubscribe()
  expect([signals, opens()]).toEqual([0, 1])
  expect(network.isOpen(sessionId)).toBe(true)
})

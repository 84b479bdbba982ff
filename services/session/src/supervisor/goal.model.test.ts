// Does the holder want what the log asks for?
import { stateOf } from '@indoshopster/event-sourcing/decider'
import type { SessionEvent } from '@indoshopster/contracts/session/session.events'
import { expect, test } from 'vitest'
import { recorded } from '../../tests/recorded.ts'
import { sessionDecider } from '../session/session.decider.ts'
import { goalOf, isBehind, sendRefusal } from './goal.model.ts'

const sessionId = '01234567-0000-7000-8000-00000000000c'
const added = recorded('session.added.v1', { sessionId, network: 'simulator', name: 'Toko', by: 'siti' })
const linked = recorded('session.linked.v1', { sessionId, sealed: { phone: '62811', pushName: null } })
const byStaff = recorded('session.logged_out.v1', { sessionId, reason: 'logged_out_by_staff' })
const byPhone = recorded('session.logged_out.v1', { sessionId, reason: 'logged_out_from_phone' })
const again = recorded('session.pairing_requested.v1', { sessionId, by: 'siti' })
const expired = recorded('session.pairing_expired.v1', { sessionId })
const removed = recorded('session.removed.v1', { sessionId, by: 'siti' })

function row(...events: SessionEvent[]) {
  const history = events.map((event, index) => ({ ...event, sequence: index + 1 }))
  const state = stateOf(sessionDecider, history)
  if (!state) throw new Error('no session')
  return state
}

test('goal › connect while new or linked, rest after an expired QR', () => {
  expect(goalOf(row(added), 0)).toBe('connect')
  expect(goalOf(row(added, linked), 0)).toBe('connect')
  expect(goalOf(row(added, expired), 0)).toBe('rest')
})

test('goal › a log-out by staff is carried out once, then it rests or pairs anew', () => {
  expect(goalOf(row(added, linked, byStaff), 0)).toBe('unlink')
  expect(goalOf(row(added, linked, byStaff), 3)).toBe('rest')
  expect(goalOf(row(added, linked, byStaff, again), 0)).toBe('unlink')
  expect(goalOf(row(added, linked, byStaff, again), 3)).toBe('connect')
})

test('goal › a device the network has dropped is only forgotten', () => {
  expect(goalOf(row(added, linked, byPhone), 0)).toBe('forget')
  expect(goalOf(row(added, removed), 0)).toBe('forget')
  expect(goalOf(row(added, linked, removed), 0)).toBe('unlink')
  expect(goalOf(row(added, linked, removed), 3)).toBe('rest')
})

test('sends › fail at once only where nothing will bring the number back by itself', () => {
  expect(sendRefusal(row(added))).toBeNull()
  expect(sendRefusal(row(added, linked))).toBeNull()
  expect(sendRefusal(row(added, linked, byPhone, again))).toBeNull()
  expect(sendRefusal(row(added, linked, byPhone))).toBe('session_logged_out')
  expect(sendRefusal(row(added, expired))).toBe('session_logged_out')
  expect(sendRefusal(row(added, linked, removed))).toBe('session_removed')
})

test('a holder › is behind where the list tells of something staff asked for, not where the list is late', () => {
  const seen = row(added, linked)
  expect(isBehind(seen, seen)).toBe(false)
  for (const asked of [byStaff, removed]) expect(isBehind(seen, row(added, linked, asked))).toBe(true)
  expect(isBehind(row(added, expired), row(added, expired, again))).toBe(true)
  const shown = recorded('session.groups_chosen.v1', { sessionId, shown: true, by: 'siti' })
  expect(isBehind(seen, row(added, linked, shown))).toBe(true)
  expect(isBehind(seen, row(added))).toBe(false)
  expect(isBehind(undefined, seen)).toBe(true)
})

// Is a session shown as its events and its holder tell?
import type { SessionEvent } from '@indoshopster/contracts/session/session.events'
import { rowsOf } from '@indoshopster/event-sourcing/testing'
import { expect, test } from 'vitest'
import { recorded } from '../../tests/recorded.ts'
import { defaultOf, viewOf } from './session.model.ts'
import { sessionListProjection } from './session-list.projection.ts'

const a = '01234567-0000-7000-8000-00000000000a'
const b = '01234567-0000-7000-8000-00000000000b'
let sequence = 0
const at = (event: SessionEvent): SessionEvent => ({ ...event, sequence: ++sequence })
const added = (sessionId: string, time: string) =>
  at(recorded('session.added.v1', { sessionId, network: 'simulator', name: 'Toko', by: 'siti' }, { time }))
const linked = (sessionId: string) =>
  at(recorded('session.linked.v1', { sessionId, sealed: { phone: '628120000000', pushName: null } }))
const rows = (...events: SessionEvent[]) => [...rowsOf(sessionListProjection, events).values()]

test('session list › follows a session from adding to log-out', () => {
  const life: [SessionEvent, string][] = [
    [added(a, '2026-11-23T01:00:00.000Z'), 'starting'],
    [linked(a), 'linking'],
    [at(recorded('session.connected.v1', { sessionId: a })), 'online'],
    [at(recorded('session.disconnected.v1', { sessionId: a, reason: 'replaced' })), 'reconnecting'],
    [at(recorded('session.logged_out.v1', { sessionId: a, reason: 'account_banned' })), 'logged_out'],
  ]
  life.forEach(([, state], index) => {
    const row = rows(...life.slice(0, index + 1).map(([event]) => event))[0]
    expect(row?.state).toBe(state)
  })
  const last = rows(...life.map(([event]) => event))[0]
  expect(last).toMatchObject({ linked: false, phone: '628120000000', reason: 'account_banned' })
  expect(last?.unlink_sequence).toBe(life.at(-1)?.[0].sequence)
})

test('session list › shows no phone once the person behind it is erased', () => {
  const erased = at(recorded('session.linked.v1', { sessionId: a, sealed: null }))
  expect(rows(added(a, '2026-11-23T01:00:00.000Z'), erased)[0]?.phone).toBeNull()
})

test('default › is the one chosen last, else the oldest linked, else the oldest', () => {
  const first = added(a, '2026-11-23T01:00:00.000Z')
  const second = added(b, '2026-11-23T02:00:00.000Z')
  const choose = (sessionId: string) =>
    at(recorded('session.chosen_as_default.v1', { sessionId, by: 'siti' }))
  expect(defaultOf([])).toBeNull()
  expect(defaultOf(rows(first, second))).toBe(a)
  expect(defaultOf(rows(first, second, linked(b)))).toBe(b)
  expect(defaultOf(rows(first, second, choose(b), choose(a)))).toBe(a)
  const gone = at(recorded('session.removed.v1', { sessionId: a, by: 'siti' }))
  expect(defaultOf(rows(first, second, choose(b), choose(a), gone))).toBe(b)
})

test("view › the holder's word counts until the log moves on", () => {
  const before = added(a, '2026-11-23T01:00:00.000Z')
  const first = rows(before)[0]
  if (!first) throw new Error('no row')
  const row = { ...first, held: true }
  const since = '2026-11-23T01:00:05.000Z'
  const live = {
    state: 'waiting_for_scan',
    reason: null,
    qr: 'qr-text',
    since,
    sequence: before.sequence,
  } as const
  expect(viewOf(row, live, a)).toMatchObject({
    state: 'waiting_for_scan',
    qr: 'qr-text',
    since,
    isDefault: true,
  })
  const later = rows(before, at(recorded('session.pairing_expired.v1', { sessionId: a })))[0]
  if (!later) throw new Error('no row')
  expect(viewOf({ ...later, held: true }, live, null)).toMatchObject({
    state: 'qr_expired',
    qr: null,
    isDefault: false,
  })
})

test('view › without a holder nothing is online', () => {
  const connected = at(recorded('session.connected.v1', { sessionId: a }))
  const row = rows(added(a, '2026-11-23T01:00:00.000Z'), linked(a), connected)[0]
  if (!row) throw new Error('no row')
  expect(viewOf({ ...row, held: true }, null, a)).toMatchObject({ state: 'online', reason: null })
  expect(viewOf({ ...row, held: false }, null, a)).toMatchObject({
    state: 'reconnecting',
    reason: 'connection_lost',
  })
})

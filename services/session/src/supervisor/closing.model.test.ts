// Does each end of a connection lead to the right next step, at the right time?
import { expect, test } from 'vitest'
import { backoffMs } from './backoff.model.ts'
import { afterClose } from './closing.model.ts'

test('backoff › doubles from 1 s to 60 s, with jitter, never beyond', () => {
  expect([0, 1, 2, 3].map((failures) => backoffMs(failures, 1))).toEqual([1000, 2000, 4000, 8000])
  expect(backoffMs(50, 1)).toBe(60_000)
  expect(backoffMs(50, 0)).toBe(30_000)
  expect(backoffMs(0, 0)).toBe(1000)
})

test('after a close › a lost line and a server in trouble are tried again', () => {
  for (const cause of ['connection_lost', 'server_unavailable', 'store_failed'] as const)
    expect(afterClose(cause, 0, 1)).toEqual({ kind: 'retry', reason: cause, pauseMs: 1000 })
})

test('after a close › a restart is done at once, unless it never ends', () => {
  expect(afterClose('restart_required', 0, 1)).toMatchObject({ pauseMs: 0 })
  expect(afterClose('restart_required', 5, 1)).toMatchObject({ pauseMs: 32_000 })
})

test('after a close › a number opened elsewhere is not fought for', () => {
  expect(afterClose('replaced', 0, 1)).toMatchObject({ kind: 'retry', pauseMs: 8000 })
  expect(afterClose('protocol_refused', 0, 1)).toMatchObject({ kind: 'retry', pauseMs: 60_000 })
})

test('after a close › log-out, ban and an expired QR wait for staff', () => {
  for (const reason of ['logged_out_from_phone', 'account_banned'] as const)
    expect(afterClose(reason, 0, 1)).toEqual({ kind: 'final', fact: { kind: 'saw_logged_out', reason } })
  expect(afterClose('pairing_expired', 0, 1)).toEqual({
    kind: 'final',
    fact: { kind: 'saw_pairing_expired' },
  })
  expect(afterClose('closed_by_us', 0, 1)).toEqual({ kind: 'closed_by_us' })
})

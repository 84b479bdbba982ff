// Proves how often a file is tried.
import { expect, test } from 'vitest'
import { afterFault } from './media-attempts.model.ts'

test.each([
  ['MediaGoneError', 3, 'media_gone'],
  ['MediaDamagedError', 3, 'media_damaged'],
  ['MediaRejectedError', 3, 'media_damaged'],
  ['MediaTooLargeError', 1, 'media_too_large'],
  ['TypeError', 8, 'media_unavailable'],
])('%s › is tried %i times, then it is %s', (name, attempts, reason) => {
  for (let attempt = 1; attempt < attempts; attempt++)
    expect(afterFault(name, attempt)).toMatchObject({ kind: 'again' })
  expect(afterFault(name, attempts)).toEqual({ kind: 'failed', reason })
})

test('a file that the servers have thrown away › is tried three times, then the phone is asked for it', () => {
  for (const attempt of [1, 2])
    expect(afterFault('MediaExpiredError', attempt)).toMatchObject({ kind: 'again' })
  expect(afterFault('MediaExpiredError', 3)).toEqual({ kind: 'ask_phone', reason: 'media_gone' })
})

test('our own store being away › never makes a file fail, and waits half a minute at most', () => {
  expect(afterFault('MediaStoreUnavailableError', 1000)).toEqual({ kind: 'again', inMs: 30_000 })
})

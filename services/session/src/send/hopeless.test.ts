// Are errors that pass told from errors that stay?
import { LogUnavailableError } from '@indoshopster/event-log/append'
import { CannotSealError } from '@indoshopster/event-log/keyring'
import { expect, test } from 'vitest'
import { isHopeless } from './hopeless.ts'
import { WireIdTakenError } from './outbox.store.ts'

const withCode = (code: string) => Object.assign(new Error('x'), { code })

test('hopeless › what the request itself causes', () => {
  for (const error of [
    new TypeError('x'),
    withCode('23505'),
    withCode('22P05'),
    new WireIdTakenError('another message has this wire id'),
    new CannotSealError('the person was erased'),
  ])
    expect(isHopeless(error)).toBe(true)
})
test('hopeless › not what a server that is away or slow causes', () => {
  for (const error of [
    new LogUnavailableError('away'),
    withCode('57P01'),
    withCode('55P03'),
    withCode('ECONNREFUSED'),
    new Error('Connection terminated unexpectedly'),
    'text',
  ])
    expect(isHopeless(error)).toBe(false)
})

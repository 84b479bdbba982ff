// Proves what makes two arrivals the same, and that ids follow from it alone.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eventIdOf, identityOf, messageIdOf } from './identity.ts'

const bytes = fc.uint8Array({ minLength: 1 })
const base = { type: 'msg', group: null, author: '1@lid', ciphertext: Buffer.from('abc') }

test('identity › is the same for the same bytes of the same author in the same place', () => {
  fc.assert(
    fc.property(bytes, fc.string(), (ciphertext, author) => {
      const parts = { ...base, ciphertext, author }
      expect(identityOf(parts)).toEqual(identityOf({ ...parts, ciphertext: Uint8Array.from(ciphertext) }))
    }),
  )
})

test('identity › differs by type, group, author and ciphertext', () => {
  const others = [
    { ...base, type: 'pkmsg' },
    { ...base, group: 'g@g.us' },
    { ...base, author: '2@lid' },
    { ...base, ciphertext: Buffer.from('abd') },
  ]
  const all = [base, ...others].map((parts) => identityOf(parts).toString('hex'))
  expect(new Set(all).size).toBe(5)
})

test('identity › keeps its parts apart: none can lend characters to its neighbour', () => {
  expect(identityOf({ ...base, group: 'ab', author: 'c' })).not.toEqual(
    identityOf({ ...base, group: 'a', author: 'bc' }),
  )
})

test('event id › of a placeholder is not that of the message that replaces it', () => {
  const identity = identityOf(base)
  expect(eventIdOf('s', identity, 'placeholder')).not.toBe(eventIdOf('s', identity, 'message'))
})

test('message id › depends on session, chat, author and wire id, not on the encryption', () => {
  const parts = { sessionId: 's', chatId: 'c', author: 'contact', wireId: 'W' } as const
  const all = [
    parts,
    { ...parts, sessionId: 't' },
    { ...parts, chatId: 'd' },
    { ...parts, author: 'us' as const },
    { ...parts, wireId: 'X' },
  ].map(messageIdOf)
  expect(new Set(all).size).toBe(5)
  expect(messageIdOf({ ...parts })).toBe(all[0])
})

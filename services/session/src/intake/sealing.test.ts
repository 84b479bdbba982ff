// Proves that what is sealed for one place opens only there, with the same master key.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSealing } from './sealing.ts'

const sealing = createSealing(Buffer.alloc(32, 1))

test('sealing › opens what it sealed, and shows nothing of it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 8 }), (plain) => {
      const box = sealing.seal(plain, 'place')
      expect(sealing.open(box, 'place')).toEqual(Buffer.from(plain))
      expect(box.includes(Buffer.from(plain))).toBe(false)
    }),
  )
})

test('sealing › refuses another place and another master key', () => {
  const box = sealing.seal(Buffer.from('secret'), 'session|a')
  expect(() => sealing.open(box, 'session|b')).toThrow()
  expect(() => createSealing(Buffer.alloc(32, 2)).open(box, 'session|a')).toThrow()
})

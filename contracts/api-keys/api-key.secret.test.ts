// Owns the rules of the form of an API key's secret.
import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { apiKeyEnding, apiKeyId, base62, formatApiKey } from './api-key.secret.ts'

const text = (length: number) =>
  fc.string({ unit: fc.constantFrom(...base62.split('')), minLength: length, maxLength: length })
const secret = fc.tuple(text(8), text(32)).map(([id, random]) => formatApiKey(id, random))

describe('API key secret', () => {
  test('what was formatted answers its id', () => {
    fc.assert(fc.property(text(8), text(32), (id, random) => apiKeyId(formatApiKey(id, random)) === id))
  })

  test('any one changed character is noticed without looking anything up', () => {
    fc.assert(
      fc.property(secret, fc.nat(), fc.constantFrom(...base62.split('')), (made, at, other) => {
        const index = at % made.length
        fc.pre(made[index] !== other)
        expect(apiKeyId(made.slice(0, index) + other + made.slice(index + 1))).toBeNull()
      }),
    )
  })

  test('the checksum is CRC-32 in base62', () => {
    const made = formatApiKey('abcdefgh', 'x'.repeat(32))
    const value = Array.from(made.slice(-6)).reduce((sum, digit) => sum * 62 + base62.indexOf(digit), 0)
    expect(value).toBe(crc32(made.slice(0, -6)))
  })

  test.each(['', 'isk_live_', 'isk_test_abcdefgh_', ' isk_live_abcdefgh_x'])('%j is no secret', (given) => {
    expect(apiKeyId(given)).toBeNull()
  })

  test('space around a key is not forgiven, so that a pasted key fails the same way everywhere', () => {
    expect(apiKeyId(`${formatApiKey('abcdefgh', 'x'.repeat(32))}\n`)).toBeNull()
  })

  test('characters outside base62 and other lengths are never formatted', () => {
    expect(() => formatApiKey('abc_efgh', 'x'.repeat(32))).toThrow()
    expect(() => formatApiKey('abcdefgh', 'x'.repeat(31))).toThrow()
  })

  test('people recognise it by its last four characters', () => {
    const made = formatApiKey('abcdefgh', 'x'.repeat(32))
    expect(made.endsWith(apiKeyEnding(made))).toBe(true)
    expect(apiKeyEnding(made)).toHaveLength(4)
  })
})

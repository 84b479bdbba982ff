// Owns the rules of hashing a secret for storage.
import { describe, expect, test } from 'vitest'
import { keyedHash, sameHash } from './keyed-hash.ts'

describe('keyed hash', () => {
  test('is HMAC-SHA-256 in hex (RFC 4231, test case 2)', () => {
    const key = Buffer.from('Jefe').toString('hex')
    expect(keyedHash(key, 'what do ya want for nothing?')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    )
  })

  test('another key or another secret is another hash', () => {
    const hash = keyedHash('aa'.repeat(32), 'secret')
    expect(sameHash(hash, keyedHash('aa'.repeat(32), 'secret'))).toBe(true)
    expect(sameHash(hash, keyedHash('bb'.repeat(32), 'secret'))).toBe(false)
    expect(sameHash(hash, keyedHash('aa'.repeat(32), 'Secret'))).toBe(false)
    expect(sameHash(hash, '')).toBe(false)
  })
})

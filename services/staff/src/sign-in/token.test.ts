// Owns the rules of a sign-in's token and what follows from it.
import { describe, expect, test } from 'vitest'
import { csrfTokenOf, newToken, tokenHash } from './token.ts'

describe('token', () => {
  test('has 256 bits of chance, safe in a cookie, never the same twice', () => {
    const tokens = Array.from({ length: 100 }, newToken)
    expect(tokens.every((token) => /^[A-Za-z0-9_-]{43}$/.test(token))).toBe(true)
    expect(new Set(tokens).size).toBe(100)
  })

  test('its CSRF token is always the same, another for another token, and is not its hash', () => {
    const token = newToken()
    expect(csrfTokenOf(token)).toBe(csrfTokenOf(token))
    expect(csrfTokenOf(token)).not.toBe(csrfTokenOf(newToken()))
    expect(csrfTokenOf(token)).not.toBe(tokenHash(token).toString('base64url'))
  })
})

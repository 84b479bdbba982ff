// Owns the rules of hashing passwords.
import { describe, expect, test } from 'vitest'
import { createPasswords } from './passwords.ts'

const passwords = await createPasswords('nobody knows')

describe('passwords', () => {
  test('a hash says argon2id with its cost, and fits only its password', async () => {
    const password_hash = await passwords.hash('buka toko pagi')
    expect(password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await passwords.fits({ password_hash }, 'buka toko pagi')).toBe(true)
    expect(await passwords.fits({ password_hash }, 'buka toko siang')).toBe(false)
  })

  test('the same password twice has two hashes', async () => {
    expect(await passwords.hash('buka toko pagi')).not.toBe(await passwords.hash('buka toko pagi'))
  })

  test('where there is no account nothing fits, not even the password of nobody, and the work is the same', async () => {
    expect(await passwords.fits(null, 'nobody knows')).toBe(false)
    const credential = { password_hash: await passwords.hash('buka toko pagi') }
    const [known, unknown] = [await fastest(credential), await fastest(null)]
    expect(unknown / known).toBeGreaterThan(0.5)
  })
})

/** The fastest of five, ms: what a stranger with patience can measure. */
async function fastest(credential: { password_hash: string } | null): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < 5; i++) {
    const begin = performance.now()
    await passwords.fits(credential, 'salah')
    times.push(performance.now() - begin)
  }
  return Math.min(...times)
}

// Owns hashing a secret for storage: HMAC-SHA-256 under a key that is not in the database, compared in constant time.
import { createHmac, timingSafeEqual } from 'node:crypto'

/** HMAC-SHA-256 in hex. `key` is 64 hex digits. For secrets with enough chance of their own; passwords need argon2id. */
export function keyedHash(key: string, secret: string): string {
  return createHmac('sha256', Buffer.from(key, 'hex')).update(secret).digest('hex')
}

/** True when both hashes are the same; how long it takes does not tell how much of them is. */
export function sameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

// Owns the token of a sign-in: opaque chance in the cookie, only its hash in the database.
import { createHash, createHmac, randomBytes } from 'node:crypto'

/** 32 random bytes, base64url. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What is stored of a token. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest()

/** The CSRF token of a sign-in: follows from its token, which no page can read, and does not tell it. */
export const csrfTokenOf = (token: string): string =>
  createHmac('sha256', token).update('csrf').digest('base64url')

// Owns hashing passwords: argon2id, off the main thread.
import { hash, verify } from '@node-rs/argon2'
import { passwordText } from '../sign-up/sign-up.model.ts'

export interface Passwords {
  hash(password: string): Promise<string>
  /** False also where there is no credential, after the same work, so that time does not tell who has an account. */
  fits(credential: { readonly password_hash: string } | null, password: string): Promise<boolean>
}

/** OWASP's first choice for argon2id (the library's default algorithm): 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Makes a hash of nobody's password first, to compare strangers with. */
export async function createPasswords(nobody: string): Promise<Passwords> {
  const nobodysHash = await hash(nobody, cost)
  return {
    hash: (password) => hash(passwordText(password), cost),
    async fits(credential, password) {
      const fits = await verify(credential?.password_hash ?? nobodysHash, passwordText(password))
      return fits && credential !== null
    },
  }
}

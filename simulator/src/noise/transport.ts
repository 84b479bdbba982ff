// The encrypted transport after the handshake: AES-256-GCM with one message counter per direction.
import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto'

export interface Transport {
  encrypt(plaintext: Uint8Array): Uint8Array
  /** Throws when the bytes were not encrypted with this counter and key. */
  decrypt(ciphertext: Uint8Array): Uint8Array
}

const TAG_BYTES = 16

/** Twelve bytes, the counter big-endian in the last four. */
export const counterIv = (counter: number): Uint8Array => {
  const iv = Buffer.alloc(12)
  iv.writeUInt32BE(counter, 8)
  return iv
}

/** `sendKey` is the server-to-client key. Key objects are made once: Node takes far longer with raw bytes. */
export const createTransport = (sendKey: Uint8Array, receiveKey: Uint8Array): Transport => {
  const outward = createSecretKey(sendKey)
  const inward = createSecretKey(receiveKey)
  let sent = 0
  let received = 0
  return {
    encrypt: (plaintext) => {
      const cipher = createCipheriv('aes-256-gcm', outward, counterIv(sent++))
      return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
    },
    decrypt: (ciphertext) => {
      const decipher = createDecipheriv('aes-256-gcm', inward, counterIv(received++))
      const end = ciphertext.length - TAG_BYTES
      decipher.setAuthTag(ciphertext.subarray(end))
      return Buffer.concat([decipher.update(ciphertext.subarray(0, end)), decipher.final()])
    },
  }
}

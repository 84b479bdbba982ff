// The encrypted transport after the handshake: AES-256-GCM with one message counter per direction.
import { aesDecryptGCM, aesEncryptGCM } from '@whiskeysockets/baileys'

export interface Transport {
  encrypt(plaintext: Uint8Array): Uint8Array
  decrypt(ciphertext: Uint8Array): Uint8Array
}

const NOTHING = Buffer.alloc(0)

/** Twelve bytes, the counter big-endian in the last four. */
export const counterIv = (counter: number): Uint8Array => {
  const iv = Buffer.alloc(12)
  iv.writeUInt32BE(counter, 8)
  return iv
}

/** `sendKey` is the server-to-client key. */
export const createTransport = (sendKey: Uint8Array, receiveKey: Uint8Array): Transport => {
  let sent = 0
  let received = 0
  return {
    encrypt: (plaintext) => aesEncryptGCM(plaintext, sendKey, counterIv(sent++), NOTHING),
    decrypt: (ciphertext) => aesDecryptGCM(ciphertext, receiveKey, counterIv(received++), NOTHING),
  }
}

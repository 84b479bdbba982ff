// Owns the keys of a file on WhatsApp's servers, derived from its media key.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, type Hmac } from 'node:crypto'
import type { MediaKind } from '../from-baileys/wire-media.ts'

const labels: Readonly<Record<MediaKind, string>> = {
  image: 'WhatsApp Image Keys',
  sticker: 'WhatsApp Image Keys',
  video: 'WhatsApp Video Keys',
  audio: 'WhatsApp Audio Keys',
  document: 'WhatsApp Document Keys',
  history: 'WhatsApp History Keys',
}

/** Bytes of the HMAC that end an encrypted file. */
export const MAC_BYTES = 10

/** `mac` has been given the IV already; what follows are the encrypted bytes. */
export function keysOf(mediaKey: Uint8Array, kind: MediaKind) {
  const keys = Buffer.from(hkdfSync('sha256', mediaKey, '', labels[kind], 112))
  const iv = keys.subarray(0, 16)
  const key = keys.subarray(16, 48)
  const mac = (): Hmac => createHmac('sha256', keys.subarray(48, 80)).update(iv)
  return {
    mac,
    cipher: () => createCipheriv('aes-256-cbc', key, iv),
    decipher: () => createDecipheriv('aes-256-cbc', key, iv),
  }
}

// WhatsApp's encryption of media files: AES-256-CBC and a short HMAC, with keys derived from one media key.
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
import { getMediaKeys } from '@whiskeysockets/baileys'
import type { MediaType } from '@whiskeysockets/baileys'

/** Which keys a file is encrypted with. */
export type CipherKind = Extract<MediaType, 'image' | 'video' | 'audio' | 'document' | 'sticker'>

export interface EncryptedFile {
  readonly mediaKey: Buffer
  /** What the media server stores: ciphertext and the truncated HMAC. */
  readonly blob: Buffer
  readonly fileSha256: Buffer
  readonly fileEncSha256: Buffer
  /** Bytes of the plain file. */
  readonly fileLength: number
}

const MAC_BYTES = 10

const keysOf = async (mediaKey: Uint8Array, kind: CipherKind) => {
  const { iv, cipherKey, macKey } = await getMediaKeys(mediaKey, kind)
  if (!macKey) throw new Error('no key for the checksum')
  return { iv, cipherKey, mac: (body: Uint8Array) => checksum(macKey, iv, body) }
}

const checksum = (key: Uint8Array, iv: Uint8Array, body: Uint8Array): Buffer =>
  createHmac('sha256', key).update(iv).update(body).digest().subarray(0, MAC_BYTES)

export const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()

/** Encrypts with a new media key. */
export const encryptFile = async (plain: Uint8Array, kind: CipherKind): Promise<EncryptedFile> => {
  const mediaKey = randomBytes(32)
  const { iv, cipherKey, mac } = await keysOf(mediaKey, kind)
  const cipher = createCipheriv('aes-256-cbc', cipherKey, iv)
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  const blob = Buffer.concat([body, mac(body)])
  return {
    mediaKey,
    blob,
    fileSha256: sha256(plain),
    fileEncSha256: sha256(blob),
    fileLength: plain.length,
  }
}

/** The plain file; undefined when the checksum or the padding is wrong. */
export const decryptFile = async (
  blob: Buffer,
  mediaKey: Uint8Array,
  kind: CipherKind,
): Promise<Buffer | undefined> => {
  const { iv, cipherKey, mac } = await keysOf(mediaKey, kind)
  const body = blob.subarray(0, -MAC_BYTES)
  if (!mac(body).equals(blob.subarray(-MAC_BYTES))) return undefined
  try {
    const decipher = createDecipheriv('aes-256-cbc', cipherKey, iv)
    return Buffer.concat([decipher.update(body), decipher.final()])
  } catch {
    return undefined
  }
}

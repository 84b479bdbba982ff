// Owns sealing a file as WhatsApp keeps it, as a stream.
import { createHash } from 'node:crypto'
import type { MediaKind } from '../from-baileys/wire-media.ts'
import { keysOf, MAC_BYTES } from './media-keys.ts'

/** The encrypted bytes, checksum at the end. The same key and content give the same bytes. */
export async function* encrypted(
  content: AsyncIterable<Uint8Array>,
  mediaKey: Uint8Array,
  kind: MediaKind,
): AsyncGenerator<Uint8Array> {
  const keys = keysOf(mediaKey, kind)
  const [cipher, mac] = [keys.cipher(), keys.mac()]
  const sealed = (bytes: Buffer) => {
    mac.update(bytes)
    return bytes
  }
  for await (const chunk of content) yield sealed(cipher.update(chunk))
  yield sealed(cipher.final())
  yield mac.digest().subarray(0, MAC_BYTES)
}

/** What has to be said of a file before it is uploaded. Reads it once, in bounded memory. */
export async function measured(
  content: AsyncIterable<Uint8Array>,
  mediaKey: Uint8Array,
  kind: MediaKind,
): Promise<{ bytes: number; encryptedBytes: number; sha256: Buffer; encryptedSha256: Buffer }> {
  const [plainHash, encryptedHash] = [createHash('sha256'), createHash('sha256')]
  let bytes = 0
  let encryptedBytes = 0
  async function* heard() {
    for await (const chunk of content) {
      plainHash.update(chunk)
      bytes += chunk.length
      yield chunk
    }
  }
  for await (const chunk of encrypted(heard(), mediaKey, kind)) {
    encryptedHash.update(chunk)
    encryptedBytes += chunk.length
  }
  return { bytes, encryptedBytes, sha256: plainHash.digest(), encryptedSha256: encryptedHash.digest() }
}

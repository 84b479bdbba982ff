// Owns opening a file as WhatsApp keeps it, as a stream: every promise of its sender is checked before it ends.
import { createHash, timingSafeEqual } from 'node:crypto'
import { MediaDamagedError } from '../../media-faults.ts'
import type { WireMedia } from '../from-baileys/wire-media.ts'
import { keysOf, MAC_BYTES } from './media-keys.ts'

/**
 * Yields the plain bytes as they come. They may only be used once this has ended without a throw: hashes, checksum and
 * length stand at the end. Throws MediaDamagedError.
 */
export async function* decrypted(
  encrypted: AsyncIterable<Uint8Array>,
  note: WireMedia,
): AsyncGenerator<Uint8Array> {
  const keys = keysOf(Buffer.from(note.key, 'base64'), note.kind)
  const [mac, decipher] = [keys.mac(), keys.decipher()]
  const [encryptedHash, plainHash] = [createHash('sha256'), createHash('sha256')]
  // The last bytes are the checksum; which ones those are is known when no more come.
  let tail = Buffer.alloc(0)
  let bytes = 0
  const take = (plain: Buffer) => {
    plainHash.update(plain)
    bytes += plain.length
    return plain
  }
  for await (const chunk of encrypted) {
    encryptedHash.update(chunk)
    const all = Buffer.concat([tail, chunk])
    const body = all.subarray(0, Math.max(0, all.length - MAC_BYTES))
    tail = all.subarray(body.length)
    mac.update(body)
    const plain = take(decipher.update(body))
    if (plain.length > 0) yield plain
  }
  const told = mac.digest().subarray(0, MAC_BYTES)
  if (tail.length !== MAC_BYTES || !timingSafeEqual(tail, told)) throw damaged('its checksum is wrong')
  const last = take(lastOf(decipher))
  expectHash('encrypted', note.encryptedSha256, encryptedHash.digest())
  expectHash('plain', note.sha256, plainHash.digest())
  if (note.bytes !== bytes) throw damaged('it has another length than was said')
  if (last.length > 0) yield last
}

function lastOf(decipher: ReturnType<ReturnType<typeof keysOf>['decipher']>): Buffer {
  try {
    return decipher.final()
  } catch (error) {
    throw new MediaDamagedError('A file is damaged: it is not whole blocks.', { cause: error })
  }
}

function expectHash(what: string, told: string, found: Uint8Array): void {
  if (told !== Buffer.from(found).toString('base64')) throw damaged(`its ${what} hash is wrong`)
}

const damaged = (how: string) => new MediaDamagedError(`A file is damaged: ${how}.`)

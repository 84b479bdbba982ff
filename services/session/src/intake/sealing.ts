// Owns how this service seals what it keeps beside the log: one key derived from the master key, bound to the place.
import { hkdfSync, randomBytes } from 'node:crypto'
import { open, seal } from '@indoshopster/event-log/seal'

export interface Sealing {
  /** Seals bytes for one place, for example one column of one row; it opens nowhere else. */
  seal(plain: Uint8Array, place: string): Buffer
  /** Throws when key, place or bytes are not the ones it was sealed with. */
  open(box: Uint8Array, place: string): Buffer
}

/** Sealing under a key of its own, so that no other use of the master key shares it. */
export function createSealing(masterKey: Uint8Array): Sealing {
  const key = Buffer.from(hkdfSync('sha256', masterKey, '', 'indoshopster session store', 32))
  return {
    seal: (plain, place) => seal(key, randomBytes(12), plain, place),
    open: (box, place) => open(key, box, place),
  }
}

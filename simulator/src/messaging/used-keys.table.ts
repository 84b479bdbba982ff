// Catches a client that encrypts two different things with one Signal message key.
import { createHash } from 'node:crypto'
import { blob } from '../store/columns.ts'
import type { Database } from '../store/database.ts'
import type { KeyUse } from '../signal/libsignal.ts'

export interface UsedKeys {
  /** Remembers the use; true when the same key already encrypted other bytes for this recipient. */
  isReused(use: KeyUse, recipient: string, ciphertext: Uint8Array): boolean
}

export const openUsedKeys = (db: Database): UsedKeys => {
  const insert = db.write(
    'INSERT OR IGNORE INTO used_key (ratchet, counter, recipient, cipher_hash) VALUES (?,?,?,?)',
  )
  const select = db.read(
    'SELECT cipher_hash FROM used_key WHERE ratchet = ? AND counter = ? AND recipient = ?',
  )
  return {
    isReused: ({ ratchet, counter }, recipient, ciphertext) => {
      const hash = createHash('sha256').update(ciphertext).digest()
      if (insert(ratchet, counter, recipient, hash) > 0) return false
      const [row] = select(ratchet, counter, recipient)
      return row !== undefined && !blob(row, 'cipher_hash').equals(hash)
    },
  }
}

// One-time Signal keys: linked devices upload theirs, virtual phones mint one whenever somebody asks.
import { Curve } from '@whiskeysockets/baileys'
import { blob, integer } from '../store/columns.ts'
import type { Database } from '../store/database.ts'
import type { Endpoint } from './jids.ts'

export interface PublicPreKey {
  readonly id: number
  readonly public: Buffer
}

export interface PreKeys {
  /** Adds uploaded public halves of a linked device. */
  upload(endpoint: Endpoint, keys: readonly PublicPreKey[]): void
  count(endpoint: Endpoint): number
  /** Takes the oldest one of a linked device out of the pool; undefined when the pool is empty. */
  take(endpoint: Endpoint): PublicPreKey | undefined
  /** Mints one for a virtual phone; ids wrap before they outgrow the three bytes of the wire. */
  mint(phone: string): PublicPreKey
  find(phone: string, id: number): { readonly private: Buffer; readonly public: Buffer } | undefined
  burn(phone: string, id: number): void
}

const LAST_ID = 0xffffff

export const openPreKeys = (db: Database): PreKeys => {
  const insert = db.write(
    'INSERT OR REPLACE INTO pre_key (phone, device, id, public, private) VALUES (?,?,?,?,?)',
  )
  const remove = db.write('DELETE FROM pre_key WHERE phone = ? AND device = ? AND id = ?')
  const counted = db.read('SELECT count(*) AS n FROM pre_key WHERE phone = ? AND device = ?')
  const first = db.read('SELECT id, public FROM pre_key WHERE phone = ? AND device = ? ORDER BY id LIMIT 1')
  const own = db.read('SELECT public, private FROM pre_key WHERE phone = ? AND device = 0 AND id = ?')
  const nextId = db.read('SELECT next_pre_key FROM phone WHERE phone = ?')
  const setNextId = db.write('UPDATE phone SET next_pre_key = ? WHERE phone = ?')

  return {
    upload: ({ phone, device }, keys) => {
      for (const key of keys) insert(phone, device, key.id, key.public, null)
    },
    count: ({ phone, device }) => {
      const [row] = counted(phone, device)
      return row ? integer(row, 'n') : 0
    },
    take: ({ phone, device }) => {
      const [row] = first(phone, device)
      if (!row) return undefined
      const key = { id: integer(row, 'id'), public: blob(row, 'public') }
      remove(phone, device, key.id)
      return key
    },
    mint: (phone) => {
      const [row] = nextId(phone)
      const id = row ? integer(row, 'next_pre_key') : 1
      setNextId(id >= LAST_ID ? 1 : id + 1, phone)
      const pair = Curve.generateKeyPair()
      insert(phone, 0, id, pair.public, pair.private)
      return { id, public: Buffer.from(pair.public) }
    },
    find: (phone, id) => {
      const [row] = own(phone, id)
      return row && { private: blob(row, 'private'), public: blob(row, 'public') }
    },
    burn: (phone, id) => void remove(phone, 0, id),
  }
}

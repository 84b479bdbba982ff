// What phones told their own linked devices (keys, history), so that it can be encrypted again when asked for.
import { blob } from '../store/columns.ts'
import type { Database } from '../store/database.ts'

export interface PeerMessages {
  keep(phone: string, id: string, content: Uint8Array): void
  find(phone: string, id: string): Buffer | undefined
}

export const openPeerMessages = (db: Database): PeerMessages => {
  const insert = db.write('INSERT INTO peer_message (phone, id, content) VALUES (?,?,?)')
  const select = db.read('SELECT content FROM peer_message WHERE phone = ? AND id = ?')
  return {
    keep: (phone, id, content) => void insert(phone, id, content),
    find: (phone, id) => {
      const [row] = select(phone, id)
      return row && blob(row, 'content')
    },
  }
}

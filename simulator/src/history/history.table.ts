// The past of each virtual phone on disk, until another one is written for it.
import { text } from '../store/columns.ts'
import type { Database } from '../store/database.ts'
import type { PastChat } from './history.model.ts'

export interface Histories {
  /** Undefined for a phone that was never given a past; an empty list is a past without chats. */
  of(phone: string): readonly PastChat[] | undefined
  put(phone: string, chats: readonly PastChat[]): void
}

export const openHistories = (db: Database): Histories => {
  const select = db.read('SELECT chats FROM history WHERE phone = ?')
  const upsert = db.write('INSERT OR REPLACE INTO history (phone, chats) VALUES (?,?)')
  return {
    of: (phone) => {
      const [row] = select(phone)
      // Written below from the same type.
      return row && (JSON.parse(text(row, 'chats')) as PastChat[])
    },
    put: (phone, chats) => void upsert(phone, JSON.stringify(chats)),
  }
}

// The address book of each virtual phone: names its owner gave to numbers, on WhatsApp or not.
import { text } from '../store/columns.ts'
import type { Database } from '../store/database.ts'

export interface Entry {
  /** Bare digits. */
  readonly phone: string
  readonly name: string
}

export interface AddressBooks {
  of(owner: string): Entry[]
  put(owner: string, entry: Entry): void
  remove(owner: string, phone: string): void
}

export const openAddressBooks = (db: Database): AddressBooks => {
  const select = db.read('SELECT contact, name FROM address_book WHERE phone = ? ORDER BY contact')
  const upsert = db.write('INSERT OR REPLACE INTO address_book (phone, contact, name) VALUES (?,?,?)')
  const drop = db.write('DELETE FROM address_book WHERE phone = ? AND contact = ?')
  return {
    of: (owner) => select(owner).map((row) => ({ phone: text(row, 'contact'), name: text(row, 'name') })),
    put: (owner, { phone, name }) => void upsert(owner, phone, name),
    remove: (owner, phone) => void drop(owner, phone),
  }
}

// How often a message was asked for again and re-encrypted: both sides stop after five times, like real phones.
import { integer } from '../store/columns.ts'
import type { Database } from '../store/database.ts'
import type { Endpoint } from '../accounts/jids.ts'

export const MAX_RETRIES = 5

export interface Retries {
  /** Counts one more; undefined when the limit is reached. `way` tells the asking and answering party apart. */
  next(device: Endpoint, id: string, way: string): number | undefined
}

export const openRetries = (db: Database): Retries => {
  const bump = db.write(
    `INSERT INTO retry_count (phone, device, id, way, count) VALUES (?,?,?,?,1)
       ON CONFLICT DO UPDATE SET count = count + 1`,
  )
  const select = db.read(
    'SELECT count FROM retry_count WHERE phone = ? AND device = ? AND id = ? AND way = ?',
  )
  return {
    next: ({ phone, device }, id, way) => {
      const [row] = select(phone, device, id, way)
      const done = row ? integer(row, 'count') : 0
      if (done >= MAX_RETRIES) return undefined
      bump(phone, device, id, way)
      return done + 1
    },
  }
}

// What each linked device was told after it was linked; both things happen once per device.
import { integer } from '../store/columns.ts'
import type { Database } from '../store/database.ts'
import type { Endpoint } from './jids.ts'

/** `welcomed`: it was online for the first time. `key`: it has the app state key. */
export type SyncStep = 'welcomed' | 'key'

export interface DeviceSyncs {
  isDone(device: Endpoint, step: SyncStep): boolean
  /** False when it was done before. */
  done(device: Endpoint, step: SyncStep): boolean
}

export const openDeviceSyncs = (db: Database): DeviceSyncs => {
  const select = db.read('SELECT count(*) AS n FROM device_sync WHERE phone = ? AND device = ? AND step = ?')
  const insert = db.write('INSERT OR IGNORE INTO device_sync (phone, device, step) VALUES (?,?,?)')
  return {
    isDone: ({ phone, device }, step) => {
      const [row] = select(phone, device, step)
      return row !== undefined && integer(row, 'n') > 0
    },
    done: ({ phone, device }, step) => insert(phone, device, step) > 0,
  }
}

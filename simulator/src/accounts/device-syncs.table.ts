// What each linked device was told after it was linked; each thing happens once per device.
import { integer } from '../store/columns.ts'
import type { Database } from '../store/database.ts'
import type { Endpoint } from './jids.ts'

/** `online`: it was online. `key`: it has the app state key. `past`: it has the past, or there was none. */
export type SyncStep = 'online' | 'key' | 'past'

export interface DeviceSyncs {
  isDone(device: Endpoint, step: SyncStep): boolean
  done(device: Endpoint, step: SyncStep): void
}

export const openDeviceSyncs = (db: Database): DeviceSyncs => {
  const select = db.read('SELECT count(*) AS n FROM device_sync WHERE phone = ? AND device = ? AND step = ?')
  const insert = db.write('INSERT OR IGNORE INTO device_sync (phone, device, step) VALUES (?,?,?)')
  return {
    isDone: ({ phone, device }, step) => {
      const [row] = select(phone, device, step)
      return row !== undefined && integer(row, 'n') > 0
    },
    done: ({ phone, device }, step) => void insert(phone, device, step),
  }
}

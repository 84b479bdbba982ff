// Linked devices of each phone: the keys they proved at pairing, and nothing else about them.
import { blob, integer, text } from '../store/columns.ts'
import type { Database, Row } from '../store/database.ts'
import type { Endpoint } from './jids.ts'

export interface Device extends Endpoint {
  /** The client's Noise static key: a login must prove it. */
  readonly noiseKey: Buffer
  readonly identity: Buffer
  readonly registrationId: number
  readonly signedKey: { readonly id: number; readonly public: Buffer; readonly signature: Buffer }
  readonly platform: string
  readonly linkedAt: number
}

export interface Devices {
  find(phone: string, device: number): Device | undefined
  of(phone: string): Device[]
  save(device: Device): void
  /** Forgets the device with its one-time keys, its queue and every session phones had with it. */
  remove(endpoint: Endpoint): void
}

const fromRow = (row: Row): Device => ({
  phone: text(row, 'phone'),
  device: integer(row, 'device'),
  noiseKey: blob(row, 'noise_key'),
  identity: blob(row, 'identity_public'),
  registrationId: integer(row, 'registration_id'),
  signedKey: {
    id: integer(row, 'signed_key_id'),
    public: blob(row, 'signed_key_public'),
    signature: blob(row, 'signed_key_signature'),
  },
  platform: text(row, 'platform'),
  linkedAt: integer(row, 'linked_at'),
})

/** Keeps all devices in memory as well, like phones. */
export const openDevices = (db: Database): Devices => {
  const upsert = db.write(
    `INSERT OR REPLACE INTO device (phone, device, noise_key, identity_public, registration_id,
       signed_key_id, signed_key_public, signed_key_signature, platform, linked_at) VALUES (?,?,?,?,?,?,?,?,?,?)`,
  )
  const forget = [
    'DELETE FROM device WHERE phone = ? AND device = ?',
    'DELETE FROM pre_key WHERE phone = ? AND device = ?',
    'UPDATE stanza SET settled = 1 WHERE phone = ? AND device = ? AND settled = 0',
  ].map((sql) => db.write(sql))

  const byPhone = new Map<string, Map<number, Device>>()
  const remember = (device: Device): void => {
    const siblings = byPhone.get(device.phone) ?? new Map<number, Device>()
    byPhone.set(device.phone, siblings.set(device.device, device))
  }
  for (const row of db.read('SELECT * FROM device ORDER BY phone, device')()) remember(fromRow(row))

  return {
    find: (phone, device) => byPhone.get(phone)?.get(device),
    of: (phone) => [...(byPhone.get(phone)?.values() ?? [])],
    save: (device) => {
      const { signedKey } = device
      upsert(
        device.phone,
        device.device,
        device.noiseKey,
        device.identity,
        device.registrationId,
        signedKey.id,
        signedKey.public,
        signedKey.signature,
        device.platform,
        device.linkedAt,
      )
      remember(device)
    },
    remove: ({ phone, device }) => {
      for (const statement of forget) statement(phone, device)
      byPhone.get(phone)?.delete(device)
    },
  }
}

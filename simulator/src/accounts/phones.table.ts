// Virtual phones: who is on WhatsApp here, with the Signal identity each phone keeps for life.
import { randomInt } from 'node:crypto'
import { blob, integer, text } from '../store/columns.ts'
import type { Database, Row } from '../store/database.ts'
import { parseJid } from './jids.ts'
import { newKeys } from './phone-keys.ts'
import type { PhoneKeys } from './phone-keys.ts'
import type { Addressing, Endpoint } from './jids.ts'

export interface Phone extends PhoneKeys {
  readonly phone: string
  readonly name: string
  readonly lid: string
  /** False until WhatsApp gives the number its private id; `lid` must not be shown before. */
  readonly hasLid: boolean
}

/** A jid's owner; `addressing` says which of the two forms was used. */
export interface Resolved extends Endpoint {
  readonly owner: Phone
  readonly addressing: Addressing
}

export interface Phones {
  find(phone: string): Phone | undefined
  all(): Phone[]
  /** Creates the phone, with or without a private id, or renames the one that exists. */
  put(phone: string, name: string, at: number, hasLid?: boolean): { phone: Phone; created: boolean }
  /** The phone gets a new Signal identity, as after a reinstallation. */
  renewKeys(phone: string): void
  /** The number gets its private id; false when it has one. */
  giveLid(phone: string): boolean
  /** Who a jid belongs to, in either form; undefined when that number is not on WhatsApp here. */
  resolve(jid: string | undefined): Resolved | undefined
  /** Hands out a device number that this phone never used before. */
  takeDeviceNumber(phone: string): number
}

const fromRow = (row: Row, lidless: ReadonlySet<string>): Phone => ({
  phone: text(row, 'phone'),
  name: text(row, 'name'),
  lid: text(row, 'lid'),
  hasLid: !lidless.has(text(row, 'phone')),
  registrationId: integer(row, 'registration_id'),
  identity: { private: blob(row, 'identity_private'), public: blob(row, 'identity_public') },
  signedKey: {
    private: blob(row, 'signed_key_private'),
    public: blob(row, 'signed_key_public'),
    signature: blob(row, 'signed_key_signature'),
  },
})

/** Keeps all phones in memory as well: they are few and asked for on every stanza. */
export const openPhones = (db: Database): Phones => {
  const insert = db.write(
    `INSERT INTO phone (phone, name, lid, registration_id, identity_private, identity_public,
       signed_key_private, signed_key_public, signed_key_signature, created_at) VALUES (?,?,?,?,?,?,?,?,?,?)`,
  )
  const setKeys = db.write(
    `UPDATE phone SET registration_id = ?, identity_private = ?, identity_public = ?,
       signed_key_private = ?, signed_key_public = ?, signed_key_signature = ? WHERE phone = ?`,
  )
  const insertLidless = db.write('INSERT INTO lidless (phone) VALUES (?)')
  const removeLidless = db.write('DELETE FROM lidless WHERE phone = ?')
  const rename = db.write('UPDATE phone SET name = ? WHERE phone = ?')
  const bumpDevice = db.write('UPDATE phone SET next_device = next_device + 1 WHERE phone = ?')
  const readDevice = db.read('SELECT next_device FROM phone WHERE phone = ?')

  const byPhone = new Map<string, Phone>()
  const byLid = new Map<string, Phone>()
  const remember = (phone: Phone): Phone => {
    byPhone.set(phone.phone, phone)
    byLid.set(phone.lid, phone)
    return phone
  }
  const lidless = new Set(
    db
      .read('SELECT phone FROM lidless')()
      .map((row) => text(row, 'phone')),
  )
  for (const row of db.read('SELECT * FROM phone ORDER BY created_at, phone')())
    remember(fromRow(row, lidless))

  const freshLid = (): string => {
    const lid = `2${String(randomInt(1e13)).padStart(13, '0')}`
    return byLid.has(lid) ? freshLid() : lid
  }
  const create = (phone: string, name: string, at: number, hasLid: boolean): Phone => {
    const made: Phone = {
      phone,
      name,
      lid: freshLid(),
      hasLid,
      ...newKeys(),
    }
    const { identity: own, signedKey } = made
    insert(
      phone,
      name,
      made.lid,
      made.registrationId,
      own.private,
      own.public,
      signedKey.private,
      signedKey.public,
      signedKey.signature,
      at,
    )
    if (!hasLid) insertLidless(phone)
    return remember(made)
  }

  return {
    find: (phone) => byPhone.get(phone),
    all: () => [...byPhone.values()],
    put: (phone, name, at, hasLid = true) => {
      const known = byPhone.get(phone)
      if (!known) return { phone: create(phone, name, at, hasLid), created: true }
      rename(name, phone)
      return { phone: remember({ ...known, name }), created: false }
    },
    renewKeys: (phone) => {
      const known = byPhone.get(phone)
      if (!known) return
      const keys = newKeys()
      const { registrationId, identity, signedKey } = keys
      setKeys(
        registrationId,
        identity.private,
        identity.public,
        signedKey.private,
        signedKey.public,
        signedKey.signature,
        phone,
      )
      remember({ ...known, ...keys })
    },
    giveLid: (phone) => {
      const known = byPhone.get(phone)
      if (!known || known.hasLid) return false
      removeLidless(phone)
      remember({ ...known, hasLid: true })
      return true
    },
    resolve: (jid) => {
      const parsed = parseJid(jid)
      if (!parsed) return undefined
      const addressing = parsed.server === 'lid' ? 'lid' : 'pn'
      if (addressing === 'pn' && parsed.server !== 's.whatsapp.net') return undefined
      const owner = (addressing === 'lid' ? byLid : byPhone).get(parsed.user)
      if (addressing === 'lid' && !owner?.hasLid) return undefined
      return owner && { owner, phone: owner.phone, device: parsed.device, addressing }
    },
    takeDeviceNumber: (phone) => {
      const [row] = readDevice(phone)
      if (!row) throw new Error('no such phone')
      bumpDevice(phone)
      return integer(row, 'next_device')
    },
  }
}

// App state on disk: the patches of each collection in order, the hash over them, and the phone's key.
import { randomBytes } from 'node:crypto'
import { BufferJSON, newLTHashState } from '@whiskeysockets/baileys'
import type { LTHashState } from '@whiskeysockets/baileys'
import { blob, integer, text } from '../store/columns.ts'
import type { Database } from '../store/database.ts'

/** The key that a phone shares with its linked devices; `data` is 32 bytes. */
export interface AppStateKey {
  readonly id: Buffer
  readonly data: Buffer
}

export interface StoredPatch {
  readonly version: number
  /** An encoded SyncdPatch. */
  readonly patch: Buffer
}

export interface AppStates {
  /** The phone's key; made at the first call. */
  key(phone: string): AppStateKey
  /** Hash and version of a collection; version 0 when nothing is in it. */
  state(phone: string, collection: string): LTHashState
  /** Adds a patch and the state after it. */
  add(phone: string, collection: string, patch: Uint8Array, state: LTHashState): void
  /** Patches after a version, oldest first. */
  after(phone: string, collection: string, version: number): StoredPatch[]
}

export const openAppStates = (db: Database): AppStates => {
  const selectKey = db.read('SELECT id, data FROM app_state_key WHERE phone = ?')
  const insertKey = db.write('INSERT INTO app_state_key (phone, id, data) VALUES (?,?,?)')
  const selectState = db.read('SELECT state FROM app_state WHERE phone = ? AND collection = ?')
  const upsertState = db.write('INSERT OR REPLACE INTO app_state (phone, collection, state) VALUES (?,?,?)')
  const insertPatch = db.write(
    'INSERT INTO app_state_patch (phone, collection, version, patch) VALUES (?,?,?,?)',
  )
  const selectPatches = db.read(
    'SELECT version, patch FROM app_state_patch WHERE phone = ? AND collection = ? AND version > ? ORDER BY version',
  )
  return {
    key: (phone) => {
      const [row] = selectKey(phone)
      if (row) return { id: blob(row, 'id'), data: blob(row, 'data') }
      const made = { id: randomBytes(6), data: randomBytes(32) }
      insertKey(phone, made.id, made.data)
      return made
    },
    state: (phone, collection) => {
      const [row] = selectState(phone, collection)
      if (!row) return newLTHashState()
      // Written below from the same type.
      return JSON.parse(text(row, 'state'), BufferJSON.reviver) as LTHashState
    },
    add: (phone, collection, patch, state) => {
      insertPatch(phone, collection, state.version, patch)
      upsertState(phone, collection, JSON.stringify(state, BufferJSON.replacer))
    },
    after: (phone, collection, version) =>
      selectPatches(phone, collection, version).map((row) => ({
        version: integer(row, 'version'),
        patch: blob(row, 'patch'),
      })),
  }
}

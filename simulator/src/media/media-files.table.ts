// The encrypted files of the media server: bytes on disk, who uploaded them for whom in the database.
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { integer, text } from '../store/columns.ts'
import type { Database } from '../store/database.ts'

export interface MediaFile {
  readonly id: string
  /** Of the encrypted file. */
  readonly bytes: number
  readonly uploadedBy: string
  /** The number or group a virtual phone sent it to; empty for uploads of linked devices. */
  readonly meantFor: string
}

export interface MediaFiles {
  /** A name nobody has used. */
  newId(): string
  /** Where the bytes of a file are. */
  fileOf(id: string): string
  /** Makes a file known whose bytes are on disk. */
  add(file: MediaFile, at: number): void
  /** Writes the bytes, then makes the file known; answers its direct path. */
  put(blob: Uint8Array, file: Omit<MediaFile, 'id' | 'bytes'>, at: number): Promise<string>
  find(id: string): MediaFile | undefined
  /** The server has it no more; the phones still do. */
  lose(id: string): void
  isLost(id: string): boolean
  /** False when nobody has it, phones neither. */
  isAnywhere(id: string): boolean
  /** The bytes behind a direct path, lost or not; undefined when nobody has such a file. */
  read(directPath: string): Promise<Buffer | undefined>
  /** Removes the bytes: of a file that was not added, or that phones lose too. */
  forget(id: string): Promise<void>
}

const PREFIX = '/v/t62.7118-24/'

export const directPathOf = (id: string): string => `${PREFIX}${id}.enc`

/** The id in a direct path; undefined when this server never made such a path. */
export const idIn = (directPath: string): string | undefined =>
  /^\/v\/t62\.7118-24\/([0-9a-f]{32})\.enc(?:\?|$)/.exec(directPath)?.[1]

export const openMediaFiles = (db: Database, dataDir: string): MediaFiles => {
  const folder = join(dataDir, 'media')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const insert = db.write('INSERT INTO media_file (id, bytes, uploaded_by, meant_for, at) VALUES (?,?,?,?,?)')
  const insertLost = db.write('INSERT OR IGNORE INTO lost_media_file (id) VALUES (?)')
  const selectLost = db.read('SELECT id FROM lost_media_file WHERE id = ?')
  const select = db.read('SELECT * FROM media_file WHERE id = ?')

  const newId = (): string => randomBytes(16).toString('hex')
  const fileOf = (id: string): string => join(folder, id)
  const add: MediaFiles['add'] = ({ id, bytes, uploadedBy, meantFor }, at) =>
    void insert(id, bytes, uploadedBy, meantFor, at)
  const find = (id: string): MediaFile | undefined => {
    const [row] = select(id)
    return (
      row && {
        id,
        bytes: integer(row, 'bytes'),
        uploadedBy: text(row, 'uploaded_by'),
        meantFor: text(row, 'meant_for'),
      }
    )
  }
  const isAnywhere = (id: string): boolean => existsSync(fileOf(id))
  return {
    newId,
    fileOf,
    add,
    find,
    isAnywhere,
    put: async (blob, file, at) => {
      const id = newId()
      await writeFile(fileOf(id), blob, { mode: 0o600 })
      add({ ...file, id, bytes: blob.length }, at)
      return directPathOf(id)
    },
    read: async (directPath) => {
      const id = idIn(directPath)
      return id !== undefined && find(id) && isAnywhere(id) ? readFile(fileOf(id)) : undefined
    },
    lose: (id) => void insertLost(id),
    isLost: (id) => selectLost(id).length > 0,
    forget: (id) => rm(fileOf(id), { force: true }),
  }
}

// Small values that are made once and kept: the Noise root key, the media server's port.
import { Curve } from '@whiskeysockets/baileys'
import type { KeyPair } from '../noise/certificate.ts'
import { text } from './columns.ts'
import type { Database } from './database.ts'

/** The root key pair of this data directory; made at the first call ever. */
export const rootKey = (db: Database): KeyPair => {
  const [row] = db.read("SELECT value FROM setting WHERE name = 'noise_root'")()
  if (row) {
    const [own = '', open = ''] = text(row, 'value').split(':')
    return { private: Buffer.from(own, 'hex'), public: Buffer.from(open, 'hex') }
  }
  const made = Curve.generateKeyPair()
  const value = `${Buffer.from(made.private).toString('hex')}:${Buffer.from(made.public).toString('hex')}`
  db.write("INSERT INTO setting (name, value) VALUES ('noise_root', ?)")(value)
  return made
}

/** The port the media server had last time; 0 when there was none. */
export const lastMediaPort = (db: Database): number => {
  const [row] = db.read("SELECT value FROM setting WHERE name = 'media_port'")()
  return row ? Number(text(row, 'value')) : 0
}

export const rememberMediaPort = (db: Database, port: number): void =>
  void db.write("INSERT OR REPLACE INTO setting (name, value) VALUES ('media_port', ?)")(String(port))

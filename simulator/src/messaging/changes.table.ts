// What later messages did to a message: reactions, an edit, a deletion for everyone, media that cannot be opened.
import { blob, integer, text } from '../store/columns.ts'
import type { Database } from '../store/database.ts'

/** A message as one phone knows it. */
export interface MessageKey {
  readonly phone: string
  readonly peer: string
  readonly id: string
}

export interface Changes {
  /** `from` is a number; one per person, the latest. */
  readonly reactions: readonly { readonly from: string; readonly emoji: string }[]
  /** The encoded new content. */
  readonly edited?: Uint8Array
  readonly revoked: boolean
  readonly mediaProblem?: string
}

export interface MessageChanges {
  of(key: MessageKey): Changes
  /** An empty emoji takes the reaction back. */
  react(key: MessageKey, from: string, emoji: string): void
  edit(key: MessageKey, content: Uint8Array): void
  revoke(key: MessageKey): void
  mediaFailed(key: MessageKey, problem: string): void
}

export const openMessageChanges = (db: Database): MessageChanges => {
  const upsert = (column: 'edited' | 'revoked' | 'media_problem') =>
    db.write(
      `INSERT INTO message_change (phone, peer, id, ${column}) VALUES (?,?,?,?)
         ON CONFLICT DO UPDATE SET ${column} = excluded.${column}`,
    )
  const [edit, revoke, mediaFailed] = [upsert('edited'), upsert('revoked'), upsert('media_problem')]
  const react = db.write('INSERT OR REPLACE INTO reaction (phone, peer, id, by, emoji) VALUES (?,?,?,?,?)')
  const unreact = db.write('DELETE FROM reaction WHERE phone = ? AND peer = ? AND id = ? AND by = ?')
  const reactions = db.read('SELECT * FROM reaction WHERE phone = ? AND peer = ? AND id = ? ORDER BY rowid')
  const changes = db.read('SELECT * FROM message_change WHERE phone = ? AND peer = ? AND id = ?')
  return {
    of: ({ phone, peer, id }) => {
      const [row] = changes(phone, peer, id)
      return {
        reactions: reactions(phone, peer, id).map((each) => ({
          from: text(each, 'by'),
          emoji: text(each, 'emoji'),
        })),
        ...(row && row['edited'] !== null && { edited: blob(row, 'edited') }),
        revoked: row ? integer(row, 'revoked') === 1 : false,
        ...(row && row['media_problem'] !== null && { mediaProblem: text(row, 'media_problem') }),
      }
    },
    react: ({ phone, peer, id }, from, emoji) =>
      void (emoji === '' ? unreact(phone, peer, id, from) : react(phone, peer, id, from, emoji)),
    edit: ({ phone, peer, id }, content) => void edit(phone, peer, id, content),
    revoke: ({ phone, peer, id }) => void revoke(phone, peer, id, 1),
    mediaFailed: ({ phone, peer, id }, problem) => void mediaFailed(phone, peer, id, problem),
  }
}

// What each virtual phone sent and received, decrypted; a phone knows a message id per chat only once.
import type { Addressing } from '../accounts/jids.ts'
import { blob, integer, text } from '../store/columns.ts'
import type { Database, Row } from '../store/database.ts'
import { CHANGES } from './content.ts'

export type Direction = 'in' | 'out'
export type Status = 'received' | 'sent' | 'delivered' | 'read'

export interface ChatMessage {
  readonly phone: string
  readonly id: string
  readonly direction: Direction
  readonly peer: string
  readonly addressing: Addressing
  readonly kind: string
  readonly text: string
  readonly status: Status
  /** Milliseconds since 1970. */
  readonly at: number
  /** The encoded message, so that the phone can encrypt it again. */
  readonly content: Uint8Array
}

export interface ChatMessages {
  /** False when the phone already has it: nothing changes then. */
  add(message: ChatMessage): boolean
  /** Moves a sent message to delivered or read, never backwards; false when nothing changed. */
  advance(phone: string, peer: string, id: string, status: 'delivered' | 'read'): boolean
  /** Marks everything received from the peer as read; answers what was unread, oldest first. */
  readAll(phone: string, peer: string): ChatMessage[]
  /** Marks one received message as read. */
  readOne(phone: string, peer: string, id: string): void
  find(phone: string, id: string, direction: Direction): ChatMessage[]
  /** Without reactions, edits and deletions, which show on the messages they change. */
  list(phone: string, filter: ChatFilter): ChatMessage[]
  /** One entry per peer, the newest chat first. */
  chats(phone: string): Chat[]
}

export interface ChatFilter {
  readonly peer?: string
  /** A message id, exclusive. */
  readonly after?: string
  /** Only so many of the newest. */
  readonly last?: number
}

export interface Chat {
  readonly peer: string
  readonly unread: number
  readonly newest: ChatMessage
}

const IS_MESSAGE = `kind NOT IN (${CHANGES.map((kind) => `'${kind}'`).join(',')})`

const oneOf = <T extends string>(value: string, allowed: readonly T[]): T => {
  const found = allowed.find((candidate) => candidate === value)
  if (found === undefined) throw new TypeError(`unexpected value ${value}`)
  return found
}

const fromRow = (row: Row): ChatMessage => ({
  phone: text(row, 'phone'),
  id: text(row, 'id'),
  direction: oneOf(text(row, 'direction'), ['in', 'out']),
  peer: text(row, 'peer'),
  addressing: oneOf(text(row, 'addressing'), ['lid', 'pn']),
  kind: text(row, 'kind'),
  text: text(row, 'text'),
  status: oneOf(text(row, 'status'), ['received', 'sent', 'delivered', 'read']),
  at: integer(row, 'at'),
  content: blob(row, 'content'),
})

export const openChatMessages = (db: Database, changed: (message: ChatMessage) => void): ChatMessages => {
  const insert = db.write(
    `INSERT OR IGNORE INTO chat_message (phone, id, direction, peer, addressing, kind, text, status, at, content)
       VALUES (?,?,?,?,?,?,?,?,?,?)`,
  )
  const deliver = db.write(
    "UPDATE chat_message SET status = 'delivered' WHERE phone = ? AND id = ? AND peer = ? AND direction = 'out' AND status = 'sent'",
  )
  const read = db.write(
    "UPDATE chat_message SET status = 'read' WHERE phone = ? AND id = ? AND peer = ? AND direction = 'out' AND status <> 'read'",
  )
  const readIn = db.write(
    "UPDATE chat_message SET status = 'read' WHERE phone = ? AND id = ? AND peer = ? AND status = 'received'",
  )
  const unread = db.read(
    "SELECT * FROM chat_message WHERE phone = ? AND peer = ? AND status = 'received' ORDER BY seq",
  )
  const byId = db.read('SELECT * FROM chat_message WHERE phone = ? AND id = ? AND direction = ?')
  const listed = db.read(
    `SELECT * FROM chat_message WHERE phone = ? AND peer = coalesce(?, peer) AND ${IS_MESSAGE} AND seq >
       coalesce((SELECT max(seq) FROM chat_message WHERE phone = ? AND id = ?), 0) ORDER BY seq DESC LIMIT ?`,
  )
  const newestOfChats = db.read(
    `SELECT m.*, (SELECT count(*) FROM chat_message u
         WHERE u.phone = m.phone AND u.peer = m.peer AND u.status = 'received') AS unread
       FROM chat_message m WHERE seq IN (SELECT max(seq) FROM chat_message WHERE phone = ? AND ${IS_MESSAGE} GROUP BY peer)
       ORDER BY seq DESC`,
  )
  const announce = (phone: string, id: string, direction: Direction): void => {
    for (const row of byId(phone, id, direction)) changed(fromRow(row))
  }

  return {
    add: (message) => {
      const { phone, id, direction, peer, addressing, kind, status, at, content } = message
      const added =
        insert(phone, id, direction, peer, addressing, kind, message.text, status, at, content) > 0
      if (added) changed(message)
      return added
    },
    advance: (phone, peer, id, status) => {
      const moved = (status === 'read' ? read : deliver)(phone, id, peer) > 0
      if (moved) announce(phone, id, 'out')
      return moved
    },
    readAll: (phone, peer) => {
      const rows = unread(phone, peer).map(fromRow)
      for (const { id } of rows) if (readIn(phone, id, peer) > 0) announce(phone, id, 'in')
      return rows
    },
    readOne: (phone, peer, id) => {
      if (readIn(phone, id, peer) > 0) announce(phone, id, 'in')
    },
    find: (phone, id, direction) => byId(phone, id, direction).map(fromRow),
    list: (phone, { peer, after, last }) =>
      listed(phone, peer ?? null, phone, after ?? null, last ?? -1)
        .map(fromRow)
        .reverse(),
    chats: (phone) =>
      newestOfChats(phone).map((row) => {
        const newest = fromRow(row)
        return { peer: newest.peer, unread: integer(row, 'unread'), newest }
      }),
  }
}

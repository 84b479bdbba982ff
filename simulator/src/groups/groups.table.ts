// Groups on disk: subject, members, and who wrote which group message.
import { randomInt } from 'node:crypto'
import type { Addressing } from '../accounts/jids.ts'
import { integer, text } from '../store/columns.ts'
import type { Database, Row } from '../store/database.ts'

export interface Member {
  readonly phone: string
  readonly admin: '' | 'admin' | 'superadmin'
}

export interface Group {
  /** `…@g.us`. */
  readonly id: string
  readonly subject: string
  readonly subjectBy: string
  /** Milliseconds since 1970, as `createdAt`. */
  readonly subjectAt: number
  readonly creator: string
  readonly createdAt: number
  /** Which of their two addresses members have in this group. */
  readonly addressing: Addressing
  /** In the order they came. */
  readonly members: readonly Member[]
}

export type NewGroup = Pick<Group, 'subject' | 'creator' | 'addressing' | 'createdAt'> & {
  readonly participants: readonly string[]
}

export interface Groups {
  find(id: string | undefined): Group | undefined
  all(): Group[]
  /** Groups the number is in. */
  of(phone: string): Group[]
  /** The creator becomes its first member and admin. */
  create(group: NewGroup): Group
  setSubject(id: string, subject: string, by: string, at: number): void
  /** Adds a member or changes its role. */
  put(id: string, member: Member): void
  remove(id: string, phone: string): void
  wrote(id: string, messageId: string, author: string): void
  /** The number that wrote a group message. */
  authorOf(id: string, messageId: string): string | undefined
}

export const isGroupJid = (jid: string | undefined): jid is string => jid?.endsWith('@g.us') ?? false

const roleOf = (row: Row): Member['admin'] => {
  const role = text(row, 'admin')
  return role === 'admin' || role === 'superadmin' ? role : ''
}

export const openGroups = (db: Database): Groups => {
  const insert = db.write(
    `INSERT INTO group_chat (id, subject, subject_by, subject_at, creator, created_at, addressing)
       VALUES (?,?,?,?,?,?,?)`,
  )
  const rename = db.write('UPDATE group_chat SET subject = ?, subject_by = ?, subject_at = ? WHERE id = ?')
  const putMember = db.write(
    `INSERT INTO group_member (group_id, phone, admin) VALUES (?,?,?)
       ON CONFLICT DO UPDATE SET admin = excluded.admin`,
  )
  const dropMember = db.write('DELETE FROM group_member WHERE group_id = ? AND phone = ?')
  const members = db.read('SELECT phone, admin FROM group_member WHERE group_id = ? ORDER BY rowid')
  const byId = db.read('SELECT * FROM group_chat WHERE id = ?')
  const everything = db.read('SELECT * FROM group_chat ORDER BY created_at, id')
  const ofPhone = db.read(
    'SELECT g.* FROM group_chat g JOIN group_member m ON m.group_id = g.id WHERE m.phone = ? ORDER BY g.created_at',
  )
  const insertAuthor = db.write('INSERT OR IGNORE INTO group_message (group_id, id, author) VALUES (?,?,?)')
  const author = db.read('SELECT author FROM group_message WHERE group_id = ? AND id = ?')

  const fromRow = (row: Row): Group => ({
    id: text(row, 'id'),
    subject: text(row, 'subject'),
    subjectBy: text(row, 'subject_by'),
    subjectAt: integer(row, 'subject_at'),
    creator: text(row, 'creator'),
    createdAt: integer(row, 'created_at'),
    addressing: text(row, 'addressing') === 'pn' ? 'pn' : 'lid',
    members: members(text(row, 'id')).map((each) => ({ phone: text(each, 'phone'), admin: roleOf(each) })),
  })
  const find = (id: string | undefined): Group | undefined => {
    const [row] = isGroupJid(id) ? byId(id) : []
    return row && fromRow(row)
  }

  return {
    find,
    all: () => everything().map(fromRow),
    of: (phone) => ofPhone(phone).map(fromRow),
    create: ({ subject, creator, addressing, createdAt, participants }) => {
      const id = `120363${String(randomInt(1e12)).padStart(12, '0')}@g.us`
      insert(id, subject, creator, createdAt, creator, createdAt, addressing)
      putMember(id, creator, 'superadmin')
      for (const phone of participants) if (phone !== creator) putMember(id, phone, '')
      const made = find(id)
      if (!made) throw new Error('the group was not stored')
      return made
    },
    setSubject: (id, subject, by, at) => void rename(subject, by, at, id),
    put: (id, { phone, admin }) => void putMember(id, phone, admin),
    remove: (id, phone) => void dropMember(id, phone),
    wrote: (id, messageId, by) => void insertAuthor(id, messageId, by),
    authorOf: (id, messageId) => {
      const [row] = author(id, messageId)
      return row && text(row, 'author')
    },
  }
}

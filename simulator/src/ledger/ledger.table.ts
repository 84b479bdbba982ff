// The ground truth on disk: what was queued, delivered, receipted and decrypted, in the order it happened.
import { integer, text } from '../store/columns.ts'
import type { Database, Row } from '../store/database.ts'

// prettier-ignore
export const LEDGER_KINDS = [
  'connected', 'disconnected', 'protocol_error', 'paired', 'unlinked',
  'queued', 'delivered', 'receipted', 'acked', 'nacked',
  'retry_requested', 'retry_answered',
  'received', 'server_acked', 'decrypted', 'undecryptable', 'retry_sent', 'key_reused', 'typing', 'ignored',
  'media_uploaded', 'media_served', 'media_refused', 'media_read', 'media_unreadable', 'media_asked', 'media_reuploaded',
] as const // literal kinds are the type below

export type LedgerKind = (typeof LEDGER_KINDS)[number]

export type Detail = Record<string, string | number | boolean | undefined>

/** About whom an entry is: the number whose linked device it concerns, and the message id. */
export interface About {
  readonly phone?: string
  readonly device?: number
  readonly id?: string
}

export interface Entry {
  readonly seq: number
  readonly at: string
  readonly kind: string
  readonly [detail: string]: unknown
}

export interface LedgerQuery {
  readonly after?: number
  readonly limit?: number
  readonly kind?: string
  readonly phone?: string
}

export interface Ledger {
  record(kind: LedgerKind, about: About, detail?: Detail): void
  list(query: LedgerQuery): Entry[]
}

const toEntry = (row: Row): Entry => {
  const detail: unknown = JSON.parse(text(row, 'detail'))
  const about = Object.fromEntries(['phone', 'device', 'id'].map((name) => [name, row[name] ?? undefined]))
  return {
    ...(typeof detail === 'object' ? detail : {}),
    ...about,
    seq: integer(row, 'seq'),
    at: new Date(integer(row, 'at')).toISOString(),
    kind: text(row, 'kind'),
  }
}

/** Entries share the transaction of the state they tell about, so the ledger is never ahead of or behind it. */
export const openLedger = (db: Database, now: () => number): Ledger => {
  const insert = db.write('INSERT INTO ledger (at, kind, phone, device, id, detail) VALUES (?,?,?,?,?,?)')
  const select = db.read(
    `SELECT * FROM ledger WHERE seq > ?1 AND (?2 IS NULL OR kind = ?2)
       AND (?3 IS NULL OR phone = ?3) ORDER BY seq LIMIT ?4`,
  )
  return {
    record: (kind, { phone, device, id }, detail = {}) =>
      void insert(now(), kind, phone ?? null, device ?? null, id ?? null, JSON.stringify(detail)),
    list: ({ after = 0, limit = 1000, kind, phone }) =>
      select(after, kind ?? null, phone ?? null, limit).map(toEntry),
  }
}

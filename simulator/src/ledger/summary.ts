// Counts over the ledger: what a test asks when it wants to know whether anything was lost.
import { integer, text } from '../store/columns.ts'
import type { Database } from '../store/database.ts'

export interface Summary {
  readonly kinds: Record<string, number>
  /** Message stanzas put into queues. */
  readonly queuedMessages: number
  readonly receiptedMessages: number
  /** Message stanzas that neither a receipt nor an ack took out of a queue yet. */
  readonly waiting: number
  /** Refusals by linked devices, by error code. */
  readonly nacks: Record<string, number>
  readonly retryReceipts: number
  readonly undecryptableByContact: number
  readonly undecryptableByOwnPhone: number
  /** Messages that some phone could not read and never got readable later. */
  readonly neverDecrypted: number
  readonly reusedKeys: number
  /** Messages that a phone got again with an id it already had. */
  readonly duplicates: number
}

const COUNTS = {
  queuedMessages: "kind = 'queued' AND detail ->> 'tag' = 'message'",
  receiptedMessages: "kind = 'receipted' AND detail ->> 'settled' = 1",
  retryReceipts: "kind = 'retry_requested'",
  undecryptableByContact: "kind = 'undecryptable' AND detail ->> 'own' = 0",
  undecryptableByOwnPhone: "kind = 'undecryptable' AND detail ->> 'own' = 1",
  reusedKeys: "kind = 'key_reused'",
  duplicates: "kind = 'decrypted' AND detail ->> 'duplicate' = 1",
} as const // literal keys become the result's

/** Counts everything, or what concerns one number. */
export const summarize = (db: Database, phone?: string): Summary => {
  const about = phone ?? null
  const count = (sql: string): number => {
    const [row] = db.read(sql)(about)
    return row ? integer(row, 'n') : 0
  }
  const where = (condition: string): number =>
    count(`SELECT count(*) AS n FROM ledger WHERE phone = coalesce(?, phone) AND ${condition}`)
  const grouped = (sql: string): Record<string, number> =>
    Object.fromEntries(
      db
        .read(sql)(about)
        .map((row) => [text(row, 'name'), integer(row, 'n')]),
    )
  return {
    kinds: grouped(
      "SELECT kind AS name, count(*) AS n FROM ledger WHERE coalesce(phone, '') = coalesce(?, phone, '') GROUP BY kind",
    ),
    queuedMessages: where(COUNTS.queuedMessages),
    receiptedMessages: where(COUNTS.receiptedMessages),
    waiting: count(
      "SELECT count(*) AS n FROM stanza WHERE settled = 0 AND tag = 'message' AND phone = coalesce(?, phone)",
    ),
    nacks: grouped(
      `SELECT CAST(detail ->> 'error' AS TEXT) AS name, count(*) AS n FROM ledger
         WHERE phone = coalesce(?, phone) AND kind = 'nacked' GROUP BY 1`,
    ),
    retryReceipts: where(COUNTS.retryReceipts),
    undecryptableByContact: where(COUNTS.undecryptableByContact),
    undecryptableByOwnPhone: where(COUNTS.undecryptableByOwnPhone),
    neverDecrypted: count(
      `SELECT count(*) AS n FROM (SELECT DISTINCT id, detail ->> 'by' FROM ledger
         WHERE kind = 'undecryptable' AND phone = coalesce(?, phone)
         EXCEPT SELECT id, detail ->> 'by' FROM ledger WHERE kind = 'decrypted')`,
    ),
    reusedKeys: where(COUNTS.reusedKeys),
    duplicates: where(COUNTS.duplicates),
  }
}

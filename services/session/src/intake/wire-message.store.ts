// Answers: how does the network know one of our messages? For reactions, deletions and answers.
import type pg from 'pg'
import { placeOf as placeInOutbox } from '../send/outbox.row.ts'
import type { JournalledStanza } from './arrival.ts'
import { placeOf, stanzaFrom } from './journal.ts'
import type { Sealing } from './sealing.ts'

export type KnownMessage =
  /** Came in, or was typed on our own phone. */
  | { readonly kind: 'heard'; readonly stanza: JournalledStanza; readonly plaintext: Uint8Array }
  /** Sent from here. `composed` is null once it is older than a day. */
  | { readonly kind: 'sent'; readonly wireId: string; readonly composed: Uint8Array | null }

export type FindMessage = (messageId: string) => Promise<KnownMessage | null>

/** Finds messages of one session. Null: not known (any more). */
export function messageFinder(pool: pg.Pool, sealing: Sealing, sessionId: string): FindMessage {
  return async (messageId) => {
    const sent = await pool.query<{ wire_id: string; composed: Buffer | null }>(
      'SELECT wire_id, composed FROM session.outbox WHERE session_id = $1 AND message_id = $2',
      [sessionId, messageId],
    )
    const [own] = sent.rows
    if (own) {
      const { wire_id: wireId, composed } = own
      const place = placeInOutbox(sessionId, messageId, '')
      return { kind: 'sent', wireId, composed: composed && sealing.open(composed, place) }
    }
    const heard = await pool.query<{ identity: Buffer; stanza: Buffer; plaintext: Buffer }>(
      `SELECT identity, stanza, plaintext FROM session.intake
       WHERE session_id = $1 AND message_id = $2 AND event IN ('received', 'recovered') AND plaintext IS NOT NULL`,
      [sessionId, messageId],
    )
    const [row] = heard.rows
    if (!row) return null
    const open = (column: 'stanza' | 'plaintext') =>
      sealing.open(row[column], placeOf(sessionId, row.identity, column))
    return { kind: 'heard', stanza: stanzaFrom(open('stanza')), plaintext: open('plaintext') }
  }
}

// Owns the outbox: what a send is to put on the wire, under which id, and how far it got. Survives every crash.
import type pg from 'pg'
import type { Sealing } from '../intake/sealing.ts'
import { assertFence, LeaseLostError } from '../lease/lease.fence.ts'
import { inTransaction } from '../lease/transaction.ts'
import type { Fence } from '../whatsapp/whatsapp.port.ts'
import type { NewEntry, OutboxEntry, SendFailureReason } from './outbox.model.ts'
import { type OutboxRow, placeOf, rowToEntry, select } from './outbox.row.ts'

/** Longest a peer may ask for the wire form of a send again. */
const WIRE_FORM_HOURS = 24

/** Two messages of a session claim one id on the wire; only the first can have it. */
export class WireIdTakenError extends Error {
  override readonly name = 'WireIdTakenError'
}

export type Outbox = ReturnType<typeof createOutbox>

/** Every write checks the fence in its own transaction and throws LeaseLostError. What people wrote is sealed at rest. */
export function createOutbox(pool: pg.Pool, sealing: Sealing) {
  const entryOf = (sessionId: string, row: OutboxRow) => rowToEntry(sealing, sessionId, row)
  const sealed = (plain: Uint8Array | null, sessionId: string, messageId: string, column: 'content' | '') =>
    plain && sealing.seal(plain, placeOf(sessionId, messageId, column))

  /** One fenced UPDATE of one row, in one round trip; false: there is no such row. */
  async function update(fence: Fence, messageId: string, set: string, values: readonly unknown[] = []) {
    const { rows } = await pool.query<{ owned: boolean; stands: boolean }>(
      `WITH ${leaseOf('$2', '$3')}, changed AS (
         UPDATE session.outbox SET ${set}
         WHERE message_id = $1 AND session_id = $2 AND EXISTS (SELECT FROM lease) RETURNING message_id
       ) SELECT EXISTS (SELECT FROM lease) AS owned, EXISTS (SELECT FROM changed) AS stands`,
      [messageId, fence.sessionId, fence.epoch, ...values],
    )
    if (rows[0]?.owned !== true) throw new LeaseLostError(NOT_OURS)
    return rows[0].stands
  }

  return {
    /** The entry of a message; null: it has not begun. */
    async find(sessionId: string, messageId: string): Promise<OutboxEntry | null> {
      const { rows } = await pool.query<OutboxRow>(
        `${select} WHERE o.session_id = $1 AND o.message_id = $2`,
        [sessionId, messageId],
      )
      return rows[0] ? entryOf(sessionId, rows[0]) : null
    },

    /** The entries of our messages among wire ids; ids that are not ours are left out. */
    async byWireIds(sessionId: string, wireIds: readonly string[]): Promise<OutboxEntry[]> {
      const { rows } = await pool.query<OutboxRow>(
        `${select} WHERE o.session_id = $1 AND o.wire_id = ANY($2)`,
        [sessionId, wireIds],
      )
      return rows.map((row) => entryOf(sessionId, row))
    },

    /** What has begun and has no outcome yet, in the order it was asked for. */
    async waiting(sessionId: string): Promise<{ messageId: string; chatId: string }[]> {
      const { rows } = await pool.query<{ messageId: string; chatId: string }>(
        `SELECT message_id AS "messageId", chat_id AS "chatId" FROM session.outbox
         WHERE session_id = $1 AND state IN ('queued', 'attempted') ORDER BY position`,
        [sessionId],
      )
      return rows
    },

    /** Begins a send. Answers what stands there when it has begun already. */
    async begin(fence: Fence, entry: NewEntry): Promise<OutboxEntry> {
      const { rows } = await pool.query<{ owned: boolean; begun: boolean }>(
        `WITH ${leaseOf('$3', '$4')}, begun AS (
           INSERT INTO session.outbox
             (message_id, workspace, session_id, chat_id, contact_id, wire_id, address, content, request_id,
              correlation_id, traceparent, state, failure, requested_at, queued_at)
           SELECT $1::uuid, $2::uuid, $3::uuid, $5::uuid, $6::uuid, $7, $8, $9::bytea, $10::uuid, $11::uuid, $12,
             'queued', $13, $14::timestamptz, now()
           WHERE EXISTS (SELECT FROM lease) ON CONFLICT DO NOTHING RETURNING message_id
         ) SELECT EXISTS (SELECT FROM lease) AS owned, EXISTS (SELECT FROM begun) AS begun`,
        [
          entry.messageId,
          fence.workspace,
          fence.sessionId,
          fence.epoch,
          entry.chatId,
          entry.contactId,
          entry.wireId,
          entry.address,
          sealed(Buffer.from(JSON.stringify(entry.asked)), fence.sessionId, entry.messageId, 'content'),
          entry.cause.id,
          entry.cause.correlationid,
          entry.cause.traceparent ?? null,
          entry.failure,
          entry.requestedAt === null ? null : new Date(entry.requestedAt),
        ],
      )
      if (rows[0]?.owned !== true) throw new LeaseLostError(NOT_OURS)
      if (rows[0].begun) return { ...fresh, ...entry }
      const begun = await this.find(fence.sessionId, entry.messageId)
      if (!begun) throw new WireIdTakenError('Another message of the session has this wire id.')
      return begun
    },

    /** Where its recipient is, once the network has said so. */
    markAddress: (fence: Fence, messageId: string, address: string) =>
      update(fence, messageId, 'address = $4', [address]),
    /** The network did not say where its recipient is. */
    markLookUp: (fence: Fence, messageId: string) => update(fence, messageId, 'lookups = lookups + 1'),
    /** Before each relay: from here on it may be on the wire, in this form. False: it was erased. */
    markAttempted: (fence: Fence, messageId: string, composed: Uint8Array, opensChat: boolean) =>
      update(
        fence,
        messageId,
        `state = 'attempted', attempts = attempts + 1, attempted_at = now(),
         composed = coalesce(composed, $4), opens_chat = opens_chat OR $5`,
        [sealed(composed, fence.sessionId, messageId, ''), opensChat],
      ),
    /** After message_sent is in the log. */
    markSent: (fence: Fence, messageId: string) => update(fence, messageId, `state = 'sent'`),
    /** After message_failed is in the log. */
    markFailed: (fence: Fence, messageId: string, failure: SendFailureReason) =>
      update(fence, messageId, `state = 'failed', failure = $4`, [failure]),
    /** After the receipt's event is in the log. */
    markReceipt: (fence: Fence, messageId: string, outcome: 'delivered' | 'read') =>
      update(fence, messageId, outcome === 'read' ? 'read_at = now()' : 'delivered_at = now()'),

    /** Throws LeaseLostError when another owner took over; for what is published without a row of its own. */
    assertOwned: (fence: Fence) => inTransaction(pool, (client) => assertFence(client, fence)),

    /** What went on the wire under this id; null when unknown or older than a day. */
    async wireForm(sessionId: string, wireId: string): Promise<Uint8Array | null> {
      const { rows } = await pool.query<Pick<OutboxRow, 'message_id' | 'composed'>>(
        `SELECT message_id, composed FROM session.outbox WHERE session_id = $1 AND wire_id = $2
           AND state IN ('attempted', 'sent') AND attempted_at > now() - interval '${WIRE_FORM_HOURS} hours'`,
        [sessionId, wireId],
      )
      const row = rows[0]
      return row?.composed ? sealing.open(row.composed, placeOf(sessionId, row.message_id, '')) : null
    },
  }
}

const NOT_OURS = 'This process no longer owns the session.'

/** The fence as a part of one statement: the lease row stays locked until the statement has committed. */
const leaseOf = (sessionId: string, epoch: string) =>
  `lease AS MATERIALIZED (
     SELECT FROM session.leases WHERE session_id = ${sessionId} AND epoch = ${epoch} FOR KEY SHARE
   )`

/** What a send is when it has just begun. */
const fresh = {
  composed: null,
  state: 'queued',
  attempts: 0,
  lookups: 0,
  isDelivered: false,
  isRead: false,
} as const

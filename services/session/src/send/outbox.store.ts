// Owns the outbox: what a send put on the wire, under which id, and how far it got. Survives every crash.
import type pg from 'pg'
import type { SendFailure } from '@indoshopster/contracts/session/message.events'
import type { Static } from 'typebox'
import type { Sealing } from '../intake/sealing.ts'
import { assertFence } from '../lease/lease.fence.ts'
import { inTransaction } from '../lease/transaction.ts'
import type { Fence } from '../whatsapp/whatsapp.port.ts'

export type SendFailureReason = Static<typeof SendFailure>

/** One send. `attempted` may be on the wire; `sent` was acknowledged by the network's server. */
export interface OutboxEntry {
  readonly messageId: string
  readonly chatId: string
  readonly contactId: string
  readonly wireId: string
  readonly address: string
  readonly phone: string | null
  readonly name: string | null
  readonly composed: Uint8Array
  readonly state: 'queued' | 'attempted' | 'sent' | 'failed'
  /** Relays so far, over all runs. */
  readonly attempts: number
  /** Set where it is known that the send fails, before or after it has failed. */
  readonly failure: SendFailureReason | null
  readonly isDelivered: boolean
  readonly isRead: boolean
}

export type NewEntry = Pick<
  OutboxEntry,
  'messageId' | 'chatId' | 'contactId' | 'wireId' | 'address' | 'composed' | 'failure'
>

interface Row {
  message_id: string
  chat_id: string
  contact_id: string
  wire_id: string
  address: string
  phone: string | null
  name: string | null
  composed: Buffer
  state: OutboxEntry['state']
  attempts: number
  failure: SendFailureReason | null
  delivered_at: Date | null
  read_at: Date | null
}

const select = `
  SELECT o.message_id, o.chat_id, o.contact_id, o.wire_id, o.address, c.phone, c.name, o.composed, o.state,
         o.attempts, o.failure, o.delivered_at, o.read_at
  FROM session.outbox o JOIN session.chats c ON c.id = o.chat_id`

/** Longest a peer may ask for the wire form of a send again. */
const WIRE_FORM_HOURS = 24

/** Two messages of a session claim one id on the wire; only the first can have it. */
export class WireIdTakenError extends Error {
  override readonly name = 'WireIdTakenError'
}

export type Outbox = ReturnType<typeof createOutbox>

/** Every write checks the fence in its own transaction and throws LeaseLostError. Composed forms are sealed at rest. */
export function createOutbox(pool: pg.Pool, sealing: Sealing) {
  const placeOf = (sessionId: string, messageId: string) => `outbox|${sessionId}|${messageId}`

  function entryOf(sessionId: string, row: Row): OutboxEntry {
    return {
      messageId: row.message_id,
      chatId: row.chat_id,
      contactId: row.contact_id,
      wireId: row.wire_id,
      address: row.address,
      phone: row.phone,
      name: row.name,
      composed: sealing.open(row.composed, placeOf(sessionId, row.message_id)),
      state: row.state,
      attempts: row.attempts,
      failure: row.failure,
      isDelivered: row.delivered_at !== null,
      isRead: row.read_at !== null,
    }
  }

  /** One fenced UPDATE of one row. */
  function update(fence: Fence, messageId: string, set: string, values: readonly unknown[]) {
    return inTransaction(pool, async (client) => {
      await assertFence(client, fence)
      await client.query(`UPDATE session.outbox SET ${set} WHERE message_id = $1 AND session_id = $2`, [
        messageId,
        fence.sessionId,
        ...values,
      ])
    })
  }

  return {
    /** The entry of a message; null: it has not begun. */
    async find(sessionId: string, messageId: string): Promise<OutboxEntry | null> {
      const { rows } = await pool.query<Row>(`${select} WHERE o.session_id = $1 AND o.message_id = $2`, [
        sessionId,
        messageId,
      ])
      return rows[0] ? entryOf(sessionId, rows[0]) : null
    },

    /** The entries of our messages among wire ids; ids that are not ours are left out. */
    async byWireIds(sessionId: string, wireIds: readonly string[]): Promise<OutboxEntry[]> {
      const { rows } = await pool.query<Row>(`${select} WHERE o.session_id = $1 AND o.wire_id = ANY($2)`, [
        sessionId,
        wireIds,
      ])
      return rows.map((row) => entryOf(sessionId, row))
    },

    /** Begins a send in one transaction: `make` finds its chat and content. Quiet when it has begun already. */
    async begin(fence: Fence, make: (client: pg.PoolClient) => Promise<NewEntry>): Promise<OutboxEntry> {
      const messageId = await inTransaction(pool, async (client) => {
        await assertFence(client, fence)
        const entry = await make(client)
        await client.query(
          `INSERT INTO session.outbox
             (message_id, workspace, session_id, chat_id, contact_id, wire_id, address, composed, state, failure, queued_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'queued', $9, now()) ON CONFLICT DO NOTHING`,
          [
            entry.messageId,
            fence.workspace,
            fence.sessionId,
            entry.chatId,
            entry.contactId,
            entry.wireId,
            entry.address,
            sealing.seal(entry.composed, placeOf(fence.sessionId, entry.messageId)),
            entry.failure,
          ],
        )
        return entry.messageId
      })
      const begun = await this.find(fence.sessionId, messageId)
      if (!begun) throw new WireIdTakenError('Another message of the session has this wire id.')
      return begun
    },

    /** Before each relay: from here on it may be on the wire. */
    markAttempted: (fence: Fence, messageId: string) =>
      update(fence, messageId, `state = 'attempted', attempts = attempts + 1, attempted_at = now()`, []),
    /** After message_sent is in the log. */
    markSent: (fence: Fence, messageId: string) => update(fence, messageId, `state = 'sent'`, []),
    /** After message_failed is in the log. */
    markFailed: (fence: Fence, messageId: string, failure: SendFailureReason) =>
      update(fence, messageId, `state = 'failed', failure = $3`, [failure]),
    /** After the receipt's event is in the log. */
    markReceipt: (fence: Fence, messageId: string, outcome: 'delivered' | 'read') =>
      update(fence, messageId, outcome === 'read' ? 'read_at = now()' : 'delivered_at = now()', []),

    /** Throws LeaseLostError when another owner took over; for what is published without a row of its own. */
    assertOwned: (fence: Fence) => inTransaction(pool, (client) => assertFence(client, fence)),

    /** What went on the wire under this id; null when unknown or older than a day. */
    async wireForm(sessionId: string, wireId: string): Promise<Uint8Array | null> {
      const { rows } = await pool.query<Pick<Row, 'message_id' | 'composed'>>(
        `SELECT message_id, composed FROM session.outbox WHERE session_id = $1 AND wire_id = $2
           AND state IN ('attempted', 'sent') AND queued_at > now() - interval '${WIRE_FORM_HOURS} hours'`,
        [sessionId, wireId],
      )
      const row = rows[0]
      return row ? sealing.open(row.composed, placeOf(sessionId, row.message_id)) : null
    },
  }
}

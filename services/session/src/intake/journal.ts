// Owns the rows of the intake journal: written in the transaction that commits the ratchet, found again at redelivery.
import type pg from 'pg'
import type { Fence } from '../whatsapp/whatsapp.port.ts'
import type { Arrival, JournalledStanza } from './arrival.ts'
import { eventIdOf } from './identity.ts'
import type { Sealing } from './sealing.ts'
import { judge } from './verdict.ts'

/** What is known of an arrival met before. `plaintext` is null while it could not be read. */
interface KnownArrival {
  readonly plaintext: Uint8Array | null
  readonly published: boolean
}

export interface Journal {
  /** Writes an arrival in the caller's transaction, with the verdict what the log will be told. */
  record(client: pg.ClientBase, arrival: Arrival, transaction?: { chatsLocked: boolean }): Promise<void>
  find(identity: Buffer): Promise<KnownArrival | null>
}

/** The AAD of a sealed column of the journal. */
export const placeOf = (sessionId: string, identity: Uint8Array, column: 'stanza' | 'plaintext') =>
  `intake|${sessionId}|${Buffer.from(identity).toString('hex')}|${column}`

/** The journal of one session. `now` in ms. */
export function createJournal(deps: {
  pool: pg.Pool
  fence: Fence
  sealing: Sealing
  ports: { now: () => number; newId: () => string }
  groupsShown: () => boolean
}): Journal {
  const { pool, fence, sealing, ports, groupsShown } = deps
  const { sessionId } = fence

  return {
    async record(client, arrival, { chatsLocked } = { chatsLocked: false }) {
      const verdict = await judge(client, { fence, newId: ports.newId, groupsShown, chatsLocked }, arrival)
      const { identity, plaintext } = arrival
      const eventId = eventIdOf(sessionId, identity, plaintext ? 'message' : 'placeholder')
      const now = new Date(ports.now())
      // A row without plaintext is a placeholder: the readable copy of the same bytes takes its place, once.
      await client.query({
        name: 'intake-record',
        text: `INSERT INTO session.intake (session_id, identity, workspace, event_id, event, chat_id, contact_id, message_id,
           stanza, plaintext, received_at, published_at, about_id, ends_placeholder, author_chat_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
         ON CONFLICT (session_id, identity) DO UPDATE SET event_id = excluded.event_id, event = excluded.event,
           plaintext = excluded.plaintext, published_at = excluded.published_at, about_id = excluded.about_id,
           ends_placeholder = excluded.ends_placeholder
           WHERE intake.plaintext IS NULL AND excluded.plaintext IS NOT NULL`,
        values: [
          sessionId,
          identity,
          fence.workspace,
          eventId,
          verdict.event,
          verdict.chatId,
          verdict.contactId,
          verdict.messageId,
          sealing.seal(Buffer.from(JSON.stringify(arrival.stanza)), placeOf(sessionId, identity, 'stanza')),
          plaintext && sealing.seal(plaintext, placeOf(sessionId, identity, 'plaintext')),
          now,
          verdict.event ? null : now,
          verdict.aboutId,
          verdict.endsPlaceholder,
          verdict.authorChatId,
        ],
      })
    },

    async find(identity) {
      const { rows } = await pool.query<{ plaintext: Buffer | null; published: boolean }>({
        name: 'intake-find',
        text: `SELECT plaintext, published_at IS NOT NULL AS published FROM session.intake
         WHERE session_id = $1 AND identity = $2`,
        values: [sessionId, identity],
      })
      const row = rows[0]
      if (!row) return null
      const plaintext =
        row.plaintext && sealing.open(row.plaintext, placeOf(sessionId, identity, 'plaintext'))
      return { plaintext, published: row.published }
    },
  }
}

/** Reads a journalled stanza back. */
export function stanzaFrom(bytes: Uint8Array): JournalledStanza {
  // Written by `record` above, sealed since: nobody else can have made it.
  return JSON.parse(Buffer.from(bytes).toString()) as JournalledStanza
}

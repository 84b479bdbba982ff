// Owns the rows of the intake journal: written in the transaction that commits the ratchet, found again at redelivery.
import type pg from 'pg'
import { chatFor, markHeard } from '../chat/chat.store.ts'
import type { Fence } from '../whatsapp/whatsapp.port.ts'
import type { Arrival, ArrivalEvent, ArrivedMessage, JournalledStanza } from './arrival.ts'
import { eventIdOf, messageIdOf } from './identity.ts'
import type { Sealing } from './sealing.ts'

/** What is known of an arrival met before. `plaintext` is null while it could not be read. */
interface KnownArrival {
  readonly plaintext: Uint8Array | null
  readonly published: boolean
}

export interface Journal {
  /** Writes an arrival in the caller's transaction, with the verdict what the log will be told. */
  record(client: pg.ClientBase, arrival: Arrival): Promise<void>
  find(identity: Buffer): Promise<KnownArrival | null>
}

interface Verdict {
  readonly event: ArrivalEvent | null
  readonly chatId: string | null
  readonly contactId: string | null
  readonly messageId: string | null
}

const nothing: Verdict = { event: null, chatId: null, contactId: null, messageId: null }

/** The AAD of a sealed column of the journal. */
export const placeOf = (sessionId: string, identity: Uint8Array, column: 'stanza' | 'plaintext') =>
  `intake|${sessionId}|${Buffer.from(identity).toString('hex')}|${column}`

/** The journal of one session. `now` in ms. */
export function createJournal(deps: {
  pool: pg.Pool
  fence: Fence
  sealing: Sealing
  ports: { now: () => number; newId: () => string }
}): Journal {
  const { pool, fence, sealing, ports } = deps
  const { sessionId } = fence

  return {
    async record(client, arrival) {
      const verdict = arrival.message
        ? await judge(client, fence, arrival, arrival.message, ports.newId)
        : nothing
      const { identity, plaintext } = arrival
      const eventId = eventIdOf(sessionId, identity, plaintext ? 'message' : 'placeholder')
      const now = new Date(ports.now())
      // A row without plaintext is a placeholder: the readable copy of the same bytes takes its place, once.
      await client.query(
        `INSERT INTO session.intake (session_id, identity, workspace, event_id, event, chat_id, contact_id, message_id,
           stanza, plaintext, received_at, published_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         ON CONFLICT (session_id, identity) DO UPDATE SET event_id = excluded.event_id, event = excluded.event,
           plaintext = excluded.plaintext, published_at = excluded.published_at
           WHERE intake.plaintext IS NULL AND excluded.plaintext IS NOT NULL`,
        [
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
        ],
      )
    },

    async find(identity) {
      const { rows } = await pool.query<{ plaintext: Buffer | null; published: boolean }>(
        `SELECT plaintext, published_at IS NOT NULL AS published FROM session.intake
         WHERE session_id = $1 AND identity = $2`,
        [sessionId, identity],
      )
      const row = rows[0]
      if (!row) return null
      const plaintext =
        row.plaintext && sealing.open(row.plaintext, placeOf(sessionId, identity, 'plaintext'))
      return { plaintext, published: row.published }
    },
  }
}

/** Which chat it belongs to and whether the log already knows the message, judged under the transaction's locks. */
async function judge(
  client: pg.ClientBase,
  fence: Fence,
  arrival: Arrival,
  message: ArrivedMessage,
  newId: () => string,
): Promise<Verdict> {
  const chat = await chatFor(client, fence, message, newId)
  if (message.direction === 'incoming' && !chat.heard) await markHeard(client, chat.chatId)
  const messageId = messageIdOf({
    sessionId: fence.sessionId,
    chatId: chat.chatId,
    author: message.direction === 'incoming' ? 'contact' : 'us',
    wireId: message.wireId,
  })
  const { rows } = await client.query<{ readable: boolean; placeholder: boolean; ours: boolean }>(
    `SELECT
       EXISTS (SELECT FROM session.intake WHERE session_id = $1 AND message_id = $2
               AND event IN ('received', 'recovered')) AS readable,
       EXISTS (SELECT FROM session.intake WHERE session_id = $1 AND message_id = $2
               AND (event = 'undecryptable' OR event = 'recovered')) AS placeholder,
       $3 AND EXISTS (SELECT FROM session.outbox WHERE session_id = $1 AND wire_id = $4) AS ours`,
    [fence.sessionId, messageId, message.direction === 'outgoing', message.wireId],
  )
  const known = rows[0] ?? { readable: false, placeholder: false, ours: false }
  const base = { chatId: chat.chatId, contactId: chat.contactId, messageId }
  // A placeholder that turns out to be invisible (a reaction, say) must not wait for ever: it is told as recovered too.
  if (known.readable || known.ours || (!arrival.visible && !known.placeholder))
    return { ...base, event: null }
  if (!arrival.plaintext) return { ...base, event: known.placeholder ? null : 'undecryptable' }
  return { ...base, event: known.placeholder ? 'recovered' : 'received' }
}

/** Reads a journalled stanza back. */
export function stanzaFrom(bytes: Uint8Array): JournalledStanza {
  // Written by `record` above, sealed since: nobody else can have made it.
  return JSON.parse(Buffer.from(bytes).toString()) as JournalledStanza
}

// Owns the rows of the intake journal: written in the transaction that commits the ratchet, found again at redelivery.
import type pg from 'pg'
import type { Fence } from '../whatsapp/whatsapp.port.ts'
import type { Arrival, JournalledStanza } from './arrival.ts'
import { eventIdOf } from './identity.ts'
import type { Sealing } from './sealing.ts'
import { judge, type Verdict } from './verdict.ts'

/** What is known of an arrival met before. `plaintext` is null while it could not be read. */
interface KnownArrival {
  readonly identity: Buffer
  readonly plaintext: Uint8Array | null
  readonly published: boolean
}

export interface Journal {
  /** Writes arrivals in the caller's transaction, with the verdict what the log will be told; no two are the same message. */
  record(
    client: pg.ClientBase,
    arrivals: readonly Arrival[],
    transaction?: { chatsLocked: boolean },
  ): Promise<void>
  /** Those of some identities that were met before. */
  find(identities: readonly Buffer[]): Promise<readonly KnownArrival[]>
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
    async record(client, arrivals, { chatsLocked } = { chatsLocked: false }) {
      const verdicts = await judge(client, { fence, newId: ports.newId, groupsShown, chatsLocked }, arrivals)
      const now = new Date(ports.now())
      const rows = arrivals.map((arrival, index) => rowOf(arrival, verdicts[index], now))
      const column = (name: keyof IntakeRow) => rows.map((row) => row[name])
      // A row without plaintext is a placeholder: the readable copy of the same bytes takes its place, once.
      await client.query({
        name: 'intake-record',
        text: `INSERT INTO session.intake (session_id, workspace, received_at, identity, event_id, event, chat_id, contact_id,
           message_id, stanza, plaintext, published_at, about_id, ends_placeholder, author_chat_id)
         SELECT $1, $2, $3, r.identity, r.event_id, r.event, r.chat_id, r.contact_id, r.message_id, r.stanza, r.plaintext,
           r.published_at, r.about_id, r.ends_placeholder, r.author_chat_id
         FROM unnest($4::bytea[], $5::uuid[], $6::text[], $7::uuid[], $8::uuid[], $9::uuid[], $10::bytea[], $11::bytea[],
           $12::timestamptz[], $13::uuid[], $14::boolean[], $15::uuid[]) WITH ORDINALITY
           AS r (identity, event_id, event, chat_id, contact_id, message_id, stanza, plaintext, published_at, about_id,
             ends_placeholder, author_chat_id, place)
         ORDER BY r.place
         ON CONFLICT (session_id, identity) DO UPDATE SET event_id = excluded.event_id, event = excluded.event,
           plaintext = excluded.plaintext, published_at = excluded.published_at, about_id = excluded.about_id,
           ends_placeholder = excluded.ends_placeholder
           WHERE intake.plaintext IS NULL AND excluded.plaintext IS NOT NULL`,
        values: [sessionId, fence.workspace, now, ...columns.map(column)],
      })
    },

    async find(identities) {
      const { rows } = await pool.query<{ identity: Buffer; plaintext: Buffer | null; published: boolean }>({
        name: 'intake-find',
        text: `SELECT identity, plaintext, published_at IS NOT NULL AS published FROM session.intake
         WHERE session_id = $1 AND identity = ANY($2)`,
        values: [sessionId, identities],
      })
      return rows.map(({ identity, plaintext, published }) => ({
        identity,
        plaintext: plaintext && sealing.open(plaintext, placeOf(sessionId, identity, 'plaintext')),
        published,
      }))
    },
  }

  function rowOf(arrival: Arrival, verdict: Verdict | undefined, now: Date): IntakeRow {
    if (!verdict) throw new Error('An arrival was not judged.')
    const { identity, plaintext } = arrival
    return {
      identity,
      eventId: eventIdOf(sessionId, identity, plaintext ? 'message' : 'placeholder'),
      ...verdict,
      stanza: sealing.seal(
        Buffer.from(JSON.stringify(arrival.stanza)),
        placeOf(sessionId, identity, 'stanza'),
      ),
      plaintext: plaintext && sealing.seal(plaintext, placeOf(sessionId, identity, 'plaintext')),
      publishedAt: verdict.event ? null : now,
    }
  }
}

interface IntakeRow extends Verdict {
  readonly identity: Buffer
  readonly eventId: string
  readonly stanza: Buffer
  readonly plaintext: Buffer | null
  readonly publishedAt: Date | null
}

/** In the order of the statement. */
const columns = [
  'identity',
  'eventId',
  'event',
  'chatId',
  'contactId',
  'messageId',
  'stanza',
  'plaintext',
  'publishedAt',
  'aboutId',
  'endsPlaceholder',
  'authorChatId',
] as const satisfies readonly (keyof IntakeRow)[]

/** Reads a journalled stanza back. */
export function stanzaFrom(bytes: Uint8Array): JournalledStanza {
  // Written by `record` above, sealed since: nobody else can have made it.
  return JSON.parse(Buffer.from(bytes).toString()) as JournalledStanza
}

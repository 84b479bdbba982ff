// Owns the way from the journal into the log: unpublished rows, those of a chat in their order, each until the log has it.
import type pg from 'pg'
import { EventTooLargeError } from '@indoshopster/event-log/append'
import type { NewMessageEvent } from '@indoshopster/contracts/session/message.events'
import type { EventLog } from '@indoshopster/event-log/event-log'
import { inTraceparent } from '@indoshopster/service/trace-context'
import { LeaseLostError } from '../lease/lease.fence.ts'
import type { Fence } from '../whatsapp/whatsapp.port.ts'
import { arrivalEvents, type JournalRow, type Translation } from './arrival-event.ts'
import type { Failpoints } from './failpoint.ts'
import { precursorOf } from './identity.ts'
import { placeOf, stanzaFrom } from './journal.ts'
import type { Sealing } from './sealing.ts'

export interface Publisher {
  /** Publishes every unpublished row; resolves when the log has them all. Throws when log, database or lease fails. */
  publishPending(): Promise<void>
  /** Resolves when nothing of it is on its way any more; what could not be noted is published again, under its id. */
  atRest(): Promise<void>
}

/** Long enough to ride out a restart of the log; WhatsApp keeps the message meanwhile. */
const PATIENCE_MS = 10_000
const BATCH = 200

interface StoredRow extends Omit<JournalRow, 'stanza' | 'plaintext'> {
  readonly identity: Buffer
  readonly eventId: string
  readonly stanza: Buffer
  readonly plaintext: Buffer | null
}

/** A publisher of one session's journal. Calls queue up behind each other, so rows of a chat leave in order. */
export function createPublisher(deps: {
  pool: pg.Pool
  log: Pick<EventLog, 'append'>
  fence: Fence
  sealing: Sealing
  translation: Translation
  ports: { now: () => number }
  failpoints: Failpoints
}): Publisher {
  const { pool, log, fence, sealing, translation, ports, failpoints } = deps
  let queue: Promise<void> = Promise.resolve()
  /** Notes what the log has; nobody's receipt waits for it, the next look at the journal does. */
  let noting: Promise<unknown> = Promise.resolve()

  async function publish(row: StoredRow): Promise<void> {
    const place = (column: 'stanza' | 'plaintext') => placeOf(fence.sessionId, row.identity, column)
    const opened: JournalRow = {
      ...row,
      stanza: stanzaFrom(sealing.open(row.stanza, place('stanza'))),
      plaintext: row.plaintext && sealing.open(row.plaintext, place('plaintext')),
    }
    const events = arrivalEvents(opened, fence.sessionId, translation)
    for (const [index, event] of events.entries()) {
      // The last one has the row's own id; one that makes room for it has an id that follows from that.
      const id = index === events.length - 1 ? row.eventId : precursorOf(row.eventId)
      await tell(row, id, event)
    }
    await failpoints('after_publish')
  }

  /** Rows of one chat, each when the log has the one before; answers those that the log has. */
  async function publishChat(rows: readonly StoredRow[]): Promise<{ done: StoredRow[]; error: unknown }> {
    const done: StoredRow[] = []
    for (const row of rows) {
      try {
        await inTraceparent(undefined, 'publish an arrival', () => publish(row))
        done.push(row)
      } catch (error) {
        return { done, error }
      }
    }
    return { done, error: null }
  }

  /** Chats do not wait for each other. What the log has is noted even when another chat's could not be told. */
  async function publishRows(rows: readonly StoredRow[]): Promise<void> {
    const chats = Map.groupBy(rows, (row) => row.chatId)
    const ends = await Promise.all([...chats.values()].map(publishChat))
    const done = ends.flatMap((end) => end.done)
    const at = new Date(ports.now())
    if (done.length > 0) {
      noting = noting.then(() => note(done, at))
      // Thrown where the next look waits for it.
      noting.catch(() => undefined)
    }
    const failed = ends.find((end) => end.error !== null)
    if (failed) throw failed.error
  }

  /** A placeholder may have become the message meanwhile, under the next owner: that event is not in the log yet. */
  async function note(rows: readonly StoredRow[], at: Date): Promise<void> {
    await pool.query({
      name: 'intake-published',
      // An event's id belongs to one identity, so two lists are as good as pairs; joined to a list of pairs, every row of
      // the session was read for each of them.
      text: `UPDATE session.intake SET published_at = $2
       WHERE session_id = $1 AND identity = ANY($3) AND event_id = ANY($4)`,
      values: [fence.sessionId, at, rows.map((row) => row.identity), rows.map((row) => row.eventId)],
    })
  }

  /** Throws once when something could not be noted: it would be found unpublished for ever. */
  async function noted(): Promise<void> {
    const mine = noting
    try {
      await mine
    } finally {
      if (noting === mine) noting = Promise.resolve()
    }
  }

  async function tell(row: StoredRow, id: string, event: NewMessageEvent): Promise<void> {
    const to = { owner: 'session', lane: fence.sessionId, entity: row.chatId }
    const options = { id, time: row.receivedAt.toISOString(), patienceMs: PATIENCE_MS }
    try {
      await log.append(fence.workspace, to, event, options)
    } catch (error) {
      // The limits of the translation make this impossible; if it happens, it must not stop the number for ever.
      if (!(error instanceof EventTooLargeError) || event.type !== 'session.message_received.v1') throw error
      const content = { kind: 'unsupported' as const, what: 'very large message' }
      const { correspondent } = event.sealed
      await log.append(fence.workspace, to, { ...event, sealed: { content, correspondent } }, options)
    }
  }

  async function publishAll(): Promise<void> {
    for (;;) {
      await noted()
      const rows = await unpublished(pool, fence)
      await publishRows(rows)
      if (rows.length < BATCH) return
    }
  }

  return {
    publishPending() {
      const mine = queue.then(publishAll)
      queue = mine.catch(() => undefined)
      return mine
    },
    async atRest() {
      await queue
      await noting.catch(() => undefined)
    },
  }
}

/** The oldest unpublished rows. Throws LeaseLostError when the session is no longer ours: its owner publishes them. */
async function unpublished(pool: pg.Pool, fence: Fence): Promise<readonly StoredRow[]> {
  const { rows } = await pool.query<StoredRow & { owned: boolean }>({
    name: 'intake-unpublished',
    text: `SELECT l.epoch = $2 AS owned, i.identity, i.event, i.event_id AS "eventId", i.chat_id AS "chatId",
       i.contact_id AS "contactId", i.message_id AS "messageId", i.about_id AS "aboutId",
       i.ends_placeholder AS "endsPlaceholder", i.stanza, i.plaintext, i.received_at AS "receivedAt",
       c.phone, c.name, g.name AS "groupName"
     FROM session.leases l
     LEFT JOIN session.intake i ON i.session_id = l.session_id AND i.published_at IS NULL
     LEFT JOIN session.chats c ON c.id = coalesce(i.author_chat_id, i.chat_id)
     LEFT JOIN session.chats g ON g.id = i.chat_id
     WHERE l.session_id = $1 ORDER BY i.position LIMIT ${BATCH}`,
    values: [fence.sessionId, fence.epoch],
  })
  if (rows[0]?.owned !== true) throw new LeaseLostError('This process no longer owns the session.')
  // The outer join answers one row of nulls when nothing waits.
  return rows.filter((row) => row.identity !== null)
}

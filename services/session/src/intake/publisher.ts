// Owns the way from the journal into the log: unpublished rows in order of position, each until the log has it.
import type pg from 'pg'
import type { EventLog } from '@indoshopster/event-log/event-log'
import { inTraceparent } from '@indoshopster/service/trace-context'
import { LeaseLostError } from '../lease/lease.fence.ts'
import type { Fence } from '../whatsapp/whatsapp.port.ts'
import { arrivalEvent, type JournalRow, type Translation } from './arrival-event.ts'
import type { Failpoints } from './failpoint.ts'
import { placeOf, stanzaFrom } from './journal.ts'
import type { Sealing } from './sealing.ts'

export interface Publisher {
  /** Publishes every unpublished row; resolves when the log has them all. Throws when log, database or lease fails. */
  publishPending(): Promise<void>
}

/** Long enough to ride out a restart of the log; WhatsApp keeps the message meanwhile. */
const PATIENCE_MS = 10_000
const BATCH = 200

interface StoredRow extends Omit<JournalRow, 'stanza' | 'plaintext'> {
  readonly identity: Buffer
  readonly eventId: string
  readonly stanza: Buffer
  readonly plaintext: Buffer | null
  readonly receivedAt: Date
}

/** A publisher of one session's journal. Calls queue up behind each other, so rows leave in order. */
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

  async function publish(row: StoredRow): Promise<void> {
    const place = (column: 'stanza' | 'plaintext') => placeOf(fence.sessionId, row.identity, column)
    const opened: JournalRow = {
      ...row,
      stanza: stanzaFrom(sealing.open(row.stanza, place('stanza'))),
      plaintext: row.plaintext && sealing.open(row.plaintext, place('plaintext')),
    }
    const event = arrivalEvent(opened, fence.sessionId, translation)
    if (event) {
      await log.append(
        fence.workspace,
        { owner: 'session', lane: fence.sessionId, entity: row.chatId },
        event,
        { id: row.eventId, time: row.receivedAt.toISOString(), patienceMs: PATIENCE_MS },
      )
    }
    await failpoints('after_publish')
    // A placeholder may have become the message meanwhile, under the next owner: that event is not in the log yet.
    await pool.query(
      'UPDATE session.intake SET published_at = $3 WHERE session_id = $1 AND identity = $2 AND event_id = $4',
      [fence.sessionId, row.identity, new Date(ports.now()), row.eventId],
    )
  }

  async function publishAll(): Promise<void> {
    for (;;) {
      const rows = await unpublished(pool, fence)
      for (const row of rows) {
        await inTraceparent(undefined, 'publish an arrival', () => publish(row))
      }
      if (rows.length < BATCH) return
    }
  }

  return {
    publishPending() {
      const mine = queue.then(publishAll)
      queue = mine.catch(() => undefined)
      return mine
    },
  }
}

/** The oldest unpublished rows. Throws LeaseLostError when the session is no longer ours: its owner publishes them. */
async function unpublished(pool: pg.Pool, fence: Fence): Promise<readonly StoredRow[]> {
  const { rows } = await pool.query<StoredRow & { owned: boolean }>(
    `SELECT l.epoch = $2 AS owned, i.identity, i.event, i.event_id AS "eventId", i.chat_id AS "chatId",
       i.contact_id AS "contactId", i.message_id AS "messageId", i.stanza, i.plaintext,
       i.received_at AS "receivedAt", c.phone, c.name
     FROM session.leases l
     LEFT JOIN session.intake i ON i.session_id = l.session_id AND i.published_at IS NULL
     LEFT JOIN session.chats c ON c.id = i.chat_id
     WHERE l.session_id = $1 ORDER BY i.position LIMIT ${BATCH}`,
    [fence.sessionId, fence.epoch],
  )
  if (rows[0]?.owned !== true) throw new LeaseLostError('This process no longer owns the session.')
  // The outer join answers one row of nulls when nothing waits.
  return rows.filter((row) => row.identity !== null)
}

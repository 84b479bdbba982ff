// Owns how a row of the outbox is read.
import type { Sealing } from '../intake/sealing.ts'
import type { Asked } from '../whatsapp/whatsapp.port.ts'
import type { OutboxEntry } from './outbox.model.ts'

export interface OutboxRow {
  message_id: string
  chat_id: string
  contact_id: string
  wire_id: string
  address: string
  phone: string | null
  name: string | null
  content: Buffer | null
  composed: Buffer | null
  request_id: string | null
  correlation_id: string | null
  traceparent: string | null
  requested_at: Date | null
  state: OutboxEntry['state']
  attempts: number
  lookups: number
  failure: OutboxEntry['failure']
  delivered_at: Date | null
  read_at: Date | null
}

export const select = `
  SELECT o.message_id, o.chat_id, o.contact_id, o.wire_id, o.address, c.phone, c.name, o.content, o.composed,
         o.request_id, o.correlation_id, o.traceparent, o.requested_at, o.state, o.attempts, o.lookups, o.failure,
         o.delivered_at, o.read_at
  FROM session.outbox o JOIN session.chats c ON c.id = o.chat_id`

/** The AAD of a sealed column; the wire form's has no column name, because it was there first. */
export const placeOf = (sessionId: string, messageId: string, column: 'content' | '') =>
  `outbox|${sessionId}|${messageId}${column && `|${column}`}`

export function rowToEntry(sealing: Sealing, sessionId: string, row: OutboxRow): OutboxEntry {
  const open = (box: Buffer | null, column: 'content' | '') =>
    box && sealing.open(box, placeOf(sessionId, row.message_id, column))
  const content = open(row.content, 'content')
  return {
    messageId: row.message_id,
    chatId: row.chat_id,
    contactId: row.contact_id,
    wireId: row.wire_id,
    address: row.address,
    phone: row.phone,
    name: row.name,
    // Written by `begin` of the store and sealed since: nobody else can have made it.
    asked: content && (JSON.parse(content.toString()) as Asked),
    composed: open(row.composed, ''),
    cause:
      row.request_id && row.correlation_id
        ? {
            id: row.request_id,
            correlationid: row.correlation_id,
            traceparent: row.traceparent ?? undefined,
          }
        : null,
    requestedAt: row.requested_at && row.requested_at.getTime(),
    state: row.state,
    attempts: row.attempts,
    lookups: row.lookups,
    failure: row.failure,
    isDelivered: row.delivered_at !== null,
    isRead: row.read_at !== null,
  }
}

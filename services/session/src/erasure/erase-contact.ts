// Owns destroying what the session service holds of a contact: rows at once, the keys of the log a little later.
import type pg from 'pg'
import type { KeyErasure } from '@indoshopster/event-log/erase-keys'
import { inTransaction } from '../lease/transaction.ts'
import type { Cause } from '../send/outbox.model.ts'

/** Whom an erasure is about. */
export interface Erased {
  readonly workspace: string
  readonly sessionId: string
  readonly conversationId: string
  readonly contactId: string
}

export interface EraseDeps {
  readonly pool: pg.Pool
  readonly keys: KeyErasure
  /** Destroys what the network's adapter keeps of people, by their addresses. */
  readonly forgetPeople: (
    client: pg.ClientBase,
    sessionId: string,
    addresses: readonly string[],
  ) => Promise<void>
}

/** A send to the contact that had no outcome. */
export interface EndedSend {
  readonly messageId: string
  readonly chatId: string
  readonly cause: Cause | null
}

interface Traces {
  readonly chatIds: readonly string[]
  readonly persons: readonly string[]
  readonly addresses: readonly string[]
}

/**
 * Takes the contact's keys out of use and deletes every row about them. Repeated, it finds what is left and adds to the
 * keys that are to be destroyed. Chats that were merged into the conversation are part of it. `endSend` tells the end of
 * each send that waits, before its row goes.
 */
export async function eraseRows(
  deps: EraseDeps,
  erased: Erased,
  endSend: (send: EndedSend) => Promise<void>,
): Promise<void> {
  const { pool, keys, forgetPeople } = deps
  const { workspace, sessionId, conversationId, contactId } = erased
  const traces = await tracesOf(pool, erased)
  const keyIds = await keys.close(workspace, traces.persons)
  for (const send of await waitingSends(pool, sessionId, traces.chatIds)) await endSend(send)
  const late = await inTransaction(pool, async (client) => {
    await client.query(
      `INSERT INTO session.erasures (conversation_id, workspace, session_id, contact_id, key_ids, closed_at)
       VALUES ($1, $2, $3, $4, $5, now())
       ON CONFLICT (conversation_id) DO UPDATE SET closed_at = now(),
         key_ids = ARRAY(SELECT DISTINCT unnest(session.erasures.key_ids || excluded.key_ids))`,
      [conversationId, workspace, sessionId, contactId, keyIds],
    )
    await forgetPeople(client, sessionId, traces.addresses)
    const begunMeanwhile = await waitingSends(client, sessionId, traces.chatIds)
    for (const statement of [
      'DELETE FROM session.intake WHERE session_id = $1 AND (chat_id = ANY($2) OR author_chat_id = ANY($2))',
      'DELETE FROM session.outbox WHERE session_id = $1 AND chat_id = ANY($2)',
      `DELETE FROM session.chat_facts WHERE session_id = $1 AND (chat_id = ANY($2) OR merged_chat_id = ANY($2))`,
      'DELETE FROM session.chat_addresses WHERE session_id = $1 AND chat_id = ANY($2)',
      'DELETE FROM session.chats WHERE session_id = $1 AND merged_into = ANY($2)',
      'DELETE FROM session.chats WHERE session_id = $1 AND id = ANY($2)',
      // After the chats: whoever adds one locks its chat first.
      'DELETE FROM session.phone_asks WHERE session_id = $1 AND chat_id = ANY($2)',
    ]) {
      await client.query(statement, [sessionId, traces.chatIds])
    }
    return begunMeanwhile
  })
  for (const send of late) await endSend(send)
}

/** They are told as failed, so that nobody waits for their outcome; the owner's word that one was sent after all wins. */
async function waitingSends(
  client: pg.ClientBase | pg.Pool,
  sessionId: string,
  chatIds: readonly string[],
): Promise<EndedSend[]> {
  const { rows } = await client.query<{
    messageId: string
    chatId: string
    id: string | null
    correlationid: string | null
    traceparent: string | null
  }>(
    `SELECT message_id AS "messageId", chat_id AS "chatId", request_id AS id, correlation_id AS correlationid, traceparent
     FROM session.outbox WHERE session_id = $1 AND chat_id = ANY($2) AND state IN ('queued', 'attempted')
     ORDER BY position`,
    [sessionId, chatIds],
  )
  return rows.map(({ messageId, chatId, id, correlationid, traceparent }) => ({
    messageId,
    chatId,
    cause: id && correlationid ? { id, correlationid, traceparent: traceparent ?? undefined } : null,
  }))
}

async function tracesOf(pool: pg.Pool, erased: Erased): Promise<Traces> {
  const { sessionId, conversationId, contactId } = erased
  const { rows } = await pool.query<{
    id: string
    contact_id: string
    phone: string | null
    known_as: string[]
  }>(
    `SELECT c.id, c.contact_id, c.phone,
            ARRAY(SELECT address FROM session.chat_addresses a WHERE a.chat_id = c.id) AS known_as
     FROM session.chats c WHERE c.session_id = $1 AND coalesce(c.merged_into, c.id) =
       coalesce((SELECT coalesce(merged_into, id) FROM session.chats WHERE session_id = $1 AND id = $2), $2)`,
    [sessionId, conversationId],
  )
  const phones = rows.flatMap(({ phone }) => (phone === null ? [] : [phone]))
  const addresses = rows.flatMap(({ known_as }) => known_as)
  const contacts = new Set([contactId, ...rows.map((row) => row.contact_id)])
  return {
    chatIds: [conversationId, ...rows.map(({ id }) => id)],
    persons: [
      ...[...contacts].map((id) => `contact:${id}`),
      ...[...new Set(phones)].map((phone) => `phone:${phone}`),
    ],
    addresses,
  }
}

/** An erasure whose keys are still to be destroyed; null: there is none. */
export async function openErasure(
  pool: pg.Pool,
  conversationId: string,
): Promise<{ readonly keyIds: readonly string[]; readonly closedAt: Date } | null> {
  const { rows } = await pool.query<{ keyIds: string[]; closedAt: Date }>(
    `SELECT key_ids AS "keyIds", closed_at AS "closedAt" FROM session.erasures WHERE conversation_id = $1`,
    [conversationId],
  )
  return rows[0] ?? null
}

/** Forgets an erasure that is done. */
export async function forgetErasure(pool: pg.Pool, conversationId: string): Promise<void> {
  await pool.query('DELETE FROM session.erasures WHERE conversation_id = $1', [conversationId])
}

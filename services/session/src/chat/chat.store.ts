// Owns which chat an address leads to: one chat per person, whether known by phone number or by LID.
import type pg from 'pg'
import type { Fence } from '../whatsapp/whatsapp.port.ts'

export interface Chat {
  readonly chatId: string
  readonly contactId: string
  readonly phone: string | null
  readonly name: string | null
}

/** What is known of the other side; the first address is the canonical one. */
export interface ChatIdentity {
  readonly addresses: readonly [string, ...string[]]
  readonly phone: string | null
  readonly name: string | null
}

/** Finds or makes the chat in the caller's transaction; remembers new addresses, phone and name. */
export async function chatFor(
  client: pg.ClientBase,
  fence: Pick<Fence, 'sessionId' | 'workspace'>,
  identity: ChatIdentity,
  newId: () => string,
): Promise<Chat> {
  // Serialises makers of chats of one session, so that two addresses of one person cannot become two chats.
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [fence.sessionId])
  const known = await client.query<{
    id: string
    contact_id: string
    phone: string | null
    name: string | null
  }>(
    `SELECT c.id, c.contact_id, c.phone, c.name FROM session.chat_addresses a JOIN session.chats c ON c.id = a.chat_id
     WHERE a.session_id = $1 AND a.address = ANY($2) ORDER BY array_position($2, a.address) LIMIT 1`,
    [fence.sessionId, identity.addresses],
  )
  const found = known.rows[0]
  const chat: Chat = {
    chatId: found?.id ?? newId(),
    contactId: found?.contact_id ?? newId(),
    phone: identity.phone ?? found?.phone ?? null,
    name: identity.name ?? found?.name ?? null,
  }
  if (!found || found.phone !== chat.phone || found.name !== chat.name) {
    await client.query(
      `INSERT INTO session.chats (id, workspace, session_id, contact_id, phone, name) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (id) DO UPDATE SET phone = excluded.phone, name = excluded.name`,
      [chat.chatId, fence.workspace, fence.sessionId, chat.contactId, chat.phone, chat.name],
    )
  }
  await client.query(
    `INSERT INTO session.chat_addresses (session_id, address, workspace, chat_id)
     SELECT $1, unnest($2::text[]), $3, $4 ON CONFLICT DO NOTHING`,
    [fence.sessionId, identity.addresses, fence.workspace, chat.chatId],
  )
  return chat
}

/** The chat behind an id, with its canonical (first stored) address; null when unknown here. */
export async function chatById(
  client: pg.ClientBase | pg.Pool,
  sessionId: string,
  chatId: string,
): Promise<(Chat & { readonly addresses: readonly string[] }) | null> {
  const { rows } = await client.query<{
    id: string
    contact_id: string
    phone: string | null
    name: string | null
    addresses: string[]
  }>(
    `SELECT c.id, c.contact_id, c.phone, c.name, array_agg(a.address) AS addresses
     FROM session.chats c JOIN session.chat_addresses a ON a.chat_id = c.id
     WHERE c.session_id = $1 AND c.id = $2 GROUP BY c.id`,
    [sessionId, chatId],
  )
  const row = rows[0]
  return row
    ? {
        chatId: row.id,
        contactId: row.contact_id,
        phone: row.phone,
        name: row.name,
        addresses: row.addresses,
      }
    : null
}

// Owns which chat an address leads to: one chat per person, whether known by phone number or by LID.
import type pg from 'pg'
import type { Fence } from '../whatsapp/whatsapp.port.ts'
import { mergeChats } from './merge-chats.ts'

export interface Chat {
  readonly chatId: string
  readonly contactId: string
  readonly phone: string | null
  /** What they call themselves. */
  readonly name: string | null
  /** The name in the phone's address book. */
  readonly bookName: string | null
  /** Where it is written to; null while nothing is known but a phone number. */
  readonly address: string | null
  /** The other side has written at least once. */
  readonly heard: boolean
  /** The chats it took in; ids of their messages were made of theirs. */
  readonly tookIn: readonly string[]
}

/** What is known of the other side; the first address is the canonical one. */
export interface ChatIdentity {
  readonly addresses: readonly [string, ...string[]]
  readonly phone: string | null
  readonly name: string | null
}

type Scope = Pick<Fence, 'sessionId' | 'workspace'>

interface ChatRecord {
  id: string
  contact_id: string
  phone: string | null
  name: string | null
  book_name: string | null
  address: string | null
  heard: boolean
  took_in: string[]
}

const columns = `c.id, c.contact_id, c.phone, c.name, c.book_name, c.address, c.heard_at IS NOT NULL AS heard,
  ARRAY(SELECT m.id FROM session.chats m WHERE m.merged_into = c.id) AS took_in`

const chatOf = (row: ChatRecord): Chat => ({
  chatId: row.id,
  contactId: row.contact_id,
  phone: row.phone,
  name: row.name,
  bookName: row.book_name,
  address: row.address,
  heard: row.heard,
  tookIn: row.took_in,
})

/** A phone number as an address of our own, so that a chat begun by number and one begun by LID meet. */
const aliasOf = (phone: string) => `phone:${phone}`

/** The statement that serialises makers of chats of one session, so that two addresses of one person cannot become two chats. */
export const lockingChats = (client: pg.ClientBase, { sessionId }: Pick<Scope, 'sessionId'>): string =>
  `SELECT pg_advisory_xact_lock(hashtextextended(${client.escapeLiteral(sessionId)}, 1))`

/** Finds or makes the chat in the caller's transaction; remembers new addresses, phone and name. `locked`: chats are. */
export async function chatFor(
  client: pg.ClientBase,
  scope: Scope,
  identity: ChatIdentity,
  newId: () => string,
  { locked = false }: { locked?: boolean } = {},
): Promise<Chat> {
  if (!locked) await client.query(lockingChats(client, scope))
  return findOrMake(client, scope, withAlias(identity), newId)
}

/**
 * The chats of several arrivals, found or made in their order. What is known and brings no news costs one statement for
 * all; a chat that was taken in on the way is answered as the one that stays. `locked`: the session's chats are.
 */
export async function chatsFor(
  client: pg.ClientBase,
  scope: Scope,
  identities: readonly ChatIdentity[],
  newId: () => string,
  { locked }: { locked: boolean },
): Promise<readonly Chat[]> {
  if (identities.length === 0) return []
  if (!locked) await client.query(lockingChats(client, scope))
  const wanted = identities.map(withAlias)
  const everyAddress = [...new Set(wanted.flatMap((identity) => identity.addresses))]
  let known = await chatsKnownBy(client, scope, everyAddress)
  const news = wanted.filter((identity) => bringsNews(identity, known))
  for (const identity of news) await findOrMake(client, scope, identity, newId)
  if (news.length > 0) known = await chatsKnownBy(client, scope, everyAddress)
  return wanted.map(({ addresses }) => {
    const found = known.find((row) => addresses.includes(row.known_as))
    if (!found) throw new Error('A chat that was made just now is not there.')
    return chatOf(found)
  })
}

function bringsNews(identity: ChatIdentity, known: readonly (ChatRecord & { known_as: string })[]): boolean {
  const rows = identity.addresses.map((address) => known.find((row) => row.known_as === address))
  const [first] = rows
  const isAddressed = identity.addresses.some((address) => !address.startsWith('phone:'))
  return (
    !first ||
    rows.some((row) => row?.id !== first.id) ||
    (first.address === null && isAddressed) ||
    (identity.phone !== null && identity.phone !== first.phone) ||
    (identity.name !== null && identity.name !== first.name)
  )
}

/** With the phone number as an address too. */
const withAlias = (identity: ChatIdentity): ChatIdentity => ({
  ...identity,
  addresses: [...identity.addresses, ...(identity.phone ? [aliasOf(identity.phone)] : [])],
})

/** Finds or makes the chat of a phone number whose address on the network is not known, or does not exist. */
export async function chatForPhone(
  client: pg.ClientBase,
  scope: Scope,
  phone: string,
  newId: () => string,
): Promise<Chat> {
  await client.query(lockingChats(client, scope))
  return findOrMake(client, scope, { addresses: [aliasOf(phone)], phone, name: null }, newId)
}

/** Under the lock of the session's chats. */
async function findOrMake(
  client: pg.ClientBase,
  scope: Scope,
  identity: { addresses: readonly string[]; phone: string | null; name: string | null },
  newId: () => string,
): Promise<Chat> {
  let known = await chatsKnownBy(client, scope, identity.addresses)
  const [first, ...others] = new Set(known.map((row) => row.id))
  if (first !== undefined && others.length > 0) {
    await mergeChats(client, scope, [first, ...others], newId)
    known = await chatsKnownBy(client, scope, identity.addresses)
  }
  const found = known[0]
  const canonical = identity.addresses.find((address) => !address.startsWith('phone:')) ?? null
  // An address seen before brings no news: a later sighting by phone number must not replace the LID.
  const isNews = canonical !== null && !known.some((row) => row.known_as === canonical)
  const chat: Chat = {
    chatId: found?.id ?? newId(),
    contactId: found?.contact_id ?? newId(),
    phone: identity.phone ?? found?.phone ?? null,
    name: identity.name ?? found?.name ?? null,
    bookName: found?.book_name ?? null,
    address: isNews ? canonical : (found?.address ?? canonical),
    heard: found?.heard ?? false,
    tookIn: found?.took_in ?? [],
  }
  if (!found || found.phone !== chat.phone || found.name !== chat.name || found.address !== chat.address) {
    await client.query(
      `INSERT INTO session.chats (id, workspace, session_id, contact_id, phone, name, address)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO UPDATE
         SET phone = excluded.phone, name = excluded.name, address = excluded.address`,
      [chat.chatId, scope.workspace, scope.sessionId, chat.contactId, chat.phone, chat.name, chat.address],
    )
  }
  const missing = identity.addresses.filter((address) => !known.some((row) => row.known_as === address))
  if (missing.length > 0) {
    await client.query(
      `INSERT INTO session.chat_addresses (session_id, address, workspace, chat_id)
       SELECT $1, unnest($2::text[]), $3, $4 ON CONFLICT DO NOTHING`,
      [scope.sessionId, missing, scope.workspace, chat.chatId],
    )
  }
  return chat
}

/** The chats that some addresses lead to, in the order of the addresses. */
async function chatsKnownBy(
  client: pg.ClientBase,
  scope: Scope,
  addresses: readonly string[],
): Promise<(ChatRecord & { known_as: string })[]> {
  const { rows } = await client.query<ChatRecord & { known_as: string }>({
    name: 'chats-known-by',
    text: `SELECT ${columns}, a.address AS known_as
     FROM session.chat_addresses a JOIN session.chats c ON c.id = a.chat_id
     WHERE a.session_id = $1 AND a.address = ANY($2) ORDER BY array_position($2, a.address)`,
    values: [scope.sessionId, addresses],
  })
  return rows
}

/** Remembers that the other side has written; a number that is restricted may still answer it. */
export async function markHeard(client: pg.ClientBase, chatIds: readonly string[]): Promise<void> {
  await client.query('UPDATE session.chats SET heard_at = now() WHERE id = ANY($1) AND heard_at IS NULL', [
    chatIds,
  ])
}

/** The chat behind an id, or the one that took it in; null when unknown here. */
export async function chatById(
  client: pg.ClientBase | pg.Pool,
  sessionId: string,
  chatId: string,
): Promise<Chat | null> {
  const { rows } = await client.query<ChatRecord>(
    `SELECT ${columns} FROM session.chats c WHERE c.session_id = $1 AND c.id =
       (SELECT coalesce(merged_into, id) FROM session.chats WHERE session_id = $1 AND id = $2)`,
    [sessionId, chatId],
  )
  return rows[0] ? chatOf(rows[0]) : null
}

/** The chat a phone number leads to; null when nothing was ever heard from or sent to it. */
export async function chatByPhone(
  client: pg.ClientBase | pg.Pool,
  sessionId: string,
  phone: string,
): Promise<Chat | null> {
  const { rows } = await client.query<ChatRecord>(
    `SELECT ${columns}
     FROM session.chat_addresses a JOIN session.chats c ON c.id = a.chat_id
     WHERE a.session_id = $1 AND a.address = $2`,
    [sessionId, aliasOf(phone)],
  )
  return rows[0] ? chatOf(rows[0]) : null
}

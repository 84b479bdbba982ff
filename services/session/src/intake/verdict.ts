// Answers: which chat does an arrival belong to, and what is the log told of it? Judged under the transaction's locks.
import type pg from 'pg'
import { type Chat, type ChatIdentity, chatsFor, markHeard } from '../chat/chat.store.ts'
import type { Fence } from '../whatsapp/whatsapp.port.ts'
import type { Arrival, ArrivalEvent, ArrivedMessage } from './arrival.ts'
import { messageIdOf } from './identity.ts'
import type { MessageRef } from './said.ts'

export interface Verdict {
  /** Null: the log is told nothing. */
  readonly event: ArrivalEvent | null
  readonly chatId: string | null
  readonly authorChatId: string | null
  readonly contactId: string | null
  readonly messageId: string | null
  readonly aboutId: string | null
  readonly endsPlaceholder: boolean
}

const nothing: Verdict = {
  event: null,
  chatId: null,
  authorChatId: null,
  contactId: null,
  messageId: null,
  aboutId: null,
  endsPlaceholder: false,
}

export interface JudgeDeps {
  readonly fence: Fence
  readonly newId: () => string
  /** Whether messages of groups are shown now. */
  readonly groupsShown: () => boolean
  /** The caller's transaction holds the lock of the session's chats. */
  readonly chatsLocked: boolean
}

const eventsOfDeeds = { edit: 'edited', revocation: 'revoked', reaction: 'reacted' } as const

/** What the journal has to know of messages before it judges a further one. */
interface Known {
  /** Ids of messages the log has as they are, or that are sends of ours. */
  readonly told: ReadonlySet<string>
  /** Ids of messages the log has a placeholder of. */
  readonly placeholders: ReadonlySet<string>
}

/** An arrival whose message stands in a chat of ours. */
interface Placed {
  readonly arrival: Arrival
  readonly chat: Chat
  readonly author: Chat
  readonly ours: boolean
  readonly messageId: string
  readonly wireId: string
}

/** The verdicts of arrivals, in their order; no two of them are the same message. Runs in the caller's transaction. */
export async function judge(
  client: pg.ClientBase,
  deps: JudgeDeps,
  arrivals: readonly Arrival[],
): Promise<readonly Verdict[]> {
  const placed = await placesOf(client, deps, arrivals)
  const unheard = placed.flatMap((place) =>
    place && !place.ours && !place.chat.heard ? [place.chat.chatId] : [],
  )
  if (unheard.length > 0) await markHeard(client, unheard)
  const known = await knownOf(
    client,
    deps.fence.sessionId,
    placed.filter((place) => place !== null),
  )
  const verdicts: Verdict[] = []
  for (const place of placed) {
    verdicts.push(place ? await verdictOf(client, deps.fence.sessionId, place, known) : nothing)
  }
  return verdicts
}

async function verdictOf(
  client: pg.ClientBase,
  sessionId: string,
  { arrival, chat, author, messageId }: Placed,
  known: Known,
): Promise<Verdict> {
  const base: Verdict = {
    ...nothing,
    chatId: chat.chatId,
    authorChatId: author.chatId === chat.chatId ? null : author.chatId,
    contactId: author.contactId,
    messageId,
  }
  const { deed } = arrival
  const isPlaceholder = known.placeholders.has(messageId)
  // A placeholder that turns out to be invisible must not wait for ever: it is told as recovered too.
  if (known.told.has(messageId) || (deed === null && !isPlaceholder)) return base
  if (!arrival.plaintext) return { ...base, event: isPlaceholder ? null : 'undecryptable' }
  const aboutId = arrival.about && (await idOf(client, sessionId, chat, arrival.about))
  if (deed === null || deed === 'message')
    return { ...base, aboutId, event: isPlaceholder ? 'recovered' : 'received' }
  return { ...base, aboutId, event: eventsOfDeeds[deed], endsPlaceholder: isPlaceholder }
}

/** Where each arrival stands; null for what stands in no chat that is shown. */
async function placesOf(
  client: pg.ClientBase,
  { fence, newId, groupsShown, chatsLocked }: JudgeDeps,
  arrivals: readonly Arrival[],
): Promise<readonly (Placed | null)[]> {
  const shown = arrivals.map(({ message }) =>
    message && (message.group === null || groupsShown()) ? message : null,
  )
  const identities = shown.map((message) => (message ? chatsNamedBy(message) : []))
  const chats = await chatsFor(client, fence, identities.flat(), newId, { locked: chatsLocked })
  const placed: (Placed | null)[] = []
  let next = 0
  for (const [index, arrival] of arrivals.entries()) {
    const message = shown[index]
    const named = identities[index] ?? []
    const [chat, author = chat] = chats.slice(next, next + named.length)
    next += named.length
    placed.push(
      message && chat && author
        ? await placeOf(client, fence.sessionId, { arrival, message, chat, author })
        : null,
    )
  }
  return placed
}

async function placeOf(
  client: pg.ClientBase,
  sessionId: string,
  { arrival, message, chat, author }: { arrival: Arrival; message: ArrivedMessage; chat: Chat; author: Chat },
): Promise<Placed> {
  const ours = message.direction === 'outgoing'
  const by = ours ? 'us' : author.chatId === chat.chatId ? 'contact' : author.contactId
  const wireId = message.wireId || `none|${arrival.identity.toString('hex')}`
  const messageId = await knownId(client, sessionId, idsIn(chat, by, wireId, sessionId))
  return { arrival, chat, author, ours, messageId, wireId }
}

/** The chat a message stands in, and behind it its author where that is another one. */
function chatsNamedBy(message: ArrivedMessage): ChatIdentity[] {
  if (message.group === null) return [message]
  const group = { addresses: [message.group], phone: null, name: null } as const
  return message.direction === 'outgoing' ? [group] : [group, message]
}

/** What the log knows of some messages; one that we wrote may be a send of ours. */
async function knownOf(client: pg.ClientBase, sessionId: string, places: readonly Placed[]): Promise<Known> {
  if (places.length === 0) return { told: new Set(), placeholders: new Set() }
  const ours = places.filter((place) => place.ours)
  const { rows } = await client.query<{ id: string; readable: boolean; placeholder: boolean }>({
    name: 'intake-known-as',
    text: `SELECT message_id AS id, bool_or(event <> 'undecryptable') AS readable,
       bool_or(event IN ('undecryptable', 'recovered')) AS placeholder
     FROM session.intake WHERE session_id = $1 AND message_id = ANY($2) AND event IS NOT NULL GROUP BY message_id`,
    values: [sessionId, places.map((place) => place.messageId)],
  })
  const told = new Set(rows.filter((row) => row.readable).map((row) => row.id))
  if (ours.length > 0) {
    const { rows: sends } = await client.query<{ wire_id: string }>({
      name: 'intake-known-sends',
      text: 'SELECT wire_id FROM session.outbox WHERE session_id = $1 AND wire_id = ANY($2)',
      values: [sessionId, ours.map((place) => place.wireId)],
    })
    const sent = new Set(sends.map((row) => row.wire_id))
    for (const place of ours) if (sent.has(place.wireId)) told.add(place.messageId)
  }
  return { told, placeholders: new Set(rows.filter((row) => row.placeholder).map((row) => row.id)) }
}

/** The ids a message may have: of the chat, or of one it took in after the message had come there. */
const idsIn = (chat: Chat, author: string, wireId: string, sessionId: string): [string, ...string[]] => {
  const made = (chatId: string) => messageIdOf({ sessionId, chatId, author, wireId })
  return [made(chat.chatId), ...chat.tookIn.map(made)]
}

/** The one of several ids that the journal knows; the first where it knows none. */
async function knownId(
  client: pg.ClientBase,
  sessionId: string,
  ids: readonly [string, ...string[]],
): Promise<string> {
  if (ids.length === 1) return ids[0]
  const { rows } = await client.query<{ message_id: string }>(
    'SELECT message_id FROM session.intake WHERE session_id = $1 AND message_id = ANY($2) LIMIT 1',
    [sessionId, ids],
  )
  return rows[0]?.message_id ?? ids[0]
}

/** Our id of a message that somebody names. One that nobody here knows gets an id too: it may still come. */
async function idOf(client: pg.ClientBase, sessionId: string, chat: Chat, ref: MessageRef): Promise<string> {
  const { wireId } = ref
  const made = (author: string) => knownId(client, sessionId, idsIn(chat, author, wireId, sessionId))
  if (ref.author === 'contact') return made('contact')
  if (ref.author === 'us') {
    const { rows } = await client.query<{ message_id: string }>(
      'SELECT message_id FROM session.outbox WHERE session_id = $1 AND wire_id = $2',
      [sessionId, wireId],
    )
    return rows[0]?.message_id ?? made('us')
  }
  const { addresses } = ref.author
  const { rows } = await client.query<{ contact_id: string }>(
    `SELECT c.contact_id FROM session.chat_addresses a JOIN session.chats c ON c.id = a.chat_id
     WHERE a.session_id = $1 AND a.address = ANY($2) ORDER BY array_position($2, a.address) LIMIT 1`,
    [sessionId, addresses],
  )
  return made(rows[0]?.contact_id ?? addresses[0])
}

// Answers: which chat does an arrival belong to, and what is the log told of it? Judged under the transaction's locks.
import type pg from 'pg'
import { type Chat, chatFor, markHeard } from '../chat/chat.store.ts'
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

/** Runs in the caller's transaction. */
export async function judge(client: pg.ClientBase, deps: JudgeDeps, arrival: Arrival): Promise<Verdict> {
  const { message } = arrival
  if (!message || (message.group !== null && !deps.groupsShown())) return nothing
  const { chat, author } = await chatsOf(client, deps, message)
  const { sessionId } = deps.fence
  const ours = message.direction === 'outgoing'
  if (!ours && !chat.heard) await markHeard(client, chat.chatId)
  const by = ours ? 'us' : author === chat ? 'contact' : author.contactId
  const wireId = message.wireId || `none|${arrival.identity.toString('hex')}`
  const messageId = await knownId(client, sessionId, idsIn(chat, by, wireId, sessionId))
  const known = await knownAs(client, sessionId, messageId, ours ? wireId : null)
  const base: Verdict = {
    ...nothing,
    chatId: chat.chatId,
    authorChatId: author === chat ? null : author.chatId,
    contactId: author.contactId,
    messageId,
  }
  const { deed } = arrival
  // A placeholder that turns out to be invisible must not wait for ever: it is told as recovered too.
  if (known.told || (deed === null && !known.placeholder)) return base
  if (!arrival.plaintext) return { ...base, event: known.placeholder ? null : 'undecryptable' }
  const aboutId = arrival.about && (await idOf(client, sessionId, chat, arrival.about))
  if (deed === null || deed === 'message')
    return { ...base, aboutId, event: known.placeholder ? 'recovered' : 'received' }
  return { ...base, aboutId, event: eventsOfDeeds[deed], endsPlaceholder: known.placeholder }
}

/** In a chat of two both are the same. */
async function chatsOf(
  client: pg.ClientBase,
  { fence, newId, chatsLocked: locked }: JudgeDeps,
  message: ArrivedMessage,
): Promise<{ chat: Chat; author: Chat }> {
  if (message.group === null) {
    const chat = await chatFor(client, fence, message, newId, { locked })
    return { chat, author: chat }
  }
  const group = { addresses: [message.group], phone: null, name: null } as const
  const chat = await chatFor(client, fence, group, newId, { locked })
  if (message.direction === 'outgoing') return { chat, author: chat }
  return { chat, author: await chatFor(client, fence, message, newId, { locked }) }
}

/** What the log knows of a message; `ownWireId`: where we wrote it, it may be a send of ours. */
async function knownAs(
  client: pg.ClientBase,
  sessionId: string,
  messageId: string,
  ownWireId: string | null,
): Promise<{ told: boolean; placeholder: boolean }> {
  const { rows } = await client.query<{ readable: boolean; placeholder: boolean; ours: boolean }>({
    name: 'intake-known-as',
    text: `SELECT
       EXISTS (SELECT FROM session.intake WHERE session_id = $1 AND message_id = $2
               AND event IS NOT NULL AND event <> 'undecryptable') AS readable,
       EXISTS (SELECT FROM session.intake WHERE session_id = $1 AND message_id = $2
               AND (event = 'undecryptable' OR event = 'recovered')) AS placeholder,
       $3::text IS NOT NULL AND EXISTS (SELECT FROM session.outbox WHERE session_id = $1 AND wire_id = $3) AS ours`,
    values: [sessionId, messageId, ownWireId],
  })
  const known = rows[0] ?? { readable: false, placeholder: false, ours: false }
  return { told: known.readable || known.ours, placeholder: known.placeholder }
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

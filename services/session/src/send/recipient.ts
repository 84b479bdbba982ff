// Answers: whom does a send request mean, and in which chat does it belong?
import type pg from 'pg'
import type { SendRequested } from '@indoshopster/contracts/gateway/send.events'
import { type Chat, chatById, chatByPhone, chatFor, chatForPhone } from '../chat/chat.store.ts'
import type { Connection, Fence, Recipient } from '../whatsapp/whatsapp.port.ts'

/** Finds or makes the chat in the caller's transaction. */
export type ChatMaker = (client: pg.ClientBase) => Promise<Chat>

export interface Meant {
  readonly chat: ChatMaker
  /** Where to write; null: this person is not on the network. */
  readonly address: string | null
}

interface Deps {
  readonly pool: pg.Pool
  readonly fence: Fence
  readonly newId: () => string
}

type Wanted = { readonly chatId: string | null; readonly phone: string | null }

/** What the request names; `phone` is null also when the person was erased. */
export function wantedBy(request: SendRequested): Wanted {
  return { chatId: request.data.chatId, phone: request.data.sealed?.phone ?? null }
}

/** The chat of a request without asking the network, for sends that fail at once; null: it names nobody we know. */
export async function chatWithoutNetwork(deps: Deps, wanted: Wanted): Promise<ChatMaker | null> {
  const { pool, fence, newId } = deps
  const known = wanted.chatId ? await chatById(pool, fence.sessionId, wanted.chatId) : null
  if (known) return () => Promise.resolve(known)
  const { phone } = wanted
  return phone ? (client) => chatForPhone(client, fence, phone, newId) : null
}

/**
 * Finds out whom a request means. A chat with an address needs no network; a phone number never written to is looked
 * up. Null: the request names nobody. Throws when the network does not answer.
 */
export async function recipientOf(
  deps: Deps,
  connection: Pick<Connection, 'lookUp'>,
  wanted: Wanted,
): Promise<Meant | null> {
  const { pool, fence, newId } = deps
  const known = wanted.chatId
    ? await chatById(pool, fence.sessionId, wanted.chatId)
    : wanted.phone
      ? await chatByPhone(pool, fence.sessionId, wanted.phone)
      : null
  if (known?.address) return { chat: () => Promise.resolve(known), address: known.address }
  const phone = known?.phone ?? wanted.phone
  if (!phone) return null
  const found = await connection.lookUp(phone)
  if (!found) return { chat: (client) => chatForPhone(client, fence, phone, newId), address: null }
  const identity = { addresses: [found.address], phone: found.phone ?? phone, name: null } as const
  return { chat: (client) => chatFor(client, fence, identity, newId), address: found.address }
}

/** Whom the connection writes to, by the outbox. */
export const recipientFrom = (entry: { address: string; phone: string | null }): Recipient => ({
  address: entry.address,
  phone: entry.phone,
})

// Answers: whom does a send request mean, and in which chat does it belong? Never asks the network.
import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { SendRequested } from '@indoshopster/contracts/gateway/send.events'
import { uuidFromHash } from '@indoshopster/service/uuid'
import { type Chat, chatById, chatForPhone } from '../chat/chat.store.ts'
import type { Fence, Recipient } from '../whatsapp/whatsapp.port.ts'

/** Finds or makes the chat in the caller's transaction. */
export type ChatMaker = (client: pg.ClientBase) => Promise<Chat>

interface Deps {
  readonly pool: pg.Pool
  readonly fence: Fence
  readonly newId: () => string
}

/** The chat of a request; null: it names nobody we know, or its person was erased. */
export async function chatOf(deps: Deps, request: SendRequested): Promise<ChatMaker | null> {
  const { pool, fence, newId } = deps
  const { chatId, sealed } = request.data
  const known = chatId ? await chatById(pool, fence.sessionId, chatId) : null
  if (known) return () => Promise.resolve(known)
  const phone = sealed?.phone ?? null
  return phone ? (client) => chatForPhone(client, fence, phone, newId) : null
}

/** Where the end of a request that belongs to no chat is told: the chat it names, else an id of its own. */
export function chatOfNobody(request: SendRequested): string {
  const { chatId, messageId } = request.data
  return chatId ?? uuidFromHash(createHash('sha256').update(`${messageId}|nobody`).digest())
}

/** Whom the connection writes to, by the outbox. */
export const recipientFrom = (entry: { address: string; phone: string | null }): Recipient => ({
  address: entry.address,
  phone: entry.phone,
})

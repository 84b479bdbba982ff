// Answers: whom does a send request mean, and in which chat does it belong? Never asks the network.
import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { SendRequested } from '@indoshopster/contracts/gateway/send.events'
import { uuidFromHash } from '@indoshopster/service/uuid'
import { type Chat, chatById, chatByPhone, chatForPhone } from '../chat/chat.store.ts'
import { assertFence } from '../lease/lease.fence.ts'
import { inTransaction } from '../lease/transaction.ts'
import type { Fence, Recipient } from '../whatsapp/whatsapp.port.ts'

interface Deps {
  readonly pool: pg.Pool
  readonly fence: Fence
  readonly newId: () => string
}

/** The chat of a request, made where it is missing; null: it names nobody we know, or its person was erased. */
export async function chatOf({ pool, fence, newId }: Deps, request: SendRequested): Promise<Chat | null> {
  const { chatId, sealed } = request.data
  const phone = sealed?.phone ?? null
  const known = chatId
    ? await chatById(pool, fence.sessionId, chatId)
    : phone && (await chatByPhone(pool, fence.sessionId, phone))
  if (known) return known
  if (!phone) return null
  return inTransaction(pool, async (client) => {
    await assertFence(client, fence)
    return chatForPhone(client, fence, phone, newId)
  })
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

// Owns opening a chat with a phone number before anything is sent: asked of the network first, then known here.
import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { NewChatEvent } from '@indoshopster/contracts/session/chat.events'
import type { EventLog } from '@indoshopster/event-log/event-log'
import { uuidFromHash } from '@indoshopster/service/uuid'
import { type Chat, chatByPhone, chatFor } from '../chat/chat.store.ts'
import { assertFence } from '../lease/lease.fence.ts'
import { inTransaction } from '../lease/transaction.ts'
import type { Connection, Fence } from '../whatsapp/whatsapp.port.ts'

/** `sequence`: of the event that made the chat known to others; 0: they knew it. */
export type Opened =
  | {
      readonly kind: 'opened'
      readonly chatId: string
      readonly contactId: string
      readonly sequence: number
    }
  | { readonly kind: 'not_on_whatsapp' }
  | { readonly kind: 'unavailable' }

export interface OpenChatDeps {
  readonly pool: pg.Pool
  readonly fence: Fence
  readonly log: Pick<EventLog, 'append'>
  readonly newId: () => string
}

/** Throws where network, database or log do not answer. */
export async function openChat(
  deps: OpenChatDeps,
  connection: Pick<Connection, 'lookUp'>,
  phone: string,
): Promise<Opened> {
  const { pool, fence, newId } = deps
  const found = await connection.lookUp(phone)
  if (!found) return { kind: 'not_on_whatsapp' }
  const identity = { addresses: [found.address], phone: found.phone ?? phone, name: null } as const
  const chat = await inTransaction(pool, async (client) => {
    await assertFence(client, fence)
    return chatFor(client, fence, identity, newId)
  })
  const { chatId, contactId } = chat
  const sequence = (await isKnownToOthers(pool, chat)) ? 0 : await tell(deps, chat)
  return { kind: 'opened', chatId, contactId, sequence }
}

/** The chat of a number that was written to or heard from before; it needs no network. */
export async function knownChat(pool: pg.Pool, sessionId: string, phone: string): Promise<Opened | null> {
  const chat = await chatByPhone(pool, sessionId, phone)
  if (!chat?.address || !(await isKnownToOthers(pool, chat))) return null
  return { kind: 'opened', chatId: chat.chatId, contactId: chat.contactId, sequence: 0 }
}

/** Messages have told of it; a chat that was only opened is told again, under the same event id. */
async function isKnownToOthers(pool: pg.Pool, chat: Chat): Promise<boolean> {
  if (chat.heard) return true
  const { rows } = await pool.query<{ written: boolean }>(
    'SELECT EXISTS (SELECT FROM session.outbox WHERE chat_id = $1) AS written',
    [chat.chatId],
  )
  return rows[0]?.written === true
}

async function tell({ fence, log }: OpenChatDeps, chat: Chat): Promise<number> {
  const { chatId, contactId, phone, name, bookName } = chat
  const event: NewChatEvent = {
    type: 'session.contact_changed.v1',
    data: { sessionId: fence.sessionId, chatId, contactId },
    sealed: { phone, bookName, pushName: name },
    person: `contact:${contactId}`,
  }
  const id = uuidFromHash(createHash('sha256').update(`${chatId}|opened`).digest())
  const to = { owner: 'session', lane: fence.sessionId, entity: chatId }
  return (await log.append(fence.workspace, to, event, { id })).sequence
}

// Owns taking one part of a phone's history into the log: every message once, never as unread, in bounded memory.
import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { Quote } from '@indoshopster/contracts/session/content'
import type { NewMessageEvent } from '@indoshopster/contracts/session/message.events'
import type { EventLog } from '@indoshopster/event-log/event-log'
import { uuidFromHash } from '@indoshopster/service/uuid'
import { type Chat, chatByPhone, chatFor, markHeard } from '../chat/chat.store.ts'
import { noteFact } from '../contact/chat-fact.store.ts'
import { mediaIdOf, messageIdOf } from '../intake/identity.ts'
import type { MessageRef } from '../intake/said.ts'
import { assertFence } from '../lease/lease.fence.ts'
import { inTransaction } from '../lease/transaction.ts'
import type { Fence } from '../whatsapp/whatsapp.port.ts'
import type { PastItem, PastMessage } from './past.ts'

export interface ImportDeps {
  readonly pool: pg.Pool
  readonly log: Pick<EventLog, 'append'>
  readonly fence: Fence
  readonly now: () => number
  readonly newId: () => string
}

/** It was broken off; what is in the log already is not doubled by the next try. */
export class ImportStoppedError extends Error {
  override readonly name = 'ImportStoppedError'
}

export interface Imported {
  readonly chats: number
  readonly messages: number
}

/** Chats that are taken in at once: the log answers each append, but not each has to wait for all others. */
const AT_ONCE = 8
const MAX_AHEAD_MS = 60_000
const never = new AbortController().signal

/**
 * Takes in every item. Throws where a later try may succeed; what is in the log already is not doubled then. Throws
 * ImportStoppedError when the signal aborts.
 */
export async function importPart(
  deps: ImportDeps,
  items: AsyncIterable<PastItem>,
  stopping: AbortSignal = never,
): Promise<Imported> {
  const running = new Set<Promise<void>>()
  const failed: unknown[] = []
  let chats = 0
  let messages = 0
  try {
    for await (const item of items) {
      if (failed.length > 0) break
      // It may make one chat of two: their messages have to be in the log before that is told, to be taken along.
      if (item.kind === 'same_person') await Promise.all(running)
      if (item.kind === 'chat') {
        chats++
        messages += item.messages.length
      }
      const work: Promise<void> = importItem(deps, item, stopping)
        .catch((error: unknown) => {
          failed.push(error)
        })
        .finally(() => running.delete(work))
      running.add(work)
      if (running.size >= AT_ONCE) await Promise.race(running)
    }
  } finally {
    // Also where the rest cannot be read: what was read is taken in before anybody goes on.
    await Promise.all(running)
  }
  if (failed.length > 0) throw failed[0]
  return { chats, messages }
}

async function importItem(deps: ImportDeps, item: PastItem, stopping: AbortSignal): Promise<void> {
  switch (item.kind) {
    case 'chat':
      return importChat(deps, item, stopping)
    case 'name':
      return keepName(deps, item)
    case 'same_person':
      return keepAddresses(deps, item)
  }
}

async function importChat(
  deps: ImportDeps,
  item: Extract<PastItem, { kind: 'chat' }>,
  stopping: AbortSignal,
): Promise<void> {
  const { pool, log, fence, newId } = deps
  const { addresses, phone, bookName } = item
  const chat = await inTransaction(pool, async (client) => {
    await assertFence(client, fence)
    const found = await chatFor(client, fence, { addresses, phone, name: null }, newId)
    if (item.messages.some((message) => message.direction === 'incoming'))
      await markHeard(client, [found.chatId])
    if (bookName !== null && found.bookName === null) {
      await client.query('UPDATE session.chats SET book_name = $2 WHERE id = $1', [found.chatId, bookName])
      await noteFact(client, fence, { kind: 'contact_changed', chatId: found.chatId }, newId)
    }
    return found
  })
  const to = { owner: 'session', lane: fence.sessionId, entity: chat.chatId }
  const sentFromHere = await sendsAmong(pool, fence.sessionId, item.messages)
  for (const message of item.messages) {
    if (stopping.aborted) throw new ImportStoppedError('The process stops.')
    if (sentFromHere.has(message.wireId)) continue
    const event = eventOf(deps, chat, message)
    const id = uuidFromHash(createHash('sha256').update(`history|${event.data.messageId}`).digest())
    await log.append(fence.workspace, to, event, { id })
  }
}

/** The wire ids of what was sent from here: the log has it under the id of its request. */
async function sendsAmong(
  pool: pg.Pool,
  sessionId: string,
  messages: readonly PastMessage[],
): Promise<Set<string>> {
  const ours = messages.filter((message) => message.direction === 'outgoing')
  if (ours.length === 0) return new Set()
  const { rows } = await pool.query<{ wire_id: string }>(
    'SELECT wire_id FROM session.outbox WHERE session_id = $1 AND wire_id = ANY($2)',
    [sessionId, ours.map(({ wireId }) => wireId)],
  )
  return new Set(rows.map((row) => row.wire_id))
}

function eventOf(deps: ImportDeps, chat: Chat, message: PastMessage) {
  const { sessionId } = deps.fence
  const { chatId, contactId, phone, name } = chat
  const idOf = (ref: MessageRef) =>
    messageIdOf({
      sessionId,
      chatId,
      author: ref.author === 'us' ? 'us' : 'contact',
      wireId: ref.wireId,
    })
  const author = message.direction === 'incoming' ? 'contact' : 'us'
  const messageId = idOf({ author, wireId: message.wireId })
  const mediaId = mediaIdOf(messageId)
  const { content, wireMedia } = message.content(mediaId)
  const isBelievable = message.sentAt > 0 && message.sentAt <= deps.now() + MAX_AHEAD_MS
  const quote: Quote | null = message.quoted && {
    messageId: idOf(message.quoted.ref),
    from: message.quoted.ref.author === 'us' ? 'us' : 'contact',
    kind: message.quoted.kind,
    excerpt: message.quoted.excerpt,
  }
  return {
    type: 'session.message_received.v1',
    data: {
      sessionId,
      chatId,
      messageId,
      contactId,
      ...('media' in content ? { mediaId } : {}),
      direction: message.direction,
      sentAt: new Date(isBelievable ? message.sentAt : 0).toISOString(),
      recovered: false,
      imported: true,
    },
    sealed: {
      content,
      correspondent: { phone, name },
      ...(quote ? { quote } : {}),
      ...(wireMedia ? { wireMedia } : {}),
    },
    person: `contact:${contactId}`,
  } satisfies NewMessageEvent
}

/** Only of people we have a chat with: everybody else is nobody's business here. */
async function keepName(deps: ImportDeps, item: Extract<PastItem, { kind: 'name' }>): Promise<void> {
  const { pool, fence, newId } = deps
  const known = item.phone === null ? null : await chatByPhone(pool, fence.sessionId, item.phone)
  if (!known || known.name !== null) return
  await inTransaction(pool, async (client) => {
    await assertFence(client, fence)
    await client.query('UPDATE session.chats SET name = $2 WHERE id = $1', [known.chatId, item.pushName])
    await noteFact(client, fence, { kind: 'contact_changed', chatId: known.chatId }, newId)
  })
}

async function keepAddresses(
  deps: ImportDeps,
  { addresses, phone }: Extract<PastItem, { kind: 'same_person' }>,
): Promise<void> {
  const { pool, fence, newId } = deps
  await inTransaction(pool, async (client) => {
    await assertFence(client, fence)
    const { rowCount } = await client.query(
      'SELECT FROM session.chat_addresses WHERE session_id = $1 AND address = ANY($2)',
      [fence.sessionId, [...addresses, `phone:${phone ?? ''}`]],
    )
    if (rowCount) await chatFor(client, fence, { addresses, phone, name: null }, newId)
  })
}

// Owns the way of facts about chats into the log: for the sessions this process holds, in order, until the log has them.
import type pg from 'pg'
import type { NewChatEvent } from '@indoshopster/contracts/session/chat.events'
import type { EventLog } from '@indoshopster/event-log/event-log'
import type { Logger } from '@indoshopster/service/logger'
import { forgetFacts, type PendingFact, pendingFacts } from './chat-fact.store.ts'

const EVERY_MS = 500
const BATCH = 200
/** Short: what cannot be told now is told at the next look. */
const PATIENCE_MS = 3000

/** The event of a fact, of the chat as it stands now. */
export function eventOf(fact: PendingFact): NewChatEvent {
  const { sessionId, chatId, contactId, phone, bookName, pushName, mergedChatId, mergedContactId } = fact
  const data = { sessionId, chatId, contactId }
  if (fact.kind === 'chat_merged' && mergedChatId && mergedContactId) {
    return { type: 'session.chat_merged.v1', data: { ...data, mergedChatId, mergedContactId } }
  }
  if (fact.kind === 'group_changed') {
    const sealed = { name: pushName ?? '' }
    return {
      type: 'session.group_changed.v1',
      data: { sessionId, chatId },
      sealed,
      person: `contact:${contactId}`,
    }
  }
  const sealed = { phone, bookName, pushName }
  return { type: 'session.contact_changed.v1', data, sealed, person: `contact:${contactId}` }
}

/**
 * Looks twice a second. `held`: ids of the sessions whose lease is ours; another owner of one may tell the same fact at
 * the same time, under the same event id.
 */
export function publishFacts(deps: {
  pool: pg.Pool
  log: Pick<EventLog, 'append'>
  held: () => readonly string[]
  logger: Logger
}): { stop(): Promise<void> } {
  const { pool, log, held, logger } = deps
  let stopped = false
  let busy = false

  async function look(): Promise<void> {
    const sessionIds = held()
    if (sessionIds.length === 0) return
    for (;;) {
      const facts = await pendingFacts(pool, sessionIds, BATCH)
      for (const fact of facts) {
        const to = { owner: 'session', lane: fact.sessionId, entity: fact.chatId }
        await log.append(fact.workspace, to, eventOf(fact), { id: fact.eventId, patienceMs: PATIENCE_MS })
        await forgetFacts(pool, [fact.position])
        if (stopped) return
      }
      if (facts.length < BATCH) return
    }
  }

  let current = Promise.resolve()
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    current = look()
      .catch((error: unknown) => logger.warn({ err: error }, 'facts about chats wait for the log'))
      .finally(() => {
        busy = false
      })
  }, EVERY_MS)

  return {
    stop() {
      stopped = true
      clearInterval(timer)
      return current
    },
  }
}

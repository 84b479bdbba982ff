// Owns the reaction to inbox.contact_erased: rows at once, then the keys, then the log hears that it is done.
import { createHash } from 'node:crypto'
import type { NewChatEvent } from '@indoshopster/contracts/session/chat.events'
import { contactErased, type ConversationEvent } from '@indoshopster/contracts/inbox/conversation.events'
import { eventFilter } from '@indoshopster/contracts/subjects'
import { CLOSED_BEFORE_DESTROYED_MS } from '@indoshopster/event-log/erase-keys'
import type { EventLog } from '@indoshopster/event-log/event-log'
import type { ReactionOutcome } from '@indoshopster/event-log/react'
import { uuidFromHash } from '@indoshopster/service/uuid'
import { createSendOutcome } from '../send/send-outcome.ts'
import {
  type Erased,
  type EndedSend,
  type EraseDeps,
  eraseRows,
  forgetErasure,
  openErasure,
} from './erase-contact.ts'

interface Deps extends EraseDeps {
  readonly log: Pick<EventLog, 'append' | 'react'>
  readonly now: () => number
}

type ContactErased = Extract<ConversationEvent, { type: typeof contactErased.type }>

/** Reacts until the signal aborts. Any process may do it, whichever network it serves: rows are in one database. */
export function eraseContacts(deps: Deps, signal: AbortSignal): Promise<void> {
  return deps.log.react({
    durable: 'session_erase_contacts',
    subjects: [eventFilter({ owner: 'inbox', lane: 'conversation' })],
    orderKey: (event) => event.subject,
    begin: 'all',
    maxAttempts: Infinity,
    signal,
    handle: async (event, attempt) => {
      if (event.type !== contactErased.type) return 'done'
      // The type names its definition; the inbox is the only writer of its subjects.
      const { workspace, data } = event as ContactErased
      return erase(deps, { workspace, ...data }, attempt)
    },
  })
}

async function erase(deps: Deps, erased: Erased, attempt: number): Promise<ReactionOutcome> {
  // Looked for anew at every first try: what came in while the first part ran is found by a repetition.
  if (attempt === 1) await eraseRows(deps, erased, sendEnder(deps.log, erased))
  const open = await openErasure(deps.pool, erased.conversationId)
  if (!open) return 'done'
  const left = open.closedAt.getTime() + CLOSED_BEFORE_DESTROYED_MS - deps.now()
  if (left > 0) return { retryInMs: left }
  await deps.keys.destroy(erased.workspace, open.keyIds)
  await tell(deps, erased, open.keyIds)
  await forgetErasure(deps.pool, erased.conversationId)
  return 'done'
}

/** How the log hears that a send to the erased contact failed. */
export function sendEnder(log: Pick<EventLog, 'append'>, { workspace, sessionId }: Erased) {
  const outcome = createSendOutcome(log, { workspace, sessionId })
  return (send: EndedSend) => outcome.failed(send, 'recipient_unknown', send.cause)
}

async function tell({ log }: Deps, erased: Erased, keyIds: readonly string[]): Promise<void> {
  const { workspace, sessionId, conversationId, contactId } = erased
  const event: NewChatEvent = {
    type: 'session.contact_forgotten.v1',
    data: { sessionId, chatId: conversationId, contactId, keyIds: [...keyIds] },
  }
  const named = [conversationId, 'forgotten', ...[...keyIds].sort()].join('|')
  const id = uuidFromHash(createHash('sha256').update(named).digest())
  await log.append(workspace, { owner: 'session', lane: sessionId, entity: conversationId }, event, { id })
}

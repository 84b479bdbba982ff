// Owns reading the histories of the numbers held here: one part after the other, again later where one cannot be had.
import type pg from 'pg'
import type { EventLog } from '@indoshopster/event-log/event-log'
import type { Logger } from '@indoshopster/service/logger'
import { count } from '@indoshopster/service/measure'
import type { Sealing } from '../intake/sealing.ts'
import { LeaseLostError } from '../lease/lease.fence.ts'
import type { SessionFact } from '../session/session.decider.ts'
import type { Fence, WhatsApp } from '../whatsapp/whatsapp.port.ts'
import { dueNotices, forgetNotice, type HistoryNotice, putOffNotice } from './history-notice.store.ts'
import { ImportStoppedError, importPart } from './import-part.ts'
import { UnreadableHistoryError } from './past.ts'

const EVERY_MS = 1000
/** After so many tries a part is given up: files of a history are kept by the network for some days only. */
const MAX_ATTEMPTS = 8
const PAUSE_MS = 5000

/** The next owner reads it. */
const isLeft = (error: unknown) => error instanceof LeaseLostError || error instanceof ImportStoppedError
const isGivenUp = ({ attempts }: HistoryNotice, error: unknown) =>
  !isLeft(error) && (error instanceof UnreadableHistoryError || attempts + 1 >= MAX_ATTEMPTS)

/** A session held here, and how it is told what was seen. */
export interface Importing {
  readonly fence: Fence
  tell(fact: SessionFact): Promise<void>
}

/** Looks every second; each number's parts are read in order, several numbers at once. */
export function importHistories(deps: {
  pool: pg.Pool
  log: Pick<EventLog, 'append'>
  sealing: Sealing
  whatsapp: Pick<WhatsApp, 'openHistory'>
  held: () => readonly Importing[]
  logger: Logger
  now: () => number
  newId: () => string
}): { stop(): Promise<void> } {
  const { pool, log, sealing, whatsapp, held, logger, now, newId } = deps
  const busy = new Map<string, Promise<void>>()
  let looking = Promise.resolve()
  const stopping = new AbortController()

  async function look(): Promise<void> {
    const free = held().filter(({ fence }) => !busy.has(fence.sessionId))
    if (free.length === 0) return
    const due = await dueNotices(
      pool,
      sealing,
      free.map(({ fence }) => fence.sessionId),
    )
    for (const notice of due) {
      const importing = free.find(({ fence }) => fence.sessionId === notice.sessionId)
      if (!importing || stopping.signal.aborted) continue
      const work = importOne(importing, notice)
        .catch((error: unknown) => putOff(notice, error))
        .finally(() => busy.delete(notice.sessionId))
      busy.set(notice.sessionId, work)
    }
  }

  async function importOne(importing: Importing, notice: HistoryNotice): Promise<void> {
    const part = whatsapp.openHistory(notice.notice)
    const deps = { pool, log, fence: importing.fence, now, newId }
    const taken = await importPart(deps, part.items, stopping.signal).catch((error: unknown) => {
      if (!isGivenUp(notice, error)) throw error
      logger.warn({ err: error, sessionId: notice.sessionId }, 'a part of a history is given up')
      count('history_parts_given_up_total', 'Parts of histories that could not be read', {})
      return { chats: 0, messages: 0 }
    })
    // Also of a part that is given up: nobody is to wait for it for ever.
    await importing.tell({ kind: 'saw_history', ...taken, progress: part.progress })
    await forgetNotice(pool, notice.position)
    count('history_messages_total', 'Messages taken in from the history of phones', {}, taken.messages)
  }

  async function putOff({ position, sessionId, attempts }: HistoryNotice, error: unknown): Promise<void> {
    if (isLeft(error)) return
    logger.warn({ err: error, sessionId, attempts }, 'a part of a history waits')
    await putOffNotice(pool, position, PAUSE_MS * 2 ** attempts).catch(() => undefined)
  }

  const timer = setInterval(() => {
    looking = looking.then(look).catch((error: unknown) => logger.warn({ err: error }, 'histories wait'))
  }, EVERY_MS)

  return {
    async stop() {
      stopping.abort()
      clearInterval(timer)
      await looking
      await Promise.all(busy.values())
    },
  }
}

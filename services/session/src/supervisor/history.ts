// Owns the holder's copy of one session's history: what the log says, and appending what the holder has seen.
import type { NewSessionEvent, SessionEvent } from '@indoshopster/contracts/session/session.events'
import { ConflictError } from '@indoshopster/event-log/append'
import type { EventLog } from '@indoshopster/event-log/event-log'
import { sessionDecider, type SessionFact } from '../session/session.decider.ts'
import type { SessionRow } from '../session/session-list.table.ts'

export interface History {
  /** The session as far as it has been read; undefined before the first refresh or when it was never added. */
  row(): SessionRow | undefined
  /** The last sequence seen. */
  sequence(): number
  /** Reads what others appended. */
  refresh(): Promise<void>
  /** Appends a fact where it is news and the session is still ours. Throws LeaseLostError or LogUnavailableError. */
  record(fact: SessionFact): Promise<void>
}

const MAX_CONFLICTS = 5

export function createHistory(
  log: Pick<EventLog, 'append' | 'readEntity'>,
  session: { readonly sessionId: string; readonly workspace: string },
  /** Throws LeaseLostError when another owner took over: what it saw since counts, not what we saw. */
  assertOwned: () => Promise<void>,
  now: () => number,
): History {
  const { sessionId, workspace } = session
  const to = { owner: 'session', lane: sessionId, entity: sessionId }
  let row: SessionRow | undefined
  let lastSequence = 0

  async function refresh(): Promise<void> {
    // Only what came after: each event costs a round trip, and a long life has many.
    const { events, lastSequence: last } = await log.readEntity({ workspace, ...to }, lastSequence)
    // The entity's subject holds only session events; evolve skips types it does not know.
    row = (events as readonly SessionEvent[]).reduce(sessionDecider.evolve, row)
    lastSequence = last
  }

  async function append(event: NewSessionEvent): Promise<void> {
    const time = new Date(now()).toISOString()
    const { sequence, id } = await log.append(workspace, to, event, { expectedSequence: lastSequence, time })
    lastSequence = sequence
    const data = 'sealed' in event ? { ...event.data, sealed: event.sealed } : event.data
    const envelope = { specversion: '1.0', id, source: 'session', subject: sessionId, workspace, time }
    const ids = { correlationid: id, causationid: id, sequence }
    // The same event as it will be read back; type and data come from one member of the union.
    row = sessionDecider.evolve(row, { ...envelope, ...ids, type: event.type, data } as SessionEvent)
  }

  return {
    row: () => row,
    sequence: () => lastSequence,
    refresh,
    async record(fact) {
      for (let conflicts = 0; ; conflicts++) {
        try {
          const news = sessionDecider.decide(fact, row)
          if (news.length > 0) await assertOwned()
          for (const event of news) await append(event)
          return
        } catch (error) {
          if (!(error instanceof ConflictError) || conflicts >= MAX_CONFLICTS) throw error
          await refresh()
        }
      }
    },
  }
}

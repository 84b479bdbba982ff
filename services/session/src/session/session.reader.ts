// Answers: how do the sessions of a workspace look now, log and live state together?
import type { Kysely } from 'kysely'
import type { SessionView } from '@indoshopster/contracts/session/session.views'
import { Refusal } from '@indoshopster/event-sourcing/decider'
import type { RunningProjection } from '@indoshopster/read-store/projection-runner'
import { sessionErrors } from '../session.errors.ts'
import { type LiveState, viewOf } from './session.model.ts'
import { sessionsOf, type SessionTables } from './session.queries.ts'

export interface SessionReader {
  /** Oldest first. Throws a Refusal `read_model_behind` when `minSeq` is not folded within 2 s. */
  all(workspace: string, minSeq?: number): Promise<SessionView[]>
  /** Throws a Refusal `session_not_found` or `read_model_behind`. */
  one(workspace: string, sessionId: string, minSeq?: number): Promise<SessionView>
  /** The id of the workspace's default; null when it has no session. */
  defaultOf(workspace: string): Promise<string | null>
}

export function createSessionReader(deps: {
  database: Kysely<SessionTables>
  list: Pick<RunningProjection, 'waitFor'>
  askLiveState: (sessionId: string) => Promise<LiveState | null>
}): SessionReader {
  const { database, list, askLiveState } = deps

  async function caughtUpWith(minSeq: number | undefined): Promise<void> {
    if (minSeq && !(await list.waitFor(minSeq)))
      throw new Refusal('read_model_behind', sessionErrors.read_model_behind)
  }

  return {
    async all(workspace, minSeq) {
      await caughtUpWith(minSeq)
      const { rows, defaultId } = await sessionsOf(database, workspace)
      return Promise.all(
        rows.map(async (row) => {
          // Of the other states the log says enough; asking for each would cost a request per session.
          const isPairing = row.state === 'starting' || row.state === 'linking'
          return viewOf(row, isPairing ? await askLiveState(row.id) : null, defaultId)
        }),
      )
    },
    async one(workspace, sessionId, minSeq) {
      await caughtUpWith(minSeq)
      const live = await askLiveState(sessionId)
      // What the holder says of now belongs to what the list says of the same moment.
      if (live) await list.waitFor(live.sequence)
      const { rows, defaultId } = await sessionsOf(database, workspace)
      const row = rows.find(({ id }) => id === sessionId)
      if (!row) throw new Refusal('session_not_found', sessionErrors.session_not_found)
      return viewOf(row, live, defaultId)
    },
    defaultOf: async (workspace) => (await sessionsOf(database, workspace)).defaultId,
  }
}

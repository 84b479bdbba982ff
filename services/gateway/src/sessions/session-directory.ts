// Answers: which number sends? Remembers the session service's list of a workspace until something changes there.
import { listSessions } from '@indoshopster/contracts/session/session.endpoints'
import type { SessionView } from '@indoshopster/contracts/session/session.views'
import { Problem } from '../http/problem.ts'
import type { Ask } from '../ports.ts'
import { senderOf } from './sender.model.ts'

export interface SessionDirectory {
  /** The number that sends: the named one, or the default. Throws Problem `session_not_found` or `session_unavailable`. */
  sender(workspace: string, from: string | null): Promise<SessionView>
  /** Something about the workspace's numbers changed; `sequence` is the event's, 0 where there is none. */
  changed(workspace: string, sequence: number): void
}

interface Remembered {
  answer: Promise<readonly SessionView[]>
  /** The last good answer; null before the first. */
  last: readonly SessionView[] | null
  fresh: boolean
  /** What the next answer must know of. */
  minSeq: number
}

const MAX_REMEMBERED = 10_000

/** A directory over the session service. While that is away, what is remembered still answers. */
export function createSessionDirectory(ask: Ask): SessionDirectory {
  const remembered = new Map<string, Remembered>()

  function sessionsOf(workspace: string): Promise<readonly SessionView[]> {
    const known = remembered.get(workspace)
    if (known?.fresh) return known.answer
    if (!known && remembered.size >= MAX_REMEMBERED) remembered.clear()
    const minSeq = known?.minSeq ?? 0
    const entry: Remembered = { answer: Promise.resolve([]), last: known?.last ?? null, fresh: true, minSeq }
    entry.answer = ask(listSessions, { workspace, ...(minSeq > 0 ? { minSeq } : {}) }).then(
      ({ sessions }) => (entry.last = sessions),
      (error: unknown) => {
        entry.fresh = false
        if (entry.last === null) throw error
        return entry.last
      },
    )
    remembered.set(workspace, entry)
    return entry.answer
  }

  return {
    async sender(workspace, from) {
      const found = senderOf(await sessionsOf(workspace), from)
      if ('refused' in found) throw new Problem(found.refused)
      return found
    },
    changed(workspace, sequence) {
      const known = remembered.get(workspace)
      if (!known) return
      known.fresh = false
      known.minSeq = Math.max(known.minSeq, sequence)
    },
  }
}

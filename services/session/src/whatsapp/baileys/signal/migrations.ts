// Answers: would moving a person's sessions from phone address to LID still find something to move?
import type { SignalDataSet } from '../library.ts'

export interface Migrations {
  /** Moves, unless it was done on this connection and nothing that could be moved was written since. */
  once(from: string, to: string, move: () => Promise<Moved>): Promise<Moved>
  /** To be called for every write of keys. */
  written(data: SignalDataSet): void
}

type Moved = { migrated: number; skipped: number; total: number }

/** People remembered on one connection. */
const MOST = 10_000
const nothing: Moved = { migrated: 0, skipped: 0, total: 0 }

/** Baileys asks for it with every message whose sender has two addresses, and reads the database each time. */
export function createMigrations(): Migrations {
  const done = new Map<string, string>()
  /** Writes so far: a move during which something was written proves nothing. */
  let writes = 0

  return {
    async once(from, to, move) {
      const user = userOf(from)
      if (done.get(user) === to) return nothing
      const before = writes
      const moved = await move()
      if (done.size >= MOST) done.clear()
      // A move that found something wrote keys itself: the next one tells whether anything is left.
      if (writes === before) done.set(user, to)
      return moved
    },
    written(data) {
      writes++
      for (const id of Object.keys(data['device-list'] ?? {})) done.delete(id)
      for (const id of Object.keys(data.session ?? {})) done.delete(id.split('.')[0] ?? id)
    },
  }
}

/** The user of a JID, without device and server. */
const userOf = (jid: string) => jid.split('@')[0]?.split(':')[0] ?? jid

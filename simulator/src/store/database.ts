// Owns the SQLite file and the rule that nothing reaches the wire before the state behind it is committed.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { SQLInputValue } from 'node:sqlite'
import { SCHEMA } from './schema.ts'

export type Row = Record<string, unknown>

/**
 * Writes of one event-loop turn share one transaction. A commit survives `kill -9` of this process (write-ahead
 * log, no fsync per commit); a power cut may lose the last commits but never leaves half of one.
 */
export interface Database {
  /** Prepares a write; the returned function runs it inside the turn's transaction and answers changed rows. */
  write(sql: string): (...values: SQLInputValue[]) => number
  /** Prepares a query that also sees the uncommitted writes of this turn. */
  read(sql: string): (...values: SQLInputValue[]) => Row[]
  /** Runs `effect` when everything written so far is committed: at once when nothing is open. Keeps order. */
  afterCommit(effect: () => void): void
  /** Called right before each commit, for state that is cheaper to write once per turn. */
  beforeCommit(flush: () => void): void
  /** Tells the database that a `beforeCommit` flush has something to write. */
  touch(): void
  /** Resolves when everything written so far is committed. */
  committed(): Promise<void>
  close(): void
}

/** Opens (or creates) the database in `dataDir`. */
export const openDatabase = (dataDir: string): Database => {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const sqlite = new DatabaseSync(join(dataDir, 'simulator.sqlite'))
  sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000')
  sqlite.exec(SCHEMA)

  const flushes: (() => void)[] = []
  let effects: (() => void)[] = []
  let open = false

  const commit = (): void => {
    if (!open) return
    for (const flush of flushes) flush()
    sqlite.exec('COMMIT')
    open = false
    const due = effects
    effects = []
    for (const effect of due) effect()
  }
  const begin = (): void => {
    if (open) return
    sqlite.exec('BEGIN')
    open = true
    setImmediate(commit)
  }
  const afterCommit = (effect: () => void): void => {
    if (open) effects.push(effect)
    else effect()
  }

  return {
    write: (sql) => {
      const statement = sqlite.prepare(sql)
      return (...values) => {
        begin()
        return Number(statement.run(...values).changes)
      }
    },
    read: (sql) => {
      const statement = sqlite.prepare(sql)
      return (...values) => statement.all(...values)
    },
    afterCommit,
    beforeCommit: (flush) => void flushes.push(flush),
    touch: begin,
    committed: () => new Promise((resolve) => afterCommit(resolve)),
    close: () => {
      commit()
      sqlite.close()
    },
  }
}

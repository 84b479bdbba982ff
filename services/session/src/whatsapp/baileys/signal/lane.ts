// Owns the one lane in which a session's Signal state changes: short transactions, outside Baileys' own.
import { AsyncLocalStorage } from 'node:async_hooks'
import { context } from '@opentelemetry/api'
import type { SignalKeyStoreWithTransaction } from '../library.ts'
import type { Companion, KeyStore } from '../keys/key-store.ts'

export interface Lane {
  /** Runs work as a transaction of its own, one at a time per session; committed when this resolves. */
  run<T>(work: () => Promise<T>, companion?: Companion): Promise<T>
  /** Runs work outside any transaction of Baileys, and outside the lane. */
  outside<T>(work: () => Promise<T>): Promise<T>
  /** True within `run`. */
  inside(): boolean
}

/**
 * Made while Baileys builds its socket, where no transaction of Baileys is open: its nested transactions ignore their
 * own name and commit with the outermost one, which a send holds open until after the wire. The lane's name must not
 * be the name of a key type: Baileys locks those while it reads.
 */
export function createLane(keys: SignalKeyStoreWithTransaction, store: KeyStore): Lane {
  const bare = AsyncLocalStorage.snapshot()
  const marks = new AsyncLocalStorage<true>()

  /** The bare context also lacks the caller's trace; that is carried across. */
  function outside<T>(work: () => Promise<T>): Promise<T> {
    const traced = context.active()
    return bare(() => context.with(traced, work))
  }

  return {
    outside,
    inside: () => marks.getStore() === true,
    run(work, companion) {
      const transaction = () => keys.transaction(() => marks.run(true, work), 'signal')
      return outside(() => (companion ? store.withCompanion(companion, transaction) : transaction()))
    },
  }
}

// Owns which devices the people we write to have; outlives single connections of a session.
import type { CacheStore } from '../library.ts'

/** Longer than Baileys' five minutes: each look-up there renews every session and uses up a pre-key of the contact. */
const LIVES_MS = 6 * 3_600_000
const MAX_PEOPLE = 20_000

/** A cache in memory; WhatsApp's notification about changed devices deletes single entries. `now` in ms. */
export function createDeviceCache(now: () => number): CacheStore {
  const entries = new Map<string, { value: unknown; until: number }>()
  return {
    get<T>(key: string) {
      const entry = entries.get(key)
      if (!entry || entry.until < now()) return undefined
      // What was set under a key is what Baileys expects there.
      return entry.value as T
    },
    set(key, value) {
      const oldest = entries.keys().next().value
      if (entries.size >= MAX_PEOPLE && oldest !== undefined) entries.delete(oldest)
      entries.set(key, { value, until: now() + LIVES_MS })
    },
    del(key) {
      entries.delete(key)
    },
    flushAll() {
      entries.clear()
    },
  }
}

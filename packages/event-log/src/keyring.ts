// Owns the data keys that seal the personal part of events: one per (workspace, person), in Postgres.
import { randomBytes, randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { personHashes } from './person-hash.ts'
import { open, seal } from './seal.ts'

/** An event that says what is personal, but not about whom; retrying is useless. */
export class CannotSealError extends Error {
  override readonly name = 'CannotSealError'
}

export interface SealingKey {
  readonly id: string
  readonly key: Uint8Array
}

export interface Keyring {
  /** The key that seals what is about this person; made at first use. */
  sealingKey(workspace: string, person: string): Promise<SealingKey>
  /** The keys behind ids; an erased or unknown one is null. */
  openingKeys(workspace: string, ids: readonly string[]): Promise<Map<string, Uint8Array | null>>
  /** Opens nothing more with keys that were destroyed, without waiting until this process forgets them by itself. */
  forget(workspace: string, ids: readonly string[]): void
}

const MAX_CACHED = 50_000

/** How long a process goes on sealing with a key after it was taken out of use elsewhere. */
export const SEALING_MEMORY_MS = 5000

/** How long a process that was not told to forget can still open what an erased person's key sealed. */
export const OPENING_MEMORY_MS = 60_000

/** A map that forgets: each entry after a while, the oldest ones when it is full. */
class ShortMemory<Value> {
  readonly #entries = new Map<string, { value: Value; until: number }>()
  readonly #ms: number
  readonly #now: () => number

  constructor(ms: number, now: () => number) {
    this.#ms = ms
    this.#now = now
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key)
    return entry && entry.until > this.#now() ? entry.value : undefined
  }

  delete(key: string): void {
    this.#entries.delete(key)
  }

  set(key: string, value: Value): void {
    this.#entries.delete(key)
    if (this.#entries.size >= MAX_CACHED) {
      const oldest = this.#entries.keys().next().value
      if (oldest !== undefined) this.#entries.delete(oldest)
    }
    this.#entries.set(key, { value, until: this.#now() + this.#ms })
  }
}

/**
 * `masterKey` is 32 bytes from configuration or a KMS; losing it loses every sealed word. `clock`: milliseconds that
 * never jump back.
 */
export function postgresKeyring(
  pool: Pool,
  masterKey: Uint8Array,
  clock: () => number = () => performance.now(),
): Keyring {
  const hashOf = personHashes(masterKey)
  const byPerson = new ShortMemory<SealingKey>(SEALING_MEMORY_MS, clock)
  const byId = new ShortMemory<Uint8Array>(OPENING_MEMORY_MS, clock)
  const aad = (workspace: string, id: string) => `keyring|${workspace}|${id}`

  async function make(workspace: string, personHash: Buffer): Promise<SealingKey> {
    const id = randomUUID()
    const key = randomBytes(32)
    const wrapped = seal(masterKey, randomBytes(12), key, aad(workspace, id))
    // The no-op update makes RETURNING answer the row that was there first, so two makers agree on one key.
    const { rows } = await pool.query<{ id: string; wrapped: Buffer | null }>(
      `INSERT INTO keyring.keys (id, workspace, person_hash, wrapped) VALUES ($1, $2, $3, $4)
       ON CONFLICT (workspace, person_hash) WHERE erased_at IS NULL DO UPDATE SET wrapped = keyring.keys.wrapped
       RETURNING id, wrapped`,
      [id, workspace, personHash, wrapped],
    )
    const row = rows[0]
    if (!row?.wrapped) throw new Error('A key in use has no bytes.')
    return { id: row.id, key: open(masterKey, row.wrapped, aad(workspace, row.id)) }
  }

  return {
    async sealingKey(workspace, person) {
      const personHash = hashOf(workspace, person)
      const cacheKey = personHash.toString('base64')
      const cached = byPerson.get(cacheKey)
      if (cached) return cached
      const { rows } = await pool.query<{ id: string; wrapped: Buffer | null }>(
        'SELECT id, wrapped FROM keyring.keys WHERE workspace = $1 AND person_hash = $2 AND erased_at IS NULL',
        [workspace, personHash],
      )
      const row = rows[0]
      const made = row?.wrapped
        ? { id: row.id, key: open(masterKey, row.wrapped, aad(workspace, row.id)) }
        : await make(workspace, personHash)
      byPerson.set(cacheKey, made)
      byId.set(`${workspace}|${made.id}`, made.key)
      return made
    },

    async openingKeys(workspace, ids) {
      const found = new Map<string, Uint8Array | null>()
      const missing: string[] = []
      for (const id of ids) {
        const cached = byId.get(`${workspace}|${id}`)
        if (cached) found.set(id, cached)
        else missing.push(id)
      }
      if (missing.length === 0) return found
      const { rows } = await pool.query<{ id: string; wrapped: Buffer | null }>(
        'SELECT id, wrapped FROM keyring.keys WHERE workspace = $1 AND id = ANY($2::uuid[])',
        [workspace, missing],
      )
      for (const id of missing) found.set(id, null)
      for (const row of rows) {
        if (!row.wrapped) continue
        const key = open(masterKey, row.wrapped, aad(workspace, row.id))
        byId.set(`${workspace}|${row.id}`, key)
        found.set(row.id, key)
      }
      return found
    },

    forget(workspace, ids) {
      for (const id of ids) byId.delete(`${workspace}|${id}`)
    },
  }
}

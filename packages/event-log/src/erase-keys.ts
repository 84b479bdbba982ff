// Owns erasing people from the log: their keys are taken out of use, then destroyed, and with them what they sealed.
import type { Pool } from 'pg'
import { SEALING_MEMORY_MS } from './keyring.ts'
import { personHashes } from './person-hash.ts'

export interface KeyErasure {
  /**
   * Takes the keys of people out of use; whoever seals for them later gets new ones. Answers the ids of the keys,
   * also of those taken out of use before and not yet destroyed.
   */
  close(workspace: string, persons: readonly string[]): Promise<string[]>
  /**
   * Destroys keys for good; quiet for those that are gone. Call it `SEALING_MEMORY_MS` after `close`, when no process
   * seals with them any more: what is sealed later would be lost.
   */
  destroy(workspace: string, keyIds: readonly string[]): Promise<void>
}

export const CLOSED_BEFORE_DESTROYED_MS = SEALING_MEMORY_MS + 1000

/** Erasure on the keyring in Postgres. */
export function postgresKeyErasure(pool: Pool, masterKey: Uint8Array): KeyErasure {
  const hashOf = personHashes(masterKey)
  return {
    async close(workspace, persons) {
      const { rows } = await pool.query<{ id: string }>(
        `UPDATE keyring.keys SET erased_at = coalesce(erased_at, now())
         WHERE workspace = $1 AND person_hash = ANY($2::bytea[]) AND wrapped IS NOT NULL RETURNING id`,
        [workspace, persons.map((person) => hashOf(workspace, person))],
      )
      return rows.map((row) => row.id)
    },
    async destroy(workspace, keyIds) {
      await pool.query(
        `UPDATE keyring.keys SET wrapped = NULL, erased_at = coalesce(erased_at, now())
         WHERE workspace = $1 AND id = ANY($2::uuid[])`,
        [workspace, keyIds],
      )
    },
  }
}

// Owns the integer ids of templates: they count up over the whole installation and are never given twice.
import type { Pool } from 'pg'
import type { RunningProjection } from '@indoshopster/read-store/projection-runner'
import { Refusal } from '@indoshopster/event-sourcing/decider'
import { templatingErrors } from '../templating.errors.ts'
import { templateTable } from '../templating.database.ts'

export interface TemplateIds {
  /** The next free id. Refuses with `read_model_behind` until the ids of the log are known. */
  next(): Promise<number>
}

const LOCK = 101_101

/**
 * Ids from a sequence. A database that was rebuilt from the log starts its sequence anew, so it is raised above every
 * id the log has ever given before the first one is handed out; the lock keeps two replicas from setting it back.
 */
export function createTemplateIds(pool: Pool, list: RunningProjection): TemplateIds {
  let raised: Promise<void> | undefined

  async function raise(): Promise<void> {
    const client = await pool.connect()
    try {
      await client.query('BEGIN')
      await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK])
      await client.query(
        `SELECT setval('templating.template_ids', given.highest)
         FROM (SELECT max(id::integer) AS highest FROM ${templateTable}) AS given, templating.template_ids AS ids
         WHERE ids.last_value < given.highest`,
      )
      await client.query('COMMIT')
      client.release()
    } catch (error) {
      client.release(true)
      throw error
    }
  }

  return {
    async next() {
      if (!raised) {
        if (!list.caughtUp()) throw new Refusal('read_model_behind', templatingErrors.read_model_behind)
        raised = raise()
        raised.catch(() => (raised = undefined))
      }
      await raised
      const { rows } = await pool.query<{ id: string }>(`SELECT nextval('templating.template_ids') AS id`)
      return Number(rows[0]?.id)
    },
  }
}

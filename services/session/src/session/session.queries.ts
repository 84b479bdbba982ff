// Answers: which sessions has a workspace, which one is its default, and which does a network have to hold?
import { type Kysely, sql } from 'kysely'
import { inWorkspace } from '@indoshopster/read-store/workspace-scope'
import type { Listed } from '../supervisor/goal.model.ts'
import { defaultOf } from './session.model.ts'
import type { SessionRow } from './session-list.table.ts'

/** The read model's physical table; its version is the projection's. */
export interface SessionTables {
  'session.session_list_v2': SessionRow
  'session.leases': {
    readonly session_id: string
    readonly owner: string | null
    readonly expires_at: Date
    readonly unlinked_sequence: string
  }
}

/** A session and whether some process holds it now. */
export type HeldRow = SessionRow & { readonly held: boolean }

/** A workspace's sessions, oldest first, removed ones left out, and the id of its default. */
export async function sessionsOf(
  database: Kysely<SessionTables>,
  workspace: string,
): Promise<{ rows: HeldRow[]; defaultId: string | null }> {
  const rows = await inWorkspace(database, workspace, (transaction) =>
    transaction
      .selectFrom('session.session_list_v2 as s')
      .leftJoin('session.leases as l', 'l.session_id', 's.id')
      .selectAll('s')
      .select(sql<boolean>`coalesce(l.owner IS NOT NULL AND l.expires_at > now(), false)`.as('held'))
      .where('s.workspace', '=', workspace)
      .where('s.removed', '=', false)
      .orderBy('s.created_at')
      .orderBy('s.id')
      .execute(),
  )
  const readable = rows.map(plain)
  return { rows: readable, defaultId: defaultOf(readable) }
}

/** The driver answers times as Date and bigint as text; rows hold ISO text and numbers. */
function plain(row: HeldRow): HeldRow {
  return {
    ...row,
    created_at: new Date(row.created_at).toISOString(),
    since: new Date(row.since).toISOString(),
    state_sequence: Number(row.state_sequence),
    chosen_sequence: Number(row.chosen_sequence),
    unlink_sequence: Number(row.unlink_sequence),
    restricted_until: row.restricted_until && new Date(row.restricted_until).toISOString(),
    restricted_at: row.restricted_at && new Date(row.restricted_at).toISOString(),
  }
}

/**
 * The sessions of a network that need a holder: all that are there, those removed whose device is not unlinked yet,
 * however long ago, and those removed less than an hour ago, whose last sends are answered.
 */
export async function sessionsToHold(
  database: Kysely<SessionTables>,
  network: SessionRow['network'],
  now: number,
): Promise<Listed[]> {
  const hourAgo = new Date(now - 3_600_000).toISOString()
  const rows = await inWorkspace(database, '*', (transaction) =>
    transaction
      .selectFrom('session.session_list_v2 as s')
      .leftJoin('session.leases as l', 'l.session_id', 's.id')
      .select(['s.id', 's.workspace', 's.state_sequence', 's.groups'])
      .where('s.network', '=', network)
      .where((where) =>
        where.or([
          where('s.removed', '=', false),
          where('s.since', '>', hourAgo),
          sql<boolean>`s.unlink_sequence > coalesce(l.unlinked_sequence, 0)`,
        ]),
      )
      .orderBy('s.created_at')
      .execute(),
  )
  // The driver answers bigint as text.
  return rows.map((row) => ({ ...row, state_sequence: Number(row.state_sequence) }))
}

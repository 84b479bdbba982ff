// Answers: how many conversations stand in each queue, and how many open ones behind each label?
import type { ResponseOf } from '@indoshopster/contracts/endpoint'
import type { countConversations } from '@indoshopster/contracts/inbox/inbox.endpoints'
import { sql } from 'kysely'
import { conversationTable, type InboxReader, labelTable } from '../inbox.database.ts'
import { conversationConditions } from '../search/conversation-filter.queries.ts'

type Queues = Omit<ResponseOf<typeof countConversations>, 'labels'>
type Labels = ResponseOf<typeof countConversations>['labels']

const MOST = 10_000

/** Counted in one look, each at most 10,000. `now` in ms. */
export async function queueCounts(
  reader: InboxReader,
  { workspace, account, now }: { workspace: string; account: string; now: number },
): Promise<Queues> {
  const queues: Record<keyof Queues, Parameters<typeof conversationConditions>[0]> = {
    mine: { states: ['open'], assignees: [account] },
    unassigned: { states: ['open'], assignees: ['none'] },
    open: { states: ['open'] },
    needsReply: { needsReply: true },
    snoozed: { states: ['snoozed'] },
    resolved: { states: ['resolved'] },
    unread: { unread: true },
  }
  const counted = Object.entries(queues).map(([queue, filter]) => {
    const conditions = conversationConditions(filter, { now, labels: new Set() })
    const counts = sql`count(*) FILTER (WHERE ${sql.join(conditions, sql` AND `)})`
    return sql`least(${counts}, ${MOST})::int AS ${sql.id(queue)}`
  })
  const { rows } = await sql<Queues>`
    SELECT ${sql.join(counted)} FROM ${sql.table(conversationTable)} c
    WHERE c.workspace = ${workspace} AND c.merged_into IS NULL AND c.last_sequence > 0`.execute(reader)
  const [counts] = rows
  if (!counts) throw new Error('A count answers one row.')
  return counts
}

/** The open conversations of each label that has any, each at most 10,000. `now` in ms. */
export async function labelCounts(
  reader: InboxReader,
  { workspace, now }: { workspace: string; now: number },
): Promise<Labels> {
  const open = conversationConditions({ states: ['open'] }, { now, labels: new Set() })
  const { rows } = await sql<{ id: string; conversations: number }>`
    SELECT l.id, least(count(*), ${MOST})::int AS conversations
    FROM ${sql.table(conversationTable)} c, jsonb_array_elements_text(c.labels) AS applied (id)
    JOIN ${sql.table(labelTable)} l ON l.id::text = applied.id AND l.workspace = ${workspace}
    WHERE c.workspace = ${workspace} AND c.merged_into IS NULL AND c.last_sequence > 0
      AND ${sql.join(open, sql` AND `)}
    GROUP BY l.id`.execute(reader)
  return Object.fromEntries(rows.map(({ id, conversations }) => [id, conversations]))
}

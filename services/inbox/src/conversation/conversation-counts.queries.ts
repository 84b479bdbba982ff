// Answers: how many conversations stand in each queue?
import type { ResponseOf } from '@indoshopster/contracts/endpoint'
import type { countConversations } from '@indoshopster/contracts/inbox/inbox.endpoints'
import { sql } from 'kysely'
import { conversationTable, type InboxReader } from '../inbox.database.ts'
import { conversationConditions } from '../search/conversation-filter.queries.ts'

type Counts = ResponseOf<typeof countConversations>

const MOST = 10_000

/** Counted in one look, each at most 10,000. `now` in ms. */
export async function queueCounts(
  reader: InboxReader,
  { workspace, account, now }: { workspace: string; account: string; now: number },
): Promise<Counts> {
  const queues: Record<keyof Counts, Parameters<typeof conversationConditions>[0]> = {
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
  const { rows } = await sql<Counts>`
    SELECT ${sql.join(counted)} FROM ${sql.table(conversationTable)} c
    WHERE c.workspace = ${workspace} AND c.merged_into IS NULL AND c.last_sequence > 0`.execute(reader)
  const [counts] = rows
  if (!counts) throw new Error('A count answers one row.')
  return counts
}

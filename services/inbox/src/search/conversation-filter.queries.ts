// Owns what the parts of a filter that concern conversations mean in SQL.
import type { InboxFilter } from '@indoshopster/contracts/inbox/filter'
import { type RawBuilder, sql } from 'kysely'

export type Condition = RawBuilder<boolean>

const every = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions, sql` AND `)})`
const some = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? sql`false` : sql`(${sql.join(conditions, sql` OR `)})`

/** Conditions on `c`, a row of the conversation list; `labels` are those there are, `now` in ms. */
export function conversationConditions(
  filter: InboxFilter,
  { now, labels }: { now: number; labels: ReadonlySet<string> },
): Condition[] {
  const { labelsAny, labelsAll, labelsNone, assignees, states, sessions, chatKind } = filter
  const known = (ids: readonly string[]) => ids.filter((id) => labels.has(id))
  const conditions: Condition[] = []
  if (labelsAny) conditions.push(sql`c.labels ?| ${known(labelsAny)}::text[]`)
  if (labelsAll)
    conditions.push(
      labelsAll.every((id) => labels.has(id)) ? sql`c.labels ?& ${labelsAll}::text[]` : sql`false`,
    )
  if (labelsNone) conditions.push(sql`NOT c.labels ?| ${known(labelsNone)}::text[]`)
  if (assignees) conditions.push(assigneeIn(assignees))
  if (states) conditions.push(some([...new Set(states)].map((state) => stateIs(state, now))))
  if (sessions) conditions.push(sql`c.session_id = ANY(${sessions}::uuid[])`)
  if (chatKind) conditions.push(sql`c.chat_kind = ${chatKind}`)
  if (filter.unread !== undefined) {
    const unread: Condition = sql`(c.unread_count > 0 OR c.marked_unread)`
    conditions.push(filter.unread ? unread : sql`NOT ${unread}`)
  }
  if (filter.needsReply !== undefined) {
    const waits = every([sql`c.waiting_since IS NOT NULL`, stateIs('open', now)])
    conditions.push(filter.needsReply ? waits : sql`NOT ${waits}`)
  }
  return conditions
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function assigneeIn(assignees: readonly string[]): Condition {
  const nobody: Condition[] = assignees.includes('none') ? [sql`c.assignee IS NULL`] : []
  const ids = assignees.filter((id) => uuid.test(id))
  return some([...nobody, ...(ids.length > 0 ? [sql<boolean>`c.assignee = ANY(${ids}::uuid[])`] : [])])
}

function stateIs(state: 'open' | 'snoozed' | 'resolved', now: number): Condition {
  const snoozed: Condition = sql`coalesce(c.snoozed_until > ${new Date(now)}, false)`
  if (state === 'resolved') return sql`c.resolved`
  return state === 'snoozed' ? sql`(NOT c.resolved AND ${snoozed})` : sql`(NOT c.resolved AND NOT ${snoozed})`
}

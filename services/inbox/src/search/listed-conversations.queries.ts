// Answers: which conversations of a list pass a whole filter, words and times of their messages included?
import { Refusal } from '@indoshopster/event-sourcing/decider'
import type { InboxFilter } from '@indoshopster/contracts/inbox/filter'
import { sql } from 'kysely'
import { newestConversations } from '../conversation/conversation-list.queries.ts'
import type { ConversationRow } from '../conversation/conversation-list.table.ts'
import type { InboxReader } from '../inbox.database.ts'
import { inboxErrors } from '../inbox.errors.ts'
import type { Place } from '../page/cursor.model.ts'
import type { Condition } from './conversation-filter.queries.ts'
import {
  conversationsNamed,
  conversationsSaying,
  hasMessage,
  namesMatch,
} from './conversation-search.queries.ts'
import { weighed, type WeighedTerms } from './message-conditions.queries.ts'
import { asksMessages, type MessageFilter, messageFilter } from './text-filter.model.ts'

/** Conversations looked through before the index is asked, where of 1,000 messages so many have the words. */
const WINDOW = 150
const OFTEN = 10

/** The part of a filter that concerns messages. Refuses one that nothing can pass. */
export function messagesAsked(filter: InboxFilter): MessageFilter {
  const asked = messageFilter(filter)
  if (asked === null) throw new Refusal('filter_invalid', inboxErrors.filter_invalid)
  return asked
}

/** What the filter's words and times mean for a list in any order. */
export async function textConditions(
  reader: InboxReader,
  workspace: string,
  filter: MessageFilter,
  given?: WeighedTerms,
): Promise<Condition[]> {
  if (!asksMessages(filter)) return []
  if (filter.terms.length === 0) return [hasMessage(filter)]
  const terms = given ?? (await weighed(reader, workspace, filter.terms))
  const saying = await conversationsSaying(reader, filter, terms)
  const named = await conversationsNamed(reader, filter)
  // So many that the first ones looked through will do.
  if (saying === null || named === null) return [sql`(${hasMessage(filter)} OR ${namesMatch(filter)})`]
  const ofTheTime = hasMessage({ ...filter, terms: [] })
  const ids = [...new Set([...saying, ...named])]
  return [sql`c.id IN (SELECT unnest(${ids}::uuid[]))`, ofTheTime]
}

interface Page {
  readonly workspace: string
  readonly conditions: readonly Condition[]
  readonly limit: number
  readonly after: Place | null
}

/** Conversations after a place, newest message first. */
export async function newestPassing(
  reader: InboxReader,
  filter: MessageFilter,
  page: Page,
): Promise<ConversationRow[]> {
  if (filter.terms.length === 0) {
    const conditions = [...page.conditions, ...(await textConditions(reader, page.workspace, filter))]
    return newestConversations(reader, { ...page, conditions })
  }
  const terms = await weighed(reader, page.workspace, filter.terms)
  const first = terms.together >= OFTEN ? await amongNewest(reader, filter, page) : null
  if (first) return first
  const conditions = [...page.conditions, ...(await textConditions(reader, page.workspace, filter, terms))]
  return newestConversations(reader, { ...page, conditions })
}

/** The page, when the conversations with the newest messages fill it. */
async function amongNewest(
  reader: InboxReader,
  filter: MessageFilter,
  page: Page,
): Promise<ConversationRow[] | null> {
  const window = await newestConversations(reader, { ...page, limit: WINDOW })
  const ids = window.map((row) => row.id)
  const among: Condition = sql`c.id IN (SELECT unnest(${ids}::uuid[]))`
  const passing = await newestConversations(reader, {
    ...page,
    conditions: [among, sql`(${hasMessage(filter)} OR ${namesMatch(filter)})`],
  })
  return passing.length >= page.limit || window.length < WINDOW ? passing : null
}

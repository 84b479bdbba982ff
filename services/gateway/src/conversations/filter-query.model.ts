// Answers: which filter does the query of a list mean? Lists are comma-separated, yes is `1`.
import type { ConversationsQuery } from '@indoshopster/contracts/web-api/inbox'
import type { ConversationState, InboxFilter } from '@indoshopster/contracts/inbox/filter'

type Given = Pick<
  ConversationsQuery,
  | 'labels_any'
  | 'labels_all'
  | 'labels_none'
  | 'assignees'
  | 'states'
  | 'sessions'
  | 'unread'
  | 'needs_reply'
  | 'chat_kind'
  | 'from'
  | 'to'
  | 'text'
>
export type FilterPart = keyof Given

/** A part of the query that means nothing, and what would. */
export interface FilterFault {
  readonly part: FilterPart
  readonly detail: string
}

const MAX_ITEMS = 50
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const isUuid = (item: string): item is string => uuid.test(item)
const isAssignee = (item: string): item is string => item === 'none' || isUuid(item)
const isState = (item: string): item is ConversationState => ['open', 'snoozed', 'resolved'].includes(item)

/** The filter, or every part that is wrong. */
export function filterOf(given: Given): { filter: InboxFilter } | { faults: FilterFault[] } {
  const faults: FilterFault[] = []

  function items<Item extends string>(
    part: FilterPart,
    fits: (item: string) => item is Item,
    what: string,
  ): Item[] | undefined {
    const text = given[part]
    if (text === undefined) return undefined
    const all = [...new Set(text.split(','))]
    const good = all.filter((item) => fits(item))
    if (good.length === all.length && all.length <= MAX_ITEMS) return good
    faults.push({ part, detail: `Send at most ${MAX_ITEMS} ${what}, separated by commas.` })
    return undefined
  }

  function time(part: 'from' | 'to'): string | undefined {
    const text = given[part]
    if (text === undefined || !Number.isNaN(Date.parse(text))) return text
    faults.push({ part, detail: 'Send a time that exists, like 2026-11-23T17:00:00Z.' })
    return undefined
  }

  const { chat_kind: chatKind, text } = given
  const from = time('from')
  const to = time('to')
  if (from !== undefined && to !== undefined && Date.parse(from) >= Date.parse(to)) {
    faults.push({ part: 'to', detail: 'Send a `to` that is later than `from`.' })
  }
  if (text !== undefined && (text.includes('\0') || text.trim() === '')) {
    faults.push({ part: 'text', detail: 'Send words to look for.' })
  }
  const filter = withoutGaps({
    labelsAny: items('labels_any', isUuid, 'label ids'),
    labelsAll: items('labels_all', isUuid, 'label ids'),
    labelsNone: items('labels_none', isUuid, 'label ids'),
    assignees: items('assignees', isAssignee, 'account ids or `none`'),
    states: items('states', isState, 'of open, snoozed, resolved'),
    sessions: items('sessions', isUuid, 'ids of numbers'),
    unread: given.unread === undefined ? undefined : true,
    needsReply: given.needs_reply === undefined ? undefined : true,
    chatKind,
    from,
    to,
    text,
  })
  return faults.length > 0 ? { faults } : { filter }
}

/** Nothing is said of parts that were not asked for. */
function withoutGaps<Part extends object>(parts: Part): { [Key in keyof Part]?: NonNullable<Part[Key]> } {
  const said = Object.entries(parts).filter(([, value]) => value !== undefined)
  // Taking entries away keeps the types of the others.
  return Object.fromEntries(said) as { [Key in keyof Part]?: NonNullable<Part[Key]> }
}

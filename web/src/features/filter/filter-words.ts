// Answers: how does a filter stand in an address, the app's own and the gateway's? The same words in both; `range` is ours.
import type { ConversationState, SavedFilter } from '@indoshopster/contracts/inbox/filter'
import { quickRanges } from './time-ranges.ts'

/** The words of a filter: lists are comma-separated, yes is `1`. */
export type FilterWords = Record<string, string>

const states: readonly ConversationState[] = ['open', 'snoozed', 'resolved']
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const mostInList = 50

/** The query words, and no others, that mean something here. */
export const filterWords = [
  'labels_any',
  'labels_all',
  'labels_none',
  'assignees',
  'states',
  'sessions',
  'unread',
  'needs_reply',
  'chat_kind',
  'range',
  'from',
  'to',
  'text',
] as const

/** A filter as query words; parts that say nothing are left out. */
export function wordsOf(filter: SavedFilter): FilterWords {
  const words: Record<(typeof filterWords)[number], string | undefined> = {
    labels_any: filter.labelsAny?.join(','),
    labels_all: filter.labelsAll?.join(','),
    labels_none: filter.labelsNone?.join(','),
    assignees: filter.assignees?.join(','),
    states: filter.states?.join(','),
    sessions: filter.sessions?.join(','),
    unread: filter.unread ? '1' : undefined,
    needs_reply: filter.needsReply ? '1' : undefined,
    chat_kind: filter.chatKind,
    range: filter.range,
    from: filter.from,
    to: filter.to,
    text: filter.text,
  }
  return Object.fromEntries(Object.entries(words).flatMap(([key, word]) => (word ? [[key, word]] : [])))
}

const listOf = (word: string, fits: (item: string) => boolean): string[] =>
  word.split(',').filter(fits).slice(0, mostInList)
const isState = (word: string): word is ConversationState => states.some((state) => state === word)
const isTime = (word: string): boolean => /^\d{4}-\d{2}-\d{2}T/.test(word) && !Number.isNaN(Date.parse(word))

/** The filter that query words mean; what makes no sense (an old link, a hand-made address) is left out. */
export function filterOf(query: Readonly<Record<string, unknown>>): SavedFilter {
  const word = (key: (typeof filterWords)[number]) => {
    const value = query[key]
    return typeof value === 'string' ? value : ''
  }
  const range = quickRanges.find((one) => one === word('range'))
  const filter: SavedFilter = {
    labelsAny: listOf(word('labels_any'), (id) => uuid.test(id)),
    labelsAll: listOf(word('labels_all'), (id) => uuid.test(id)),
    labelsNone: listOf(word('labels_none'), (id) => uuid.test(id)),
    assignees: listOf(word('assignees'), (id) => id === 'none' || uuid.test(id)),
    states: word('states').split(',').filter(isState),
    sessions: listOf(word('sessions'), (id) => uuid.test(id)),
    unread: word('unread') === '1',
    needsReply: word('needs_reply') === '1',
    chatKind:
      word('chat_kind') === 'person' || word('chat_kind') === 'group'
        ? (word('chat_kind') as 'person' | 'group') // judged on the line above
        : undefined,
    range,
    from: !range && isTime(word('from')) ? word('from') : undefined,
    to: !range && isTime(word('to')) ? word('to') : undefined,
    text: word('text').trim().slice(0, 200),
  }
  return compact(filter)
}

/** The same filter without the parts that say nothing. */
export function compact(filter: SavedFilter): SavedFilter {
  return Object.fromEntries(
    Object.entries(filter).filter(
      ([, value]) =>
        value !== undefined &&
        value !== false &&
        value !== '' &&
        !(Array.isArray(value) && value.length === 0),
    ),
  )
}

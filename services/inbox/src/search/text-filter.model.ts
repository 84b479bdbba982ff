// Owns which parts of a filter concern messages: words to find, and a time to find them in.
import type { InboxFilter } from '@indoshopster/contracts/inbox/filter'
import { pattern, type SearchTerms, termsOf } from './words.model.ts'

/** What messages must be like; seconds since 1970, `before` is not included. */
export interface MessageFilter {
  /** LIKE patterns: of each inner list one must match. Empty: any message. */
  readonly terms: SearchTerms
  readonly from: number
  readonly before: number
}

/** Above any second there is. */
export const ENDLESS = 99_999_999_999

/** Null when no message can pass: nothing to look for in the text, or an end before its beginning. */
export function messageFilter({ text, from, to }: InboxFilter): MessageFilter | null {
  const terms = text === undefined ? [] : termsOf(text).map((spellings) => spellings.map(pattern))
  if (text !== undefined && terms.length === 0) return null
  const first = from === undefined ? 0 : Math.floor(Date.parse(from) / 1000)
  const before = to === undefined ? ENDLESS : Math.floor(Date.parse(to) / 1000)
  // A day that no calendar has is no number.
  return first < before ? { terms, from: first, before } : null
}

/** Does it ask anything of messages? */
export const asksMessages = ({ terms, from, before }: MessageFilter): boolean =>
  terms.length > 0 || from > 0 || before < ENDLESS

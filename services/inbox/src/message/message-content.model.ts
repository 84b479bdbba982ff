// Owns what a message's content can be found by, and how a content and its changes get into a row.
import type { ThreadContent } from '@indoshopster/contracts/inbox/message.views'
import type { MessageContent, SendContent } from '@indoshopster/contracts/session/content'
import { searchable } from '../search/words.model.ts'
import type { MessageRow } from './message-thread.table.ts'

/** Previous texts kept of one message; WhatsApp allows edits for 15 minutes. */
const MAX_EDITS = 50

/** Puts readable content where there is none; a row without it and without a key is erased. */
export function filled(row: MessageRow, content: ThreadContent | null): MessageRow {
  if (row.content !== null) return row
  if (content === null) return { ...row, missing: 'erased' }
  return { ...row, content, missing: null, words: wordsOf(content) }
}

/** The content of a send request as a message; null for what is no message of its own. */
export function messageOf(content: SendContent | undefined): MessageContent | null {
  return !content || content.kind === 'reaction' || content.kind === 'revocation' ? null : content
}

/** The text or caption that people can change; null where a content has none. */
export function textOf(content: ThreadContent): string | null {
  if (content.kind === 'text') return content.text
  return 'caption' in content ? (content.caption ?? '') : null
}

/** The words change, the text it had before is kept; what has no words stays as it is. */
export function withText(row: MessageRow, text: string, at: string): MessageRow {
  if (row.content === null) return row
  const before = textOf(row.content)
  const last = row.edits.at(-1)
  if (before === null || before === text || (last && Date.parse(last.at) > Date.parse(at))) return row
  const content =
    row.content.kind === 'text'
      ? { ...row.content, text }
      : ({ ...row.content, caption: text } as ThreadContent)
  const edits = [...row.edits, { text: before, at }].slice(-MAX_EDITS)
  return { ...row, content, edits, words: wordsOf(content) }
}

/** Everything personal is gone; that there was a message, when, and whose file it had, stays. */
export function withoutContent(row: MessageRow): MessageRow {
  const gone = { sender: null, quote: null, quoted_id: null, reactions: [], edits: [], waiting: null }
  if (row.content?.kind === 'activity') return row
  return { ...row, ...gone, content: null, missing: 'erased', words: row.words === null ? null : '' }
}

/** What somebody erased did to a message that stays. */
export const withoutReactionsOf = (row: MessageRow, contactId: string): MessageRow => ({
  ...row,
  reactions: row.reactions.filter(({ by }) => by !== contactId),
})

/** What they said of a message that has not come. */
export const withoutWaiting = (row: MessageRow): MessageRow => ({
  ...row,
  waiting: row.waiting && { ...row.waiting, edit: null },
})

/** The message it answers is erased: that it answers one is still to be seen. */
export const withoutQuoted = (row: MessageRow): MessageRow => ({
  ...row,
  quote: row.quote && { ...row.quote, kind: 'erased', excerpt: null },
})

/** What a search finds it by; null for what no search shall find. */
function wordsOf(content: ThreadContent): string | null {
  switch (content.kind) {
    case 'activity':
      return null
    case 'text':
    case 'note':
      return searchable([content.text])
    case 'image':
    case 'video':
    case 'document':
      return searchable([content.caption, content.media.fileName])
    case 'audio':
      return searchable([content.media.fileName])
    case 'location':
      return searchable([content.name, content.address])
    case 'contact_card':
      return searchable(content.cards.flatMap((card) => [card.name, ...card.phones]))
    case 'unsupported':
      return searchable([content.detail])
    default:
      return ''
  }
}

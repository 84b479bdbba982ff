// Owns how a message looks in one line of the conversation list.
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import type { SendContent } from '@indoshopster/contracts/session/content'

/** The line as people see it. */
export type ShownPreview = NonNullable<ConversationView['preview']>

export interface Preview extends ShownPreview {
  /** Only told by the phone's history yet: a live arrival of the same message is still to be counted. */
  readonly imported?: boolean
  /** The contact whose message it is, in groups: an erasure finds it by this. */
  readonly author?: string
}

/** Characters looked at and characters kept; a list row shows fewer. */
const LOOKED_AT = 1000
const KEPT = 160

/** Kind, name and text of a message's preview; `missing` names why there is no content. */
export function previewOf(
  content: SendContent | null,
  missing: 'undecryptable' | 'erased' = 'erased',
): Pick<Preview, 'kind' | 'what' | 'text'> {
  if (content === null) return { kind: missing, text: null }
  const line = plainLine(lineOf(content) ?? '')
  const { kind } = content
  return { kind, ...(kind === 'unsupported' ? { what: content.what } : {}), text: line === '' ? null : line }
}

/** The line of a message whose content is not to be seen any more. */
export function emptied({ what: _what, ...preview }: Preview, kind: 'erased' | 'revoked'): Preview {
  return { ...preview, kind, text: null }
}

/** The words that stand for a content in one line; null when it has none. */
function lineOf(content: SendContent): string | null {
  switch (content.kind) {
    case 'text':
      return content.text
    case 'image':
    case 'video':
      return content.caption
    case 'document':
      return content.caption ?? content.media.fileName
    case 'location':
      return content.name ?? content.address
    case 'contact_card':
      return content.cards.map((card) => card.name).join(', ')
    case 'unsupported':
      return content.detail ?? null
    default:
      return null
  }
}

/** WhatsApp's markup taken off, on one line: `*bold*`, `_italic_`, `~struck~`, code, quotes and bullets. */
export function plainLine(text: string): string {
  const plain = text
    .slice(0, LOOKED_AT)
    .replace(/```([^`]+)```/g, '$1')
    .replace(/`([^`\n]+)`/g, '$1')
    .replace(/^[ \t]*(?:>|[-*](?=[ \t]))[ \t]*/gm, '')
  const line = withoutMarks(plain).replace(/\s+/g, ' ').trim()
  return [...line].slice(0, KEPT).join('').toWellFormed()
}

/** Marks count only around a word, as WhatsApp has it, and they nest: `*_both_*`. */
function withoutMarks(text: string): string {
  let current = text
  for (const mark of ['\\*', '_', '~', '\\*', '_', '~']) {
    const pair = new RegExp(
      `(^|[^\\p{L}\\p{N}])${mark}(?=\\S)([^\\n${mark}]*[^\\s${mark}])${mark}(?![\\p{L}\\p{N}])`,
      'gu',
    )
    current = current.replace(pair, '$1$2')
  }
  return current
}

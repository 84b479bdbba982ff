// Answers: how is a message quoted, and can it be?
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import type { Quote } from '@indoshopster/contracts/session/content'

const MAX_EXCERPT = 300

/** True for what the customer has seen, or is about to: no notes, nothing that never went out. */
export const isShared = ({ direction, status }: Pick<MessageView, 'direction' | 'status'>): boolean =>
  direction !== 'internal' && status !== 'failed'

/** The quote of a message; null: it cannot be quoted. */
export function quoteOf(message: MessageView): Quote | null {
  const { content, direction, id: messageId, revokedAt } = message
  if (!isShared(message) || content === null || revokedAt !== null) return null
  return {
    messageId,
    from: direction === 'incoming' ? 'contact' : 'us',
    kind: content.kind,
    excerpt: excerptOf(content),
  }
}

function excerptOf(content: NonNullable<MessageView['content']>): string | null {
  const words = 'text' in content ? content.text : 'caption' in content ? content.caption : null
  if (words === null || words === '') return null
  // A pair that is cut in two at the end is no character.
  return words.slice(0, MAX_EXCERPT).replace(/[\ud800-\udbff]$/, '')
}

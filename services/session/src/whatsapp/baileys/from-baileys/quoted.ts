// Answers: which message does another one answer, as it was told by who answers?
import type { MessageContent } from '@indoshopster/contracts/session/content'
import type { Quoted } from '../../../intake/said.ts'
import type { proto } from '../library.ts'
import { authorOf, type Speaker } from './author.ts'
import { contentOf } from './content.ts'
import { MAX_EXCERPT } from './limits.ts'
import { cut, plainText } from './plain-text.ts'
import { unwrap } from './unwrap.ts'

/** Null when it answers none. */
export function quotedIn(message: proto.IMessage, speaker: Speaker): Quoted | null {
  const context = contextOf(message)
  const wireId = plainText(context?.stanzaId ?? '')
  if (!context || !wireId) return null
  const author = authorOf(context.participant, speaker)
  if (!author) return null
  const inner = context.quotedMessage ? unwrap(context.quotedMessage) : null
  const content = inner && contentOf(inner, '')?.content
  return {
    ref: { wireId, author },
    kind: content?.kind ?? 'unsupported',
    excerpt: content ? excerptOf(content) : null,
  }
}

/** Each kind of message keeps it in its own part. */
function contextOf(message: proto.IMessage): proto.IContextInfo | null {
  for (const part of Object.values(message)) {
    // The parts of a message are objects of their own kind, most of which have this field.
    const context = (part as { contextInfo?: proto.IContextInfo | null } | null)?.contextInfo
    if (context) return context
  }
  return null
}

function excerptOf(content: MessageContent): string | null {
  const words =
    content.kind === 'text'
      ? content.text
      : content.kind === 'unsupported'
        ? content.detail
        : content.kind === 'location'
          ? content.name
          : content.kind === 'contact_card'
            ? content.cards[0]?.name
            : 'caption' in content
              ? (content.caption ?? content.media.fileName)
              : null
  return words ? cut(words, MAX_EXCERPT) : null
}

// Answers: how does a reply look in the thread before the gateway has taken it? Pure.
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import type { MessageContent, Quote } from '@indoshopster/contracts/session/content'
import type { Media } from '@indoshopster/contracts/session/media'
import type { ReplyBody } from '@indoshopster/contracts/web-api/inbox'
import { notYet } from './thread.model.ts'

/** A reply as it waits on this browser: everything that is needed to send it again after a reload. */
export interface QueuedReply {
  /** The Idempotency-Key of every attempt. */
  readonly key: string
  readonly conversationId: string
  readonly sessionId: string
  /** The account that wrote it. */
  readonly author: string
  /** ISO time of writing. */
  readonly at: string
  readonly body: ReplyBody
  /** Its file: what is known of it; `mediaId` is empty until it is up. */
  readonly media: Media | null
  readonly quote: Quote | null
  /** It left this browser and was not refused since: it may be in the log, whether or not an answer came. */
  readonly tried?: true
  /** The sentence of a refusal that people have to decide about. */
  readonly refused?: string
}

/** What a reply says, in the words of a message. */
export function contentOf(reply: QueuedReply): MessageContent {
  const { body, media } = reply
  if (body.location) return { kind: 'location', ...body.location }
  if (body.contactCard) {
    return {
      kind: 'contact_card',
      cards: [{ name: body.contactCard.name, phones: [body.contactCard.phone] }],
    }
  }
  if (!media) return { kind: 'text', text: body.text }
  const kind = body.as ?? 'document'
  if (kind === 'audio' || kind === 'voice' || kind === 'sticker') return { kind, media }
  return { kind, media, caption: body.text === '' ? null : body.text }
}

/** The bubble of a reply on its way. */
export function bubbleOf(reply: QueuedReply): MessageView {
  return {
    id: reply.key,
    conversationId: reply.conversationId,
    sessionId: reply.sessionId,
    direction: 'outgoing',
    content: contentOf(reply),
    missing: null,
    status: 'accepted',
    failure: null,
    author: reply.author,
    sender: null,
    quote: reply.quote,
    mediaState: reply.media ? 'stored' : null,
    mediaFailure: null,
    reactions: [],
    edits: [],
    revokedAt: null,
    at: reply.at,
    sequence: notYet,
  }
}

const excerptLength = 300

/** The quote block of a message that is answered. */
export function quoteOf(message: MessageView): Quote {
  const { content } = message
  const words =
    content === null ? null : 'text' in content ? content.text : 'caption' in content ? content.caption : null
  return {
    messageId: message.id,
    from: message.direction === 'outgoing' ? 'us' : 'contact',
    kind: content?.kind ?? 'unsupported',
    excerpt: words === null ? null : words.slice(0, excerptLength),
  }
}

/** A reply that still answers its message, without that one's words. */
export const withoutQuotedWords = (reply: QueuedReply): QueuedReply => ({
  ...reply,
  quote: reply.quote && { ...reply.quote, kind: 'erased', excerpt: null },
})

/** What to ask for to send a message of ours once more; null for what cannot be sent from here. */
export function replyBodyOf({ content }: MessageView): { body: ReplyBody; media?: Media } | null {
  if (content === null) return null
  if (content.kind === 'text') return { body: { text: content.text } }
  if (content.kind === 'location') {
    const { latitude, longitude, name, address } = content
    return { body: { text: '', location: { latitude, longitude, name, address } } }
  }
  if (content.kind === 'contact_card') {
    const [card] = content.cards
    return card ? { body: { text: '', contactCard: { name: card.name, phone: card.phones[0] ?? '' } } } : null
  }
  if (!('media' in content)) return null
  const caption = 'caption' in content ? (content.caption ?? '') : ''
  return {
    body: { text: caption, mediaId: content.media.mediaId, as: content.kind },
    media: content.media,
  }
}

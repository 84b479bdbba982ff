// Answers: what does a message say, in our words? Version 1 of the translation.
import type { MessageContent } from '@indoshopster/contracts/session/content'
import type { proto } from '../library.ts'
import { contactCardsOf } from './contact-cards.ts'
import { MAX_NAME, MAX_TEXT } from './limits.ts'
import { mediaContentOf } from './media-content.ts'
import { cut, plainText, shortText } from './plain-text.ts'
import { unsupportedOf } from './unsupported.ts'

/** What carries no message of its own: keys, protocol, and what belongs to another message. */
const silent: ReadonlySet<string> = new Set([
  'senderKeyDistributionMessage',
  'fastRatchetKeySenderKeyDistributionMessage',
  'messageContextInfo',
  'protocolMessage',
  'reactionMessage',
  'encReactionMessage',
  'keepInChatMessage',
  'pinInChatMessage',
  'encEventResponseMessage',
  'messageHistoryBundle',
  'stickerSyncRmrMessage',
])

export interface Read {
  readonly content: MessageContent
  readonly wireMedia: string | null
}

/** `message` without its envelopes. Null when a person would see nothing. `mediaId`: ours, for the file it may carry. */
export function contentOf(message: proto.IMessage, mediaId: string): Read | null {
  const only = (content: MessageContent): Read => ({ content, wireMedia: null })
  const text = message.conversation || message.extendedTextMessage?.text
  if (text) return only(textContent(text))
  const media = mediaContentOf(message, mediaId)
  if (media) return media
  const other = locationOf(message) ?? contactCardsOf(message)
  if (other) return only(other)
  const said = Object.keys(message)
  const visible = said.filter((field) => !silent.has(field))
  if (visible.length > 0) return only(unsupportedOf(visible, message))
  return said.length > 0 ? null : only({ kind: 'unsupported', what: 'unknown' })
}

function textContent(text: string): MessageContent {
  return text.length > MAX_TEXT
    ? { kind: 'unsupported', what: 'very long text', detail: cut(plainText(text), 300) }
    : { kind: 'text', text: plainText(text) }
}

/** A live one is told as where it was when it began. */
function locationOf(message: proto.IMessage): MessageContent | null {
  const { locationMessage, liveLocationMessage } = message
  const told = locationMessage ?? liveLocationMessage
  const { degreesLatitude: latitude, degreesLongitude: longitude } = told ?? {}
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return null
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return null
  return {
    kind: 'location',
    latitude,
    longitude,
    name: shortText(locationMessage?.name ?? liveLocationMessage?.caption, MAX_NAME),
    address: shortText(locationMessage?.address, 300),
  }
}

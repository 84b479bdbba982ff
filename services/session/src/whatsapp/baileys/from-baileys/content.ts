// Answers: what does a decrypted message say, in our words? Version 1 of the translation; total: it never throws.
import type { MessageContent } from '@indoshopster/contracts/session/content'
import { proto, unpadRandomMax16 } from '../library.ts'
import { plainText } from './plain-text.ts'
import { whatIs } from './unsupported.ts'

/** Real messages nest three deep at most; deeper is somebody's experiment. */
const MAX_DEPTH = 6
/** WhatsApp takes about 65,000 characters; more than this would not fit into an event. */
const MAX_TEXT = 100_000

/** What carries no message of its own: keys, protocol, and what belongs to another message. */
const silent: ReadonlySet<string> = new Set([
  'senderKeyDistributionMessage',
  'fastRatchetKeySenderKeyDistributionMessage',
  'messageContextInfo',
  'protocolMessage',
  'reactionMessage',
  'encReactionMessage',
  'pollUpdateMessage',
  'keepInChatMessage',
  'pinInChatMessage',
  'encEventResponseMessage',
  'messageHistoryBundle',
  'stickerSyncRmrMessage',
])

/** `padded` as it came out of the decryption. Null when a person would see no message. */
export function contentOf(padded: Uint8Array): MessageContent | null {
  let message: proto.IMessage
  try {
    message = proto.Message.decode(unpadRandomMax16(padded))
  } catch {
    return { kind: 'unsupported', what: 'unreadable' }
  }
  return contentOfMessage(message, 0)
}

function contentOfMessage(message: proto.IMessage, depth: number): MessageContent | null {
  if (depth > MAX_DEPTH) return { kind: 'unsupported', what: 'nested message' }
  const wrapped = wrappedIn(message)
  if (wrapped) return contentOfMessage(wrapped, depth + 1)
  const text = message.conversation || message.extendedTextMessage?.text
  if (text) return textContent(text)
  const said = Object.keys(message)
  const visible = said.filter((field) => !silent.has(field))
  if (visible.length > 0) return { kind: 'unsupported', what: whatIs(visible, message) }
  return said.length > 0 ? null : { kind: 'unsupported', what: 'unknown' }
}

function textContent(text: string): MessageContent {
  return text.length > MAX_TEXT
    ? { kind: 'unsupported', what: 'very long text' }
    : { kind: 'text', text: plainText(text) }
}

/** What stands inside an envelope, or null when the message is none. */
function wrappedIn(message: proto.IMessage): proto.IMessage | null {
  return (
    message.deviceSentMessage?.message ??
    message.ephemeralMessage?.message ??
    message.viewOnceMessage?.message ??
    message.viewOnceMessageV2?.message ??
    message.viewOnceMessageV2Extension?.message ??
    message.documentWithCaptionMessage?.message ??
    message.editedMessage?.message ??
    message.groupMentionedMessage?.message ??
    message.botInvokeMessage?.message ??
    null
  )
}

// What a decrypted message is, in the words of a chat: its kind, its readable text, its fingerprint.
import { createHash } from 'node:crypto'
import { getContentType, normalizeMessageContent, proto } from '@whiskeysockets/baileys'

export interface Content {
  /** `text`, or WhatsApp's name of the part without "Message": image, audio, reaction, protocol… */
  readonly kind: string
  /** The text or caption; empty when there is none. */
  readonly text: string
  /** Hex SHA-256 of the UTF-8 text for kind text, of the unpadded bytes for all others. */
  readonly sha256: string
}

const TEXT_PARTS: readonly string[] = ['conversation', 'extendedTextMessage']

/** `bytes` is the unpadded encoding of `message`. */
export const describe = (message: proto.IMessage, bytes: Uint8Array): Content => {
  const inner = normalizeMessageContent(message) ?? message
  const part = getContentType(inner) ?? 'unknown'
  const kind = TEXT_PARTS.includes(part) ? 'text' : part.replace(/Message$/, '')
  const caption = inner.imageMessage?.caption ?? inner.videoMessage?.caption ?? inner.documentMessage?.caption
  const text = inner.conversation ?? inner.extendedTextMessage?.text ?? caption ?? ''
  const sha256 = createHash('sha256')
    .update(kind === 'text' ? text : bytes)
    .digest('hex')
  return { kind, text, sha256 }
}

/** A plain text message as a phone sends it. */
export const textMessage = (text: string): Uint8Array => proto.Message.encode({ conversation: text }).finish()

/** The copy of a sent message for the sender's own other devices. */
export const deviceSentCopy = (destinationJid: string, content: Uint8Array): Uint8Array =>
  proto.Message.encode({
    deviceSentMessage: { destinationJid, message: proto.Message.decode(content) },
  }).finish()

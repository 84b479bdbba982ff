// What a decrypted message is, in the words of a chat: its kind, its readable text, its fingerprint.
import { createHash } from 'node:crypto'
import { getContentType, normalizeMessageContent, proto } from '@whiskeysockets/baileys'

export interface Content {
  /** One of the kinds below, or WhatsApp's name of the part without "Message" for all others. */
  readonly kind: string
  /** The text, caption, question or name; empty when there is none. */
  readonly text: string
  /** Hex SHA-256 of the UTF-8 text for kind text, of the unpadded bytes for all others. */
  readonly sha256: string
}

/** Kinds that change another message and are no messages of their own. */
export const CHANGES: readonly string[] = ['reaction', 'edit', 'revoke', 'poll_vote']

const KINDS: Readonly<Record<string, string>> = {
  conversation: 'text',
  extendedTextMessage: 'text',
  imageMessage: 'image',
  videoMessage: 'video',
  ptvMessage: 'video',
  audioMessage: 'audio',
  documentMessage: 'document',
  stickerMessage: 'sticker',
  locationMessage: 'location',
  contactMessage: 'contact_card',
  pollCreationMessage: 'poll',
  pollCreationMessageV2: 'poll',
  pollCreationMessageV3: 'poll',
  reactionMessage: 'reaction',
  pollUpdateMessage: 'poll_vote',
}

const { Type } = proto.Message.ProtocolMessage

/** The message inside its wrappers (disappearing, view once, document with caption, edited). */
export const unwrapped = (message: proto.IMessage): proto.IMessage =>
  normalizeMessageContent(message) ?? message

/** The question and options, whichever version of the part holds them. */
export const pollIn = (message: proto.IMessage) =>
  message.pollCreationMessage ?? message.pollCreationMessageV2 ?? message.pollCreationMessageV3 ?? undefined

const kindOf = (message: proto.IMessage): string => {
  const part = getContentType(message) ?? 'unknown'
  if (message.protocolMessage) {
    if (message.protocolMessage.type === Type.MESSAGE_EDIT) return 'edit'
    if (message.protocolMessage.type === Type.REVOKE) return 'revoke'
  }
  if (message.audioMessage?.ptt) return 'voice'
  return KINDS[part] ?? part.replace(/Message$/, '')
}

const textOf = (message: proto.IMessage): string =>
  message.conversation ??
  message.extendedTextMessage?.text ??
  message.imageMessage?.caption ??
  message.videoMessage?.caption ??
  message.documentMessage?.caption ??
  message.locationMessage?.name ??
  message.contactMessage?.displayName ??
  pollIn(message)?.name ??
  message.reactionMessage?.text ??
  ''

/** `bytes` is the unpadded encoding of `message`. */
export const describe = (message: proto.IMessage, bytes: Uint8Array): Content => {
  const inner = unwrapped(message)
  const kind = kindOf(inner)
  const text = textOf(inner)
  const sha256 = createHash('sha256')
    .update(kind === 'text' ? text : bytes)
    .digest('hex')
  return { kind, text, sha256 }
}

/** The copy of a sent message for the sender's own other devices. */
export const deviceSentCopy = (destinationJid: string, content: Uint8Array): Uint8Array =>
  proto.Message.encode({
    deviceSentMessage: { destinationJid, message: proto.Message.decode(content) },
  }).finish()

// Answers: what does a decrypted message say or change? Version 1 of the translation; total: it never throws.
import type { ArrivedMessage, JournalledStanza } from '../../../intake/arrival.ts'
import type { MessageRef, Said } from '../../../intake/said.ts'
import { proto, unpadRandomMax16 } from '../library.ts'
import { personOf } from './addresses.ts'
import { authorOfKey, selfOf, type Speaker } from './author.ts'
import { contentOf } from './content.ts'
import { MAX_MESSAGE_BYTES } from './limits.ts'
import { plainText, shortText } from './plain-text.ts'
import { quotedIn } from './quoted.ts'
import { messageOf } from './stanza.ts'
import { unwrap } from './unwrap.ts'
import { named, type WireName } from './wire-media.ts'

/**
 * `padded` as it came out of the decryption. Null when a person would see nothing of it. `mediaId`: ours, for the file it
 * may carry, or that of the message it changes.
 */
export function saidIn(stanza: JournalledStanza, padded: Uint8Array, mediaId: string): Said | null {
  const message = messageOf(stanza)
  if (!message) return null
  const speaker: Speaker = {
    outgoing: message.direction === 'outgoing',
    inGroup: message.group !== null,
    addresses: message.addresses,
    own: stanza.own,
  }
  if (padded.length > MAX_MESSAGE_BYTES) return unreadable('very large message')
  try {
    const inner = unwrap(proto.Message.decode(unpadRandomMax16(padded)))
    if (!inner) return unreadable('nested message')
    return changeIn(inner, speaker, mediaId) ?? plainMessage(inner, speaker, mediaId, nameOf(message, stanza))
  } catch {
    return unreadable('unreadable')
  }
}

const unreadable = (what: string): Said => ({
  kind: 'message',
  content: { kind: 'unsupported', what },
  quoted: null,
  wireMedia: null,
})

function plainMessage(inner: proto.IMessage, speaker: Speaker, mediaId: string, name: WireName): Said | null {
  const read = contentOf(inner, mediaId)
  if (!read) return null
  const wireMedia = named(read.wireMedia, name)
  return { kind: 'message', ...read, wireMedia, quoted: quotedIn(inner, speaker) }
}

/** As our own phone knows the message: by the address its stanza named. */
function nameOf(
  { wireId, group, direction, addresses }: ArrivedMessage,
  { attrs }: JournalledStanza,
): WireName {
  const ours = direction === 'outgoing'
  const told = personOf(attrs[ours ? 'recipient' : 'from'])?.address
  const chat = group ?? told ?? addresses[0]
  return { id: wireId, chat, ours, ...(group && !ours ? { author: addresses[0] } : {}) }
}

const { Type } = proto.Message.ProtocolMessage

/** Edits, deletions and reactions; also what pretends to be our own phone's word. */
function changeIn(inner: proto.IMessage, speaker: Speaker, mediaId: string): Said | null {
  const { protocolMessage, reactionMessage } = inner
  if (reactionMessage) {
    const target = targetOf(reactionMessage.key, (key) => authorOfKey(key, speaker))
    return target && { kind: 'reaction', target, emoji: shortText(reactionMessage.text, 32) }
  }
  if (!protocolMessage) return null
  const type = protocolMessage.type ?? Type.REVOKE
  if (type !== Type.REVOKE && type !== Type.MESSAGE_EDIT) {
    return speaker.outgoing || !selfOnly.has(type) ? null : { kind: 'forged', what: typeName(type) }
  }
  // Only the author may; what the key says beside the id is not believed.
  const target = targetOf(protocolMessage.key, () => selfOf(speaker))
  if (!target) return null
  if (claimsAnothers(protocolMessage.key, speaker))
    return { kind: 'forged', what: type === Type.REVOKE ? 'deletion' : 'edit' }
  if (type === Type.REVOKE) return { kind: 'revocation', target }
  const edited = protocolMessage.editedMessage && unwrap(protocolMessage.editedMessage)
  const read = edited && contentOf(edited, mediaId)
  return read ? { kind: 'edit', target, content: read.content } : null
}

function targetOf(
  key: proto.IMessageKey | null | undefined,
  author: (key: proto.IMessageKey) => MessageRef['author'] | null,
): MessageRef | null {
  const wireId = plainText(key?.id ?? '')
  const by = key && wireId ? author(key) : null
  return by && { wireId, author: by }
}

function claimsAnothers(key: proto.IMessageKey | null | undefined, speaker: Speaker): boolean {
  if (key?.fromMe) return false
  const claimed = key && authorOfKey(key, speaker)
  return JSON.stringify(claimed) !== JSON.stringify(selfOf(speaker)) && key?.fromMe === false
}

/** What only our own phone may tell this device. */
const selfOnly: ReadonlySet<number> = new Set([
  Type.HISTORY_SYNC_NOTIFICATION,
  Type.APP_STATE_SYNC_KEY_SHARE,
  Type.APP_STATE_SYNC_KEY_REQUEST,
  Type.APP_STATE_FATAL_EXCEPTION_NOTIFICATION,
  Type.INITIAL_SECURITY_NOTIFICATION_SETTING_SYNC,
  Type.PEER_DATA_OPERATION_REQUEST_MESSAGE,
  Type.PEER_DATA_OPERATION_REQUEST_RESPONSE_MESSAGE,
  Type.LID_MIGRATION_MAPPING_SYNC,
])

const typeName = (type: number) => (Type[type] ?? 'protocol').toLowerCase()

// Owns how a message is named to WhatsApp: its key for reactions and deletions, its context for answers.
import type { Quote } from '@indoshopster/contracts/session/content'
import type { KnownMessage } from '../../../intake/wire-message.store.ts'
import { personOf } from '../from-baileys/addresses.ts'
import { messageOf } from '../from-baileys/stanza.ts'
import { unwrap } from '../from-baileys/unwrap.ts'
import { proto, unpadRandomMax16 } from '../library.ts'

/** Our own addresses, with or without device. */
export interface Own {
  readonly pn: string
  readonly lid: string | null
}

interface Named {
  readonly wireId: string
  /** Of the chat. */
  readonly address: string
  readonly ours: boolean
  /** Who wrote it. */
  readonly author: string
  readonly inGroup: boolean
}

/** `address`: of the chat, as it is written to now. Null when the message stands in no chat. */
function nameOf(known: KnownMessage, address: string, own: Own): Named | null {
  const base = { address, inGroup: isGroup(address) }
  if (known.kind === 'sent')
    return { ...base, wireId: known.wireId, ours: true, author: selfIn(address, own) }
  const message = messageOf(known.stanza)
  if (!message?.wireId) return null
  const ours = message.direction === 'outgoing'
  const author = ours ? selfIn(address, own) : base.inGroup ? message.addresses[0] : address
  return { ...base, wireId: message.wireId, ours, author }
}

const isGroup = (address: string) => address.endsWith('@g.us')

/** Where people are known by LID, so are we. */
function selfIn(address: string, own: Own): string {
  const byNumber = address.endsWith('@s.whatsapp.net')
  return personOf(byNumber ? own.pn : (own.lid ?? own.pn))?.address ?? ''
}

/** The key of a message, as we see it; null when it cannot be named. */
export function keyOf(
  known: KnownMessage,
  address: string,
  own: Own,
): (proto.IMessageKey & { fromMe: boolean }) | null {
  const named = nameOf(known, address, own)
  return (
    named && {
      remoteJid: named.address,
      fromMe: named.ours,
      id: named.wireId,
      ...(named.inGroup && !named.ours ? { participant: named.author } : {}),
    }
  )
}

/** The context that makes a message an answer; null when what it answers cannot be named. */
export function contextOf(
  known: KnownMessage,
  quote: Quote,
  address: string,
  own: Own,
): proto.IContextInfo | null {
  const named = nameOf(known, address, own)
  return (
    named && {
      stanzaId: named.wireId,
      participant: named.author,
      quotedMessage: quotedForm(known) ?? { conversation: quote.excerpt ?? '' },
    }
  )
}

/** What is quoted, without what it quoted itself. */
function quotedForm(known: KnownMessage): proto.IMessage | null {
  const bytes = known.kind === 'sent' ? known.composed : unpadRandomMax16(known.plaintext)
  if (!bytes) return null
  try {
    const inner = unwrap(proto.Message.decode(bytes))
    if (!inner) return null
    const plain = proto.Message.toObject(proto.Message.fromObject(inner)) as proto.IMessage
    delete plain.messageContextInfo
    delete plain.senderKeyDistributionMessage
    for (const part of Object.values(plain)) {
      // The parts of a message are objects of their own kind, most of which have this field.
      if (typeof part === 'object' && part !== null) delete (part as { contextInfo?: unknown }).contextInfo
    }
    return plain
  } catch {
    return null
  }
}

// Answers: which message of which chat does a journalled stanza bring? Version 1 of the translation.
import type { ArrivedMessage, JournalledStanza } from '../../../intake/arrival.ts'
import { personOf, phoneOf } from './addresses.ts'
import { plainText } from './plain-text.ts'
import { wireTime } from './wire-time.ts'

/** WhatsApp's own apps take 25 characters; others may not. */
const MAX_NAME = 100

/**
 * Null for what stands in no chat of two: groups, status, channels, and what our own phone tells this device
 * (`category=peer`). LID first where both addresses are told: it is the canonical one.
 */
export function messageOf(stanza: JournalledStanza): ArrivedMessage | null {
  const { attrs, own } = stanza
  const from = personOf(attrs['from'])
  const wireId = attrs['id']
  if (!from || !wireId || attrs['category'] === 'peer' || attrs['participant']) return null
  const ourselves = [personOf(own.pn)?.address, personOf(own.lid)?.address]
  const outgoing = ourselves.includes(from.address)
  const told = outgoing ? recipientOf(attrs) : senderOf(attrs)
  const people = told.flatMap((jid) => personOf(jid) ?? [])
  const [first, ...rest] = [
    ...people.filter((person) => person.kind === 'lid'),
    ...people.filter((person) => person.kind === 'pn'),
  ].map((person) => person.address)
  if (!first) return null
  return {
    addresses: [first, ...rest.filter((address) => address !== first)],
    phone: people.map((person) => phoneOf(person.address)).find((phone) => phone !== null) ?? null,
    // On what we wrote ourselves `notify` is our own name.
    name: outgoing
      ? null
      : plainText(attrs['notify'] ?? '')
          .trim()
          .slice(0, MAX_NAME) || null,
    direction: outgoing ? 'outgoing' : 'incoming',
    wireId: plainText(wireId),
    // Without a readable time it is told as of the epoch's begin: visible, and older than everything.
    sentAt: wireTime(attrs['t'], 0),
  }
}

const senderOf = (attrs: JournalledStanza['attrs']) => [
  attrs['from'],
  attrs['sender_pn'],
  attrs['sender_lid'],
  attrs['known_pn'],
]

const recipientOf = (attrs: JournalledStanza['attrs']) => [
  attrs['recipient'],
  attrs['peer_recipient_pn'],
  attrs['recipient_pn'],
  attrs['peer_recipient_lid'],
  attrs['recipient_lid'],
  attrs['known_pn'],
]

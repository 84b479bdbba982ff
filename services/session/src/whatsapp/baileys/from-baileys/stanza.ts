// Answers: which message of which chat does a journalled stanza bring? Version 1 of the translation.
import type { ArrivedMessage, JournalledStanza } from '../../../intake/arrival.ts'
import { personOf, phoneOf } from './addresses.ts'
import { isOwn } from './author.ts'
import { MAX_NAME } from './limits.ts'
import { plainText, shortText } from './plain-text.ts'
import { wireTime } from './wire-time.ts'

/**
 * Null for what stands in no chat: status, channels, and what our own phone tells this device (`category=peer`). LID
 * first where both addresses are told: it is the canonical one. In a group the addresses are its author's; of what we
 * wrote there ourselves, the group's own.
 */
export function messageOf(stanza: JournalledStanza): ArrivedMessage | null {
  const { attrs, own } = stanza
  const place = placeOf(attrs)
  if (!place) return null
  const outgoing = isOwn(place.author, own)
  if (outgoing && attrs['category'] === 'peer') return null
  const people =
    place.group && outgoing
      ? []
      : peopleIn(
          place.group || place.listed
            ? participantOf(attrs)
            : outgoing
              ? recipientOf(attrs)
              : senderOf(attrs),
        )
  const addresses = people.map((person) => person.address)
  const [first, ...rest] = place.group && outgoing ? [place.group] : addresses
  if (!first) return null
  return {
    group: place.group,
    addresses: [first, ...rest.filter((address) => address !== first)],
    phone: people.map((person) => phoneOf(person.address)).find((phone) => phone !== null) ?? null,
    // On what we wrote ourselves `notify` is our own name.
    name: outgoing ? null : shortText(attrs['notify'], MAX_NAME),
    direction: outgoing ? 'outgoing' : 'incoming',
    wireId: plainText(attrs['id'] ?? ''),
    sentAt: wireTime(attrs['t'], 0),
  }
}

/** Who speaks, and in which group or to which list of ours; null where it is no chat. */
function placeOf(
  attrs: JournalledStanza['attrs'],
): { author: string; group: string | null; listed: boolean } | null {
  const from = attrs['from'] ?? ''
  const { participant } = attrs
  if (personOf(from)) return participant ? null : { author: from, group: null, listed: false }
  if (!participant || !personOf(participant)) return null
  if (/^[\d-]+@g\.us$/.test(from)) return { author: participant, group: from, listed: false }
  // Somebody wrote to a list of people that we are on: for us it is a message like any other.
  if (/^\d+@broadcast$/.test(from)) return { author: participant, group: null, listed: true }
  return null
}

function peopleIn(jids: readonly (string | undefined)[]) {
  const people = jids.flatMap((jid) => personOf(jid) ?? [])
  return [
    ...people.filter((person) => person.kind === 'lid'),
    ...people.filter((person) => person.kind === 'pn'),
  ]
}

const senderOf = (attrs: JournalledStanza['attrs']) => [
  attrs['from'],
  attrs['sender_pn'],
  attrs['sender_lid'],
  attrs['known_pn'],
]

const participantOf = (attrs: JournalledStanza['attrs']) => [
  attrs['participant'],
  attrs['participant_pn'],
  attrs['participant_lid'],
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

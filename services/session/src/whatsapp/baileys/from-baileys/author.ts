// Answers: whose message is meant, when somebody names one in a chat?
import type { MessageRef } from '../../../intake/said.ts'
import type { JournalledStanza } from '../../../intake/arrival.ts'
import { personOf } from './addresses.ts'

/** Who speaks, and where. */
export interface Speaker {
  readonly outgoing: boolean
  readonly inGroup: boolean
  /** Canonical one first. */
  readonly addresses: readonly [string, ...string[]]
  readonly own: JournalledStanza['own']
}

/** Whether an address is one of our own. */
export function isOwn(jid: string | null | undefined, own: JournalledStanza['own']): boolean {
  const person = personOf(jid)
  return person !== null && [own.pn, own.lid].some((ours) => personOf(ours)?.address === person.address)
}

/** By an address that the speaker names. Null: it names nobody who could have written here. */
export function authorOf(jid: string | null | undefined, speaker: Speaker): MessageRef['author'] | null {
  if (isOwn(jid, speaker.own)) return 'us'
  if (!speaker.inGroup) return 'contact'
  const person = personOf(jid)
  return person && { addresses: [person.address] }
}

/** By the key of a message, whose `fromMe` is the speaker's view. */
export function authorOfKey(
  key: { readonly fromMe?: boolean | null; readonly participant?: string | null },
  speaker: Speaker,
): MessageRef['author'] | null {
  if (key.fromMe) return selfOf(speaker)
  if (speaker.inGroup) return authorOf(key.participant, speaker)
  return speaker.outgoing ? 'contact' : 'us'
}

/** The speaker as the author of a message. */
export function selfOf(speaker: Speaker): MessageRef['author'] {
  if (speaker.outgoing) return 'us'
  return speaker.inGroup ? { addresses: speaker.addresses } : 'contact'
}

// Owns what the intake is told about something that came in, in our words.
import type { MessageRef } from './said.ts'

/** A message of a chat; what stands in none (status, channels) has none. */
export interface ArrivedMessage {
  /** The network's address of the group it stands in; null in a chat of two. */
  readonly group: string | null
  /** The network's addresses of the other side, or of the author in a group, canonical one first. */
  readonly addresses: readonly [string, ...string[]]
  /** Digits with country code, or null while unknown. */
  readonly phone: string | null
  /** How the other side calls itself, or null when not told. */
  readonly name: string | null
  readonly direction: 'incoming' | 'outgoing'
  /** The message's id on the network; empty where it was given none. */
  readonly wireId: string
  /** The network's time of the message, ms since the epoch; 0 where none was told. */
  readonly sentAt: number
}

/** The stanza as it is journalled: enough to build the event again, years later, by a newer translation. */
export interface JournalledStanza {
  readonly version: 1
  readonly attrs: Readonly<Record<string, string>>
  /** Attributes of the encrypted part. */
  readonly part: Readonly<Record<string, string>>
  /** Our own addresses at that time; they tell what we wrote ourselves. */
  readonly own: { readonly pn: string; readonly lid: string | null }
}

export interface Arrival {
  readonly identity: Buffer
  readonly stanza: JournalledStanza
  /** As decrypted, padding included; null while it cannot be read. */
  readonly plaintext: Uint8Array | null
  readonly message: ArrivedMessage | null
  /** What it does; null when it says nothing a person would see (key distribution, protocol). It is kept all the same. */
  readonly deed: 'message' | 'edit' | 'revocation' | 'reaction' | null
  /** The message it changes, or answers. */
  readonly about: MessageRef | null
}

/** What the log is told about an arrival. */
export type ArrivalEvent = 'received' | 'recovered' | 'undecryptable' | 'edited' | 'revoked' | 'reacted'

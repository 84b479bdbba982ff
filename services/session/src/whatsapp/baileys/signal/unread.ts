// Answers: what is known of an arrival before it is decrypted?
import type { Arrival, JournalledStanza } from '../../../intake/arrival.ts'
import { identityOf } from '../../../intake/identity.ts'
import { messageOf } from '../from-baileys/stanza.ts'
import type { Credentials } from '../keys/credentials.ts'
import type { SeenStanza } from './stanzas.ts'

export interface Encrypted {
  readonly type: 'pkmsg' | 'msg' | 'skmsg'
  readonly group: string | null
  readonly ciphertext: Uint8Array
}

export type Unread = Pick<Arrival, 'identity' | 'stanza' | 'message'>

export function createUnread(
  credentials: Credentials,
  /** The phone address known for a LID; never asks the network. */
  pnOfLid: (lid: string) => Promise<string | null>,
): (seen: SeenStanza, encrypted: Encrypted) => Promise<Unread> {
  return async (seen, encrypted) => {
    const author = seen.attrs['participant'] ?? seen.attrs['from'] ?? ''
    const nothing = { type: 'unavailable', ciphertext: Buffer.from(seen.attrs['id'] ?? '') }
    const identity = identityOf({ ...encrypted, ...(seen.empty ? nothing : {}), author })
    const { me } = credentials.creds
    const own = { pn: me?.id ?? '', lid: me?.lid ?? null }
    const stanza: JournalledStanza = { version: 1, attrs: seen.attrs, part: seen.part, own }
    const message = messageOf(stanza)
    if (!message?.addresses[0].endsWith('@lid') || message.phone !== null)
      return { identity, stanza, message }
    // Told by LID alone: the phone address may be known from before. It is journalled as if the stanza had told it.
    const known = await pnOfLid(message.addresses[0])
    const told = known ? { ...stanza, attrs: { ...stanza.attrs, known_pn: known } } : stanza
    return { identity, stanza: told, message: messageOf(told) }
  }
}

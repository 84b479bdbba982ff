// Answers: which messages that wait behind an arrival may be read together with it, though Baileys has not come to them?
import type { SeenStanza, Stanzas, WaitingStanza } from './stanzas.ts'

/** What `decryptMessage` of Baileys' repository is given. */
export interface Decryptable {
  readonly jid: string
  readonly type: 'pkmsg' | 'msg'
  readonly ciphertext: Uint8Array
}

export interface ReadAhead {
  /** A message was read as Baileys asked: more of its sender may be read without being asked. */
  met(seen: SeenStanza, jid: string): void
  /** Those behind a ciphertext, up to the first that has to wait for Baileys. */
  behind(ciphertext: Uint8Array): readonly (WaitingStanza & { readonly options: Decryptable })[]
}

/** How many are read with one; a commit and a round of the log for all of them. */
export const MOST = 63
/** Senders remembered on one connection. */
const MOST_SENDERS = 10_000

/**
 * Before it decrypts, Baileys notes a sender's addresses and moves old sessions to them. So a sender's first message on
 * a connection goes the ordinary way, and only those told by LID go another: their address cannot change any more. What
 * Baileys does more with (groups, our own devices, our phone's own messages) always waits for it.
 */
export function createReadAhead(stanzas: Stanzas): ReadAhead {
  const senders = new Map<string, string>()

  function optionsOf({ ciphertext, seen }: WaitingStanza): Decryptable | null {
    const jid = senders.get(senderOf(seen))
    const { type } = seen.part
    return jid !== undefined && isPlain(seen) && (type === 'pkmsg' || type === 'msg')
      ? { jid, type, ciphertext }
      : null
  }

  return {
    met(seen, jid) {
      if (!isPlain(seen) || !jid.endsWith('@lid')) return
      if (senders.size >= MOST_SENDERS) senders.clear()
      senders.set(senderOf(seen), jid)
    },
    behind(ciphertext) {
      const ready: (WaitingStanza & { options: Decryptable })[] = []
      for (const waiting of stanzas.behind(ciphertext, MOST)) {
        const options = optionsOf(waiting)
        if (!options) break
        ready.push({ ...waiting, options })
      }
      return ready
    },
  }
}

/** The address with everything that says which other address it has. */
const senderOf = ({ attrs }: SeenStanza) => `${attrs['from']}|${attrs['sender_pn'] ?? ''}`

/** A message from one person to us, with nothing beside its ciphertext. */
const isPlain = ({ attrs, empty, alone }: SeenStanza) =>
  alone &&
  !empty &&
  attrs['from']?.endsWith('@lid') === true &&
  attrs['participant'] === undefined &&
  attrs['recipient'] === undefined &&
  attrs['category'] === undefined

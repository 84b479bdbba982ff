// Owns the mending of a libsignal bug: trying a session steps its ratchet even when the message was not for it.

/** The parts of libsignal's session entry that an attempt to decrypt changes. */
interface SessionEntry {
  indexInfo: { used: number }
}
interface SessionEntryClass {
  deserialize(data: unknown): SessionEntry
}

interface Cipher {
  doDecryptWhisperMessage(data: Uint8Array, session: SessionEntry): Promise<Buffer>
  decryptWithSessions(
    data: Uint8Array,
    sessions: (SessionEntry & { serialize(): unknown })[],
  ): Promise<{ session: SessionEntry; plaintext: Buffer }>
}
/** libsignal 6.0.0's SessionCipher, as far as it is mended here. */
export interface SessionCipherClass {
  readonly prototype: Cipher
}

/** The sentence libsignal itself uses; Baileys looks for the text of errors. */
const NO_MATCH = 'No matching sessions found for message'

/**
 * Replaces `decryptWithSessions` by one that puts a session back as it was when the message turns out not to be for
 * it. The original stores every session it stepped in vain, and messages still in flight on them end in "Bad MAC".
 */
export function mendSessionCipher(cipher: SessionCipherClass): void {
  cipher.prototype.decryptWithSessions = async function decryptWithSessions(data, sessions) {
    if (sessions.length === 0) throw new Error('No sessions available')
    const failures: unknown[] = []
    for (const session of sessions) {
      const before = session.serialize()
      try {
        const plaintext = await this.doDecryptWhisperMessage(data, session)
        session.indexInfo.used = Date.now()
        return { session, plaintext }
      } catch (error) {
        failures.push(error)
        // Every entry is made by a class with `deserialize`; libsignal exports it nowhere else.
        const entryClass = session.constructor as unknown as SessionEntryClass
        Object.assign(session, entryClass.deserialize(before))
      }
    }
    throw new Error(NO_MATCH, { cause: failures[0] })
  }
}

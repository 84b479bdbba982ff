// The typed door to libsignal: what its own declarations leave out, and one repair.
import './silence.ts'
import { ProtocolAddress, SessionBuilder, SessionCipher, SessionRecord } from 'libsignal'
import { PreKeyWhisperMessage, WhisperMessage } from 'libsignal/src/protobufs.js'

export { ProtocolAddress, SessionBuilder }
export type { SessionRecord }

/** Session records are stored as JSON of their plain form. */
export const packRecord = (record: SessionRecord): string => JSON.stringify(record.serialize())

export const unpackRecord = (json: string): SessionRecord => {
  const plain: unknown = JSON.parse(json)
  // Declared to take bytes, but it takes and gives the plain object.
  return SessionRecord.deserialize(plain as Uint8Array)
}

/** How many sessions that do not know a message's ratchet key are worth a try. */
const UNKNOWN_TRIED = 5

/** Sessions that know the key come first and cost nothing; each other try derives keys up to the counter. */
const plausible = (sessions: SessionEntry[], ratchet: Buffer | undefined): SessionEntry[] => {
  if (!ratchet) return []
  const knowing = sessions.filter((session) => session.getChain(ratchet))
  const others = sessions.filter((session) => !session.getChain(ratchet))
  return [...knowing, ...others.slice(0, UNKNOWN_TRIED)]
}

/**
 * A cipher that tries old sessions without harming them. The original steps the ratchet of every session it
 * merely tries, after which messages in flight on those sessions can no longer be read; real phones do not.
 */
export class PhoneCipher extends SessionCipher {
  override async decryptWithSessions(data: Buffer, sessions: SessionEntry[]): Promise<Decrypted> {
    for (const session of plausible(sessions, keyUse('msg', data)?.ratchet)) {
      const before = session.serialize()
      try {
        return { session, plaintext: await this.tryOne(data, session) }
      } catch {
        Object.assign(session, restore(session, before))
      }
    }
    throw new Error('no session fits this message')
  }

  private async tryOne(data: Buffer, session: SessionEntry): Promise<Buffer> {
    const plaintext = await this.doDecryptWhisperMessage(data, session)
    session.indexInfo.used = Date.now()
    return plaintext
  }
}

type SessionEntry = Parameters<SessionCipher['doDecryptWhisperMessage']>[1]
type Decrypted = Awaited<ReturnType<SessionCipher['decryptWithSessions']>>

const restore = (session: SessionEntry, before: unknown): SessionEntry => {
  delete session.pendingPreKey
  return session.constructor.deserialize(before)
}

/** Sender ratchet key and counter that every Signal message carries in clear. */
export interface KeyUse {
  readonly ratchet: Buffer
  readonly counter: number
}

/** Reads them without decrypting; undefined when the bytes are no Signal message. */
export const keyUse = (type: string, ciphertext: Uint8Array): KeyUse | undefined => {
  try {
    const outer = Buffer.from(ciphertext)
    const inner =
      type === 'pkmsg' ? Buffer.from(PreKeyWhisperMessage.decode(outer.subarray(1)).message) : outer
    const { ephemeralKey, counter } = WhisperMessage.decode(inner.subarray(1, -8))
    return { ratchet: Buffer.from(ephemeralKey), counter }
  } catch {
    return undefined
  }
}

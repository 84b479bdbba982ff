// Types for the parts of libsignal 6.0.0 that its own declarations leave out.
import 'libsignal'

declare module 'libsignal' {
  interface SessionEntryInternals {
    indexInfo: { used: number }
    pendingPreKey?: unknown
    serialize(): unknown
    getChain(ratchetKey: Buffer): unknown
    constructor: { deserialize(data: unknown): SessionEntryInternals }
  }
  interface SessionBuilder {
    /** Without a one-time key the session starts from the signed key alone. */
    initOutgoing(session: {
      registrationId: number
      identityKey: Uint8Array
      signedPreKey: { keyId: number; publicKey: Uint8Array; signature: Uint8Array }
      preKey?: { keyId: number; publicKey: Uint8Array }
    }): Promise<void>
  }
  interface SessionCipher {
    decryptWithSessions(
      data: Buffer,
      sessions: SessionEntryInternals[],
    ): Promise<{ session: SessionEntryInternals; plaintext: Buffer }>
    doDecryptWhisperMessage(data: Buffer, session: SessionEntryInternals): Promise<Buffer>
  }
}

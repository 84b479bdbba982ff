// Proves the mended cipher with libsignal's own keys: a message on an old session does no harm to the new one.
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { SessionCipher } from '../library.ts'

interface KeyPair {
  readonly pubKey: Buffer
  readonly privKey: Buffer
}
interface Cipher {
  encrypt(data: Buffer): Promise<{ type: number; body: Buffer }>
  decryptWhisperMessage(data: Buffer): Promise<Buffer>
  decryptPreKeyWhisperMessage(data: Buffer): Promise<Buffer>
}
interface LibSignal {
  readonly SessionBuilder: new (
    storage: unknown,
    address: unknown,
  ) => { initOutgoing(bundle: unknown): Promise<void> }
  readonly SessionCipher: new (storage: unknown, address: unknown) => Cipher
  readonly SessionRecord: { deserialize(data: unknown): unknown }
  readonly ProtocolAddress: new (name: string, device: number) => unknown
  readonly keyhelper: {
    generateIdentityKeyPair(): KeyPair
    generatePreKey(id: number): { keyId: number; keyPair: KeyPair }
    generateSignedPreKey(
      identity: KeyPair,
      id: number,
    ): { keyId: number; keyPair: KeyPair; signature: Buffer }
  }
}
const require = createRequire(fileURLToPath(import.meta.resolve('@whiskeysockets/baileys')))
// libsignal has no types for what the test needs.
const signal = require('libsignal') as LibSignal

/** One person with the keys and sessions libsignal asks for. */
function person() {
  const identity = signal.keyhelper.generateIdentityKeyPair()
  const signed = signal.keyhelper.generateSignedPreKey(identity, 1)
  const preKeys = new Map<number, KeyPair>()
  const sessions = new Map<string, unknown>()
  const storage = {
    loadSession: async (id: string) => sessions.has(id) && signal.SessionRecord.deserialize(sessions.get(id)),
    storeSession: async (id: string, record: { serialize(): unknown }) =>
      void sessions.set(id, record.serialize()),
    isTrustedIdentity: () => true,
    loadPreKey: async (id: number) => preKeys.get(id),
    removePreKey: async (id: number) => void preKeys.delete(id),
    loadSignedPreKey: async () => signed.keyPair,
    getOurRegistrationId: () => 7,
    getOurIdentity: () => identity,
  }
  return {
    storage,
    bundle(id: number) {
      const { keyPair } = signal.keyhelper.generatePreKey(id)
      preKeys.set(id, keyPair)
      return {
        registrationId: 7,
        identityKey: identity.pubKey,
        signedPreKey: { keyId: 1, publicKey: signed.keyPair.pubKey, signature: signed.signature },
        preKey: { keyId: id, publicKey: keyPair.pubKey },
      }
    },
  }
}

test('a message in flight on an old session › is read, and the session just opened stays whole', async () => {
  expect(signal.SessionCipher).toBe(SessionCipher)
  const [us, contact] = [person(), person()]
  const [ours, theirs] = [new signal.ProtocolAddress('us', 0), new signal.ProtocolAddress('contact', 0)]
  const toContact = new signal.SessionCipher(us.storage, theirs)
  const toUs = new signal.SessionCipher(contact.storage, ours)
  const open = (id: number) => new signal.SessionBuilder(us.storage, theirs).initOutgoing(contact.bundle(id))

  await open(1)
  const hello = await toContact.encrypt(Buffer.from('halo'))
  expect((await toUs.decryptPreKeyWhisperMessage(hello.body)).toString()).toBe('halo')
  const answer = await toUs.encrypt(Buffer.from('ya?'))
  expect((await toContact.decryptWhisperMessage(answer.body)).toString()).toBe('ya?')

  const inFlight = await toUs.encrypt(Buffer.from('masih di jalan'))
  await open(2)
  expect((await toContact.decryptWhisperMessage(inFlight.body)).toString()).toBe('masih di jalan')

  const next = await toContact.encrypt(Buffer.from('di sesi baru'))
  expect((await toUs.decryptPreKeyWhisperMessage(next.body)).toString()).toBe('di sesi baru')
})

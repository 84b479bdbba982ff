// Signal sessions of the virtual phones: each phone encrypts to and decrypts from linked devices like a real one.
import type { Phone, Phones } from '../accounts/phones.table.ts'
import type { Endpoint } from '../accounts/jids.ts'
import type { PreKeys } from '../accounts/pre-keys.table.ts'
import { text } from '../store/columns.ts'
import type { Database } from '../store/database.ts'
import { packRecord, PhoneCipher, ProtocolAddress, SessionBuilder, unpackRecord } from './libsignal.ts'
import type { SessionRecord } from './libsignal.ts'

/** The public keys somebody needs to start a session with a device; keys are 32 bytes. */
export interface Bundle {
  readonly registrationId: number
  readonly identity: Uint8Array
  readonly signedKey: { readonly id: number; readonly public: Uint8Array; readonly signature: Uint8Array }
  readonly preKey?: { readonly id: number; readonly public: Uint8Array }
}

export interface Encrypted {
  readonly type: 'pkmsg' | 'msg'
  readonly ciphertext: Buffer
}

export interface Sessions {
  has(owner: Phone, peer: Endpoint): boolean
  /** Starts a new session from a bundle; the former one still reads what is in flight. */
  start(owner: Phone, peer: Endpoint, bundle: Bundle): Promise<void>
  /** Encrypts padded bytes; throws when there is no session. */
  encrypt(owner: Phone, peer: Endpoint, plaintext: Uint8Array): Promise<Encrypted>
  /** Decrypts to padded bytes; throws when it cannot, and then no state has changed. */
  decrypt(owner: Phone, peer: Endpoint, type: string, ciphertext: Uint8Array): Promise<Buffer>
  /** Devices the owner has sessions with. */
  peersOf(owner: Phone): Endpoint[]
  /** The owner lost all keys: all its sessions are gone. */
  forgetOwner(owner: Phone): void
  /** Forgets all sessions with a device that is gone. */
  forget(peer: Endpoint): void
}

const SIGNAL_PREFIX = Buffer.from([5])
const prefixed = (key: Uint8Array): Buffer =>
  key.length === 33 ? Buffer.from(key) : Buffer.concat([SIGNAL_PREFIX, key])
const PREKEY_MESSAGE = 3

export const openSessions = (db: Database, phones: Phones, preKeys: PreKeys): Sessions => {
  const select = db.read('SELECT record FROM signal_session WHERE owner = ? AND address = ?')
  const upsert = db.write('INSERT OR REPLACE INTO signal_session (owner, address, record) VALUES (?,?,?)')
  const drop = db.write('DELETE FROM signal_session WHERE address = ?')

  const addresses = db.read('SELECT address FROM signal_session WHERE owner = ?')
  const dropOwner = db.write('DELETE FROM signal_session WHERE owner = ?')

  /** libsignal queues jobs by address for the whole process, so the owner is part of the name it sees. */
  const address = (owner: Phone, { phone, device }: Endpoint): ProtocolAddress =>
    new ProtocolAddress(`${owner.phone}>${phone}`, device)
  const peerOf = (id: string): string => id.slice(id.indexOf('>') + 1)

  const storage = (owner: Phone) => ({
    loadSession: (id: string): Promise<SessionRecord | null> => {
      const [row] = select(owner.phone, peerOf(id))
      return Promise.resolve(row ? unpackRecord(text(row, 'record')) : null)
    },
    storeSession: (id: string, record: SessionRecord): Promise<void> => {
      upsert(owner.phone, peerOf(id), packRecord(record))
      return Promise.resolve()
    },
    isTrustedIdentity: () => true,
    loadPreKey: (id: number | string) => {
      const key = preKeys.find(owner.phone, Number(id))
      return Promise.resolve(key && { privKey: key.private, pubKey: prefixed(key.public) })
    },
    removePreKey: (id: number) => preKeys.burn(owner.phone, id),
    loadSignedPreKey: () => ({ privKey: owner.signedKey.private, pubKey: prefixed(owner.signedKey.public) }),
    getOurRegistrationId: () => owner.registrationId,
    getOurIdentity: () => ({ privKey: owner.identity.private, pubKey: prefixed(owner.identity.public) }),
  })
  const stores = new Map<string, ReturnType<typeof storage>>()
  const storeOf = (owner: Phone): ReturnType<typeof storage> => {
    const known = stores.get(owner.phone) ?? storage(phones.find(owner.phone) ?? owner)
    stores.set(owner.phone, known)
    return known
  }
  const cipher = (owner: Phone, peer: Endpoint): PhoneCipher =>
    new PhoneCipher(storeOf(owner), address(owner, peer))

  return {
    has: (owner, peer) => {
      const [row] = select(owner.phone, `${peer.phone}.${peer.device}`)
      return row ? unpackRecord(text(row, 'record')).haveOpenSession() : false
    },
    start: async (owner, peer, { registrationId, identity, signedKey, preKey }) => {
      await new SessionBuilder(storeOf(owner), address(owner, peer)).initOutgoing({
        registrationId,
        identityKey: prefixed(identity),
        signedPreKey: {
          keyId: signedKey.id,
          publicKey: prefixed(signedKey.public),
          signature: Buffer.from(signedKey.signature),
        },
        ...(preKey && { preKey: { keyId: preKey.id, publicKey: prefixed(preKey.public) } }),
      })
    },
    encrypt: async (owner, peer, plaintext) => {
      const { type, body } = await cipher(owner, peer).encrypt(Buffer.from(plaintext))
      return { type: type === PREKEY_MESSAGE ? 'pkmsg' : 'msg', ciphertext: Buffer.from(body, 'binary') }
    },
    decrypt: (owner, peer, type, ciphertext) =>
      type === 'pkmsg'
        ? cipher(owner, peer).decryptPreKeyWhisperMessage(Buffer.from(ciphertext))
        : cipher(owner, peer).decryptWhisperMessage(Buffer.from(ciphertext)),
    peersOf: (owner) =>
      addresses(owner.phone).map((row) => {
        const [phone = '', device] = text(row, 'address').split('.')
        return { phone, device: Number(device) }
      }),
    forgetOwner: (owner) => {
      dropOwner(owner.phone)
      stores.delete(owner.phone)
    },
    forget: ({ phone, device }) => void drop(`${phone}.${device}`),
  }
}

// Sender keys of virtual phones: one key per writer and group, told once to each device that has to read it.
import { BufferJSON, proto } from '@whiskeysockets/baileys'
import {
  GroupCipher,
  GroupSessionBuilder,
  SenderKeyDistributionMessage,
  SenderKeyName,
  SenderKeyRecord,
} from '@whiskeysockets/baileys/lib/Signal/Group/index.js'
import type { Endpoint } from '../accounts/jids.ts'
import { integer, text } from '../store/columns.ts'
import type { Database } from '../store/database.ts'

export interface SenderKeys {
  /** Learns the key of another writer; throws when the bytes are no distribution message. */
  learn(owner: string, group: string, writer: Endpoint, distribution: Uint8Array): Promise<void>
  /** Decrypts to padded bytes; throws when the writer's key is not known. */
  decrypt(owner: string, group: string, writer: Endpoint, ciphertext: Uint8Array): Promise<Uint8Array>
  /** The owner's own key, to be told to a device before it can read. */
  distribution(owner: string, group: string): Promise<Uint8Array>
  /** Encrypts padded bytes under the owner's own key. */
  encrypt(owner: string, group: string, plaintext: Uint8Array): Promise<Uint8Array>
  /** Whether the device has the owner's present key; `told` remembers that it has. */
  knows(owner: string, group: string, device: Endpoint): boolean
  told(owner: string, group: string, device: Endpoint): void
  /** Somebody left the group: all its phones start over with new keys. */
  renew(group: string): void
  /** The owner lost all keys. */
  forgetOwner(owner: string): void
}

/** Key id and message counter that every sender-key message carries in clear; undefined for other bytes. */
export const senderKeyUse = (ciphertext: Uint8Array): { keyId: number; iteration: number } | undefined => {
  try {
    const { id, iteration } = proto.SenderKeyMessage.decode(ciphertext.subarray(1, -64))
    return { keyId: id ?? 0, iteration: iteration ?? 0 }
  } catch {
    return undefined
  }
}

export const openSenderKeys = (db: Database): SenderKeys => {
  const select = db.read('SELECT record FROM sender_key WHERE owner = ? AND group_id = ? AND writer = ?')
  const upsert = db.write(
    'INSERT OR REPLACE INTO sender_key (owner, group_id, writer, record) VALUES (?,?,?,?)',
  )
  const dropOwn = db.write("DELETE FROM sender_key WHERE group_id = ? AND writer = owner || '.0'")
  const dropOwner = db.write('DELETE FROM sender_key WHERE owner = ?')
  const forgetOwnTold = db.write('DELETE FROM sender_key_told WHERE owner = ?')
  const insertTold = db.write(
    'INSERT OR IGNORE INTO sender_key_told (owner, group_id, phone, device) VALUES (?,?,?,?)',
  )
  const countTold = db.read(
    `SELECT count(*) AS n FROM sender_key_told
       WHERE owner = ? AND group_id = ? AND phone = ? AND device = ?`,
  )
  const forgetTold = db.write('DELETE FROM sender_key_told WHERE group_id = ?')

  const nameOf = (group: string, { phone, device }: Endpoint): SenderKeyName =>
    new SenderKeyName(group, { id: phone, deviceId: device, toString: () => `${phone}.${device}` })
  const storeOf = (owner: string) => ({
    loadSenderKey: (name: SenderKeyName): Promise<SenderKeyRecord> => {
      const [row] = select(owner, name.getGroupId(), name.getSender().toString())
      return Promise.resolve(
        row ? SenderKeyRecord.deserialize(Buffer.from(text(row, 'record'))) : new SenderKeyRecord(),
      )
    },
    storeSenderKey: (name: SenderKeyName, record: SenderKeyRecord): Promise<void> => {
      const isOwn = name.getSender().toString() === `${owner}.0`
      const states = record.serialize()
      // The cipher keeps a key it skipped with every message it encrypts; a writer never needs them.
      const kept = isOwn ? states.map((state) => ({ ...state, senderMessageKeys: [] })) : states
      const json = JSON.stringify(kept, BufferJSON.replacer)
      upsert(owner, name.getGroupId(), name.getSender().toString(), json)
      return Promise.resolve()
    },
  })
  const own = (owner: string, group: string): SenderKeyName => nameOf(group, { phone: owner, device: 0 })
  const distribution = async (owner: string, group: string): Promise<Uint8Array> =>
    (await new GroupSessionBuilder(storeOf(owner)).create(own(owner, group))).serialize()

  return {
    learn: async (owner, group, writer, bytes) => {
      const message = new SenderKeyDistributionMessage(null, null, null, null, bytes)
      await new GroupSessionBuilder(storeOf(owner)).process(nameOf(group, writer), message)
    },
    decrypt: (owner, group, writer, ciphertext) =>
      new GroupCipher(storeOf(owner), nameOf(group, writer)).decrypt(ciphertext),
    distribution,
    encrypt: async (owner, group, plaintext) => {
      await distribution(owner, group)
      return new GroupCipher(storeOf(owner), own(owner, group)).encrypt(plaintext)
    },
    knows: (owner, group, { phone, device }) => {
      const [row] = countTold(owner, group, phone, device)
      return row !== undefined && integer(row, 'n') > 0
    },
    told: (owner, group, { phone, device }) => void insertTold(owner, group, phone, device),
    forgetOwner: (owner) => {
      dropOwner(owner)
      forgetOwnTold(owner)
    },
    renew: (group) => {
      dropOwn(group)
      forgetTold(group)
    },
  }
}

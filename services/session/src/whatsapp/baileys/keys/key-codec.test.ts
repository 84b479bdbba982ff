// Proves that every type of Signal key comes back from the store as Baileys gave it.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { initAuthCreds, proto, type SignalDataTypeMap } from '../library.ts'
import {
  decodeJson,
  decodeKey,
  encodeJson,
  encodeKey,
  type KeyType,
  normaliseSenderKey,
} from './key-codec.ts'

const bytes = fc.uint8Array({ minLength: 1, maxLength: 64 }).map((array) => Buffer.from(array))
const base64 = bytes.map((array) => array.toString('base64'))
const sessionRecord = fc.record({
  version: fc.constant('v1'),
  _sessions: fc.dictionary(
    base64,
    fc.record({
      registrationId: fc.nat(16_383),
      indexInfo: fc.record({ baseKey: base64, closed: fc.constant(-1), used: fc.nat() }),
      _chains: fc.dictionary(
        base64,
        fc.record({ messageKeys: fc.dictionary(fc.nat(2000).map(String), base64) }),
      ),
    }),
  ),
})

/** A value of each type, in the shape Baileys stores. */
const values: { readonly [T in KeyType]: fc.Arbitrary<unknown> } = {
  'pre-key': fc.record({ public: bytes, private: bytes }),
  session: sessionRecord,
  'sender-key': bytes.map((seed) =>
    Buffer.from(
      JSON.stringify([{ senderKeyId: 1, senderChainKey: { iteration: 2, seed: seed.toString('base64') } }]),
    ),
  ),
  'sender-key-memory': fc.dictionary(fc.string(), fc.boolean()),
  'app-state-sync-key': fc
    .record({
      keyData: bytes,
      fingerprint: fc.record({ rawId: fc.nat(), deviceIndexes: fc.array(fc.nat(9)) }),
    })
    .map((key) => proto.Message.AppStateSyncKeyData.fromObject(key)),
  'app-state-sync-version': fc.record({
    version: fc.nat(),
    hash: bytes,
    indexValueMap: fc.dictionary(base64, fc.record({ valueMac: bytes })),
  }),
  'lid-mapping': fc.string(),
  'device-list': fc.array(fc.nat(99).map(String)),
  tctoken: fc.record({ token: bytes, timestamp: fc.nat().map(String), senderTimestamp: fc.nat() }),
  'identity-key': bytes,
}
// The record above has every type by its own type.
const types = Object.keys(values) as KeyType[]

test.each(types)('%s › comes back as it was given', (type) => {
  fc.assert(
    fc.property(values[type], (value) => {
      const back: SignalDataTypeMap[KeyType] = decodeKey(type, encodeKey(type, value))
      if (type === 'app-state-sync-key') expect(encodeKey(type, back)).toEqual(encodeKey(type, value))
      else expect(back).toEqual(value)
    }),
  )
})

test('credentials › come back with every key as bytes', () => {
  const creds = initAuthCreds()
  expect(decodeJson(encodeJson(creds))).toEqual(JSON.parse(JSON.stringify(creds), reviveBytes))
})

/** Plain JSON writes Buffers as lists; the comparison wants them as Buffers again. */
function reviveBytes(_key: string, value: unknown): unknown {
  const listed =
    typeof value === 'object' && value !== null && 'type' in value && 'data' in value ? value : null
  return listed && Array.isArray(listed.data) ? Buffer.from(listed.data) : value
}

test('sender key › message keys that wait for messages out of order survive the JSON of Baileys', () => {
  const seed = Buffer.from('a message key that is still to come')
  const stored = Buffer.from(JSON.stringify([{ senderMessageKeys: [{ iteration: 7, seed }] }]))
  expect(decodeJson(normaliseSenderKey(stored))).toEqual([{ senderMessageKeys: [{ iteration: 7, seed }] }])
})

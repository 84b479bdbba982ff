// Changes of a phone's app state: encrypted and hashed so that linked devices accept them, one patch per call.
import { decodeSyncdPatch, encodeSyncdPatch, hkdf, hmacSign, proto } from '@whiskeysockets/baileys'
import type { LTHashState } from '@whiskeysockets/baileys'
import type { Network } from '../network.ts'

export type Collection =
  'critical_block' | 'critical_unblock_low' | 'regular' | 'regular_high' | 'regular_low'

/** One entry that is set or removed; `index` names it, as in `['contact', jid]`. */
export interface Change {
  readonly index: [string, ...string[]]
  readonly action: proto.ISyncActionValue
  readonly remove: boolean
}

const API_VERSION = 2
const KEY_BYTES = 32

const keyOf = (network: Pick<Network, 'appStates'>, phone: string) => {
  const { id, data } = network.appStates.key(phone)
  return { id, shared: { keyData: data } }
}

/** The last of the five keys that are derived from the shared one. */
const patchMacKey = (data: Buffer): Buffer =>
  Buffer.from(hkdf(data, 5 * KEY_BYTES, { info: 'WhatsApp Mutation Keys' })).subarray(4 * KEY_BYTES)

const networkOrder = (value: number): Buffer => {
  const out = Buffer.alloc(8)
  out.writeUInt32BE(value, 4)
  return out
}

/** Adds `changes` (at least one) to the collection; nothing is told to devices here. */
export const changeAppState = async (
  network: Pick<Network, 'appStates'>,
  phone: string,
  collection: Collection,
  changes: readonly Change[],
): Promise<void> => {
  const { id, shared } = keyOf(network, phone)
  let state = network.appStates.state(phone, collection)
  const base = state.version
  const mutations: proto.ISyncdMutation[] = []
  let last: proto.ISyncdPatch | undefined
  const { SET, REMOVE } = proto.SyncdMutation.SyncdOperation
  for (const { index, action, remove } of changes) {
    const create = {
      type: collection,
      index,
      syncAction: action,
      apiVersion: API_VERSION,
      operation: remove ? REMOVE : SET,
    }
    const from = { ...state, version: base }
    const encoded = await encodeSyncdPatch(create, id.toString('base64'), from, () => Promise.resolve(shared))
    state = encoded.state
    last = encoded.patch
    mutations.push(...(last.mutations ?? []))
    // The encoder keeps what it removed, and would count it twice at the next change.
    const indexMac = Buffer.from(last.mutations?.[0]?.record?.index?.blob ?? []).toString('base64')
    if (remove) delete state.indexValueMap[indexMac]
  }
  if (!last?.snapshotMac) throw new Error('a change of app state needs at least one entry')
  const valueMacs = mutations.map(({ record }) => Buffer.from(record?.value?.blob ?? []).subarray(-KEY_BYTES))
  const told = [last.snapshotMac, ...valueMacs, networkOrder(base + 1), Buffer.from(collection)]
  const patch = proto.SyncdPatch.encode({
    version: { version: base + 1 },
    keyId: { id },
    mutations,
    snapshotMac: last.snapshotMac,
    patchMac: hmacSign(Buffer.concat(told), patchMacKey(shared.keyData)),
  }).finish()
  network.appStates.add(phone, collection, patch, state)
}

/** Takes over what a linked device changed, under the next version; throws when it cannot be read. */
export const takeUploadedPatch = async (
  network: Pick<Network, 'appStates'>,
  phone: string,
  collection: Collection,
  bytes: Uint8Array,
): Promise<void> => {
  const patch = proto.SyncdPatch.decode(bytes)
  const before = network.appStates.state(phone, collection)
  const version = before.version + 1
  patch.version = { version }
  const { shared } = keyOf(network, phone)
  const key = (): Promise<typeof shared> => Promise.resolve(shared)
  const mixed = await decodeSyncdPatch(patch, collection, before, key, () => undefined, false)
  const after: LTHashState = { ...before, ...mixed, version }
  network.appStates.add(phone, collection, proto.SyncdPatch.encode(patch).finish(), after)
}

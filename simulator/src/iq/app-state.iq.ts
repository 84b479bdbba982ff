// w:sync:app:state: a linked device fetches patches of its account's app state, or uploads one.
import { announceCollection } from '../contacts/contacts-changed.ts'
import { takeUploadedPatch } from '../contacts/app-state.ts'
import type { Collection } from '../contacts/app-state.ts'
import { bytes, child, childrenNamed, node, result } from '../wire/nodes.ts'
import type { BinaryNode } from '../wire/nodes.ts'
import type { Query } from './query.ts'

const COLLECTIONS: readonly Collection[] = [
  'critical_block',
  'critical_unblock_low',
  'regular',
  'regular_high',
  'regular_low',
]
const CONFLICT = 409

const fetched = ({ network, from }: Query, name: Collection, after: number): BinaryNode => {
  const patches = network.appStates.after(from.phone, name, after)
  const version = String(network.appStates.state(from.phone, name).version)
  const listed = patches.map(({ patch }) => node('patch', {}, patch))
  return node('collection', { name, version }, listed.length > 0 ? [node('patches', {}, listed)] : [])
}

const uploaded = async (
  { network, from }: Query,
  name: Collection,
  base: number,
  patch: Buffer,
): Promise<BinaryNode> => {
  const { version } = network.appStates.state(from.phone, name)
  if (base !== version) {
    const error = node('error', { code: String(CONFLICT), text: 'conflict' })
    return node('collection', { name, type: 'error', version: String(version) }, [error])
  }
  await takeUploadedPatch(network, from.phone, name, patch)
  for (const device of network.devices.of(from.phone)) {
    const knows = network.deviceSyncs.isDone(device, 'key')
    if (knows && device.device !== from.device) announceCollection(network, device, name)
  }
  return node('collection', { name, version: String(version + 1) })
}

/** No snapshots: a device that asks for one gets all patches from the first. */
export const answerAppState = (query: Query): Promise<BinaryNode> =>
  query.network.inTurn(`app state of ${query.from.phone}`, async () => {
    const collections: BinaryNode[] = []
    for (const collection of childrenNamed(child(query.iq, 'sync'), 'collection')) {
      const name = COLLECTIONS.find((known) => known === collection.attrs['name'])
      if (!name) continue
      const version = Number(collection.attrs['version'] ?? 0)
      const patch = bytes(child(collection, 'patch'))
      collections.push(patch ? await uploaded(query, name, version, patch) : fetched(query, name, version))
    }
    return result(query.iq, [node('sync', {}, collections)])
  })

// The owner of a phone edits the address book: linked devices learn the difference by app state.
import { randomBytes } from 'node:crypto'
import type { Endpoint } from '../accounts/jids.ts'
import { lidJid, pnJid } from '../accounts/jids.ts'
import type { Phone } from '../accounts/phones.table.ts'
import type { Network } from '../network.ts'
import { node, seconds, SERVER } from '../wire/nodes.ts'
import type { Entry } from './address-book.table.ts'
import { changeAppState } from './app-state.ts'
import type { Change, Collection } from './app-state.ts'
import { shareKey } from './share-key.ts'

const CONTACTS: Collection = 'critical_unblock_low'

export interface Difference {
  readonly added: number
  readonly renamed: number
  readonly removed: number
}

const change = (network: Network, { phone, name }: Entry, remove: boolean): Change => {
  const owner = network.phones.find(phone)
  const [firstName = name] = name.split(' ')
  const contactAction = {
    fullName: name,
    firstName,
    saveOnPrimaryAddressbook: true,
    ...(owner?.hasLid && { lidJid: lidJid(owner.lid) }),
  }
  return { index: ['contact', pnJid(phone)], action: { timestamp: network.now(), contactAction }, remove }
}

/** Tells a device that a collection has news; it fetches them itself. */
export const announceCollection = (network: Network, device: Endpoint, collection: Collection): void => {
  const { version } = network.appStates.state(device.phone, collection)
  const id = randomBytes(5).toString('hex')
  const attrs = { from: SERVER, type: 'server_sync', id, t: seconds(network.now()) }
  const news = node('collection', { name: collection, version: String(version) })
  network.queue.enqueue(device, node('notification', attrs, [news]))
}

/** Whether there is anything a new device should fetch. */
export const hasContacts = (network: Network, phone: string): boolean =>
  network.appStates.state(phone, CONTACTS).version > 0

/** For a device that was just linked. */
export const announceContacts = (network: Network, device: Endpoint): void => {
  if (hasContacts(network, device.phone)) announceCollection(network, device, CONTACTS)
}

/** Makes `entries` the whole address book; devices that are linked already learn it at once. */
export const replaceContacts = async (
  network: Network,
  owner: Phone,
  entries: readonly Entry[],
): Promise<Difference> => {
  const before = new Map(network.addressBooks.of(owner.phone).map((entry) => [entry.phone, entry]))
  const wanted = new Map(entries.map((entry) => [entry.phone, entry]))
  const set = [...wanted.values()].filter(({ phone, name }) => before.get(phone)?.name !== name)
  const gone = [...before.values()].filter(({ phone }) => !wanted.has(phone))
  for (const entry of set) network.addressBooks.put(owner.phone, entry)
  for (const { phone } of gone) network.addressBooks.remove(owner.phone, phone)
  const changes = [
    ...set.map((entry) => change(network, entry, false)),
    ...gone.map((entry) => change(network, entry, true)),
  ]
  if (changes.length > 0) {
    await changeAppState(network, owner.phone, CONTACTS, changes)
    for (const device of network.devices.of(owner.phone)) {
      if (await shareKey(network, owner, device)) announceCollection(network, device, CONTACTS)
    }
  }
  const renamed = set.filter(({ phone }) => before.has(phone)).length
  return { added: set.length - renamed, renamed, removed: gone.length }
}

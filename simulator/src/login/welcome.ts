// A newly linked device is online for the first time: the phone sends it keys, contacts and history.
import type { Endpoint } from '../accounts/jids.ts'
import { announceContacts, hasContacts } from '../contacts/contacts-changed.ts'
import { shareKey } from '../contacts/share-key.ts'
import { tellHistory } from '../history/phone-tells-history.ts'
import type { Network } from '../network.ts'

/** A phone without contacts and history says nothing, so that plain clients are not kept busy. */
export const welcome = async (network: Network, device: Endpoint): Promise<void> => {
  const phone = network.phones.find(device.phone)
  if (!phone || !network.deviceSyncs.done(device, 'welcomed')) return
  if (!hasContacts(network, phone.phone) && !network.histories.of(phone.phone)) return
  await shareKey(network, phone, device)
  announceContacts(network, device)
  await tellHistory(network, phone, device)
}

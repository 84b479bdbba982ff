// A newly linked device is online for the first time: the phone sends it keys, contacts and history.
import type { Endpoint } from '../accounts/jids.ts'
import { announceContacts, hasContacts } from '../contacts/contacts-changed.ts'
import { shareKey } from '../contacts/share-key.ts'
import { tellHistory } from '../history/phone-tells-history.ts'
import type { Network } from '../network.ts'

/**
 * A phone without contacts and past says nothing, so that plain clients are not kept busy. What was not told to the
 * end, because either side died, is told again from the start at the next login.
 */
export const welcome = (network: Network, device: Endpoint): Promise<void> =>
  network.inTurn(`welcome of ${device.phone}:${device.device}`, async () => {
    const phone = network.phones.find(device.phone)
    if (!phone || network.deviceSyncs.isDone(device, 'past')) return
    network.deviceSyncs.done(device, 'online')
    if (hasContacts(network, phone.phone) || network.histories.of(phone.phone)) {
      await shareKey(network, phone, device)
      announceContacts(network, device)
      await tellHistory(network, phone, device)
    }
    network.deviceSyncs.done(device, 'past')
  })

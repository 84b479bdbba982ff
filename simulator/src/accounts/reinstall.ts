// The owner reinstalls WhatsApp: new keys, all linked devices gone, and everybody who knew the old keys is told.
import { randomBytes } from 'node:crypto'
import { unlink } from '../messaging/device-list.ts'
import { jidOf } from '../messaging/receipts-out.ts'
import type { Network } from '../network.ts'
import { node, seconds } from '../wire/nodes.ts'
import type { Phone } from './phones.table.ts'

/** Answers how many linked devices of other numbers learn that the identity changed. */
export const reinstall = (network: Network, phone: Phone): number => {
  for (const device of network.devices.of(phone.phone)) unlink(network, device)
  const peers = network.sessions.peersOf(phone)
  network.sessions.forgetOwner(phone)
  network.senderKeys.forgetOwner(phone.phone)
  network.phones.renewKeys(phone.phone)
  let told = 0
  for (const peer of peers) {
    const device = network.devices.find(peer.phone, peer.device)
    if (!device || peer.phone === phone.phone) continue
    const id = randomBytes(5).toString('hex')
    const attrs = { from: jidOf(phone, 'lid'), type: 'encrypt', id, t: seconds(network.now()) }
    network.queue.enqueue(device, node('notification', attrs, [node('identity')]))
    told++
  }
  return told
}

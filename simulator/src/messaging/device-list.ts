// Tells a phone's other linked devices that its device list changed, and unlinks devices.
import { randomBytes } from 'node:crypto'
import type { Endpoint } from '../accounts/jids.ts'
import { pnJid } from '../accounts/jids.ts'
import type { Phone } from '../accounts/phones.table.ts'
import { endStream, UNAUTHORIZED } from '../login/goodbye.ts'
import type { Network } from '../network.ts'
import { node, seconds } from '../wire/nodes.ts'
import { jidOf } from './receipts-out.ts'

/** One notification per address form, because clients cache device lists under both. */
export const announceDevice = (
  network: Network,
  phone: Phone,
  device: number,
  change: 'add' | 'remove',
): void => {
  for (const sibling of network.devices.of(phone.phone).filter((other) => other.device !== device)) {
    for (const addressing of phone.hasLid ? (['pn', 'lid'] as const) : (['pn'] as const)) {
      const changed = node('device', { jid: jidOf(phone, addressing, device), 'key-index': String(device) })
      const id = randomBytes(5).toString('hex')
      const attrs = { from: pnJid(phone.phone), type: 'devices', id, t: seconds(network.now()) }
      network.queue.enqueue(sibling, node('notification', attrs, [node(change, {}, [changed])]))
    }
  }
}

/** The device is gone: keys, queue, sessions and connection; false when there was none. */
export const unlink = (network: Network, { phone, device }: Endpoint): boolean => {
  const owner = network.phones.find(phone)
  if (!owner || !network.devices.find(phone, device)) return false
  const connection = network.connections.of({ phone, device })
  network.devices.remove({ phone, device })
  network.sessions.forget({ phone, device })
  network.ledger.record('unlinked', { phone, device })
  announceDevice(network, owner, device, 'remove')
  if (connection) endStream(connection, UNAUTHORIZED)
  return true
}

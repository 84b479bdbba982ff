// Hands out the public keys of a device, and warns a linked device whose one-time keys run low.
import { randomBytes } from 'node:crypto'
import type { Endpoint } from '../accounts/jids.ts'
import type { Network } from '../network.ts'
import type { Bundle } from '../signal/sessions.ts'
import { node, seconds, SERVER } from '../wire/nodes.ts'

/** Clients upload more when told that fewer than five are left. */
const LOW: readonly number[] = [4, 0]

/** Uses up a one-time key; without any left the bundle has none. Undefined when there is no such device. */
export const takeBundle = (network: Network, endpoint: Endpoint): Bundle | undefined => {
  if (endpoint.device === 0) {
    const phone = network.phones.find(endpoint.phone)
    if (!phone) return undefined
    const { registrationId, identity, signedKey } = phone
    const preKey = network.preKeys.mint(phone.phone)
    return { registrationId, identity: identity.public, signedKey: { id: 1, ...signedKey }, preKey }
  }
  const device = network.devices.find(endpoint.phone, endpoint.device)
  if (!device) return undefined
  const preKey = network.preKeys.take(endpoint)
  if (preKey) warnWhenLow(network, endpoint)
  const { registrationId, identity, signedKey } = device
  return { registrationId, identity, signedKey, ...(preKey && { preKey }) }
}

const warnWhenLow = (network: Network, { phone, device }: Endpoint): void => {
  const left = network.preKeys.count({ phone, device })
  if (!LOW.includes(left)) return
  const attrs = {
    from: SERVER,
    type: 'encrypt',
    id: randomBytes(5).toString('hex'),
    t: seconds(network.now()),
  }
  network.queue.enqueue(
    { phone, device },
    node('notification', attrs, [node('count', { value: String(left) })]),
  )
}

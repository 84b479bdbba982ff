// A virtual phone that could not decrypt asks the sending device for the same message again.
import type { Phone } from '../accounts/phones.table.ts'
import { isGroupJid } from '../groups/groups.table.ts'
import type { Network } from '../network.ts'
import { bigEndian, node, seconds } from '../wire/nodes.ts'
import type { BinaryNode } from '../wire/nodes.ts'
import type { Envelope } from './envelope.ts'
import { jidOf } from './receipts-out.ts'

const keysOf = (network: Network, phone: Phone): BinaryNode => {
  const { identity, signedKey } = phone
  const preKey = network.preKeys.mint(phone.phone)
  return node('keys', {}, [
    node('type', {}, Buffer.from([5])),
    node('identity', {}, identity.public),
    node('key', {}, [node('id', {}, bigEndian(preKey.id, 3)), node('value', {}, preKey.public)]),
    node('skey', {}, [
      node('id', {}, bigEndian(1, 3)),
      node('value', {}, signedKey.public),
      node('signature', {}, signedKey.signature),
    ]),
  ])
}

/** At most five times per message and device; from the second time on with fresh keys to start over. */
export const askAgain = (
  network: Network,
  phone: Phone,
  { id, from, addressing, destination }: Envelope,
): void => {
  const count = network.retries.next(from, id, `asked by ${phone.phone}`)
  if (count === undefined) return
  const t = seconds(network.now())
  const recipient = phone.phone === from.phone ? destination : undefined
  const route = isGroupJid(destination)
    ? { from: destination, participant: jidOf(phone, addressing) }
    : { from: jidOf(phone, addressing), recipient }
  const receipt = node('receipt', { ...route, id, type: 'retry', t }, [
    node('retry', { count: String(count), id, t, v: '1' }),
    node('registration', {}, bigEndian(phone.registrationId, 4)),
    ...(count > 1 ? [keysOf(network, phone)] : []),
  ])
  network.ledger.record('retry_sent', { ...from, id }, { by: phone.phone, count })
  network.queue.enqueue(from, receipt, { type: 'retry' })
}

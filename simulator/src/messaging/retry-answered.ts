// A linked device could not decrypt: the writer's phone encrypts the same message again, up to five times.
import type { Endpoint } from '../accounts/jids.ts'
import type { Phone } from '../accounts/phones.table.ts'
import { encryptGroupMessageFor } from '../groups/phone-writes-group.ts'
import type { Network } from '../network.ts'
import type { Bundle } from '../signal/sessions.ts'
import { bytes, child, node, uint } from '../wire/nodes.ts'
import type { BinaryNode } from '../wire/nodes.ts'
import { encryptPeer } from './phone-tells-device.ts'
import { encryptFor, ensureSession } from './phone-encrypts.ts'
import { jidOf } from './receipts-out.ts'

const bundleIn = (receipt: BinaryNode): Bundle | undefined => {
  const keys = child(receipt, 'keys')
  const signed = child(keys, 'skey')
  const oneTime = child(keys, 'key')
  const identity = bytes(child(keys, 'identity'))
  const registrationId = uint(child(receipt, 'registration'))
  const id = uint(child(signed, 'id'))
  const value = bytes(child(signed, 'value'))
  const signature = bytes(child(signed, 'signature'))
  if (!identity || registrationId === undefined || id === undefined || !value || !signature) return undefined
  const preKeyId = uint(child(oneTime, 'id'))
  const preKey = bytes(child(oneTime, 'value'))
  const signedKey = { id, public: value, signature }
  const bundle = { registrationId, identity, signedKey }
  return preKeyId !== undefined && preKey ? { ...bundle, preKey: { id: preKeyId, public: preKey } } : bundle
}

/** The device asks another linked device: pass it on, addressed from the asking one. */
const forward = (network: Network, from: Endpoint, asker: Phone, receipt: BinaryNode): void => {
  const to = network.phones.resolve(receipt.attrs['participant'] ?? receipt.attrs['to'])
  if (!to || !network.devices.find(to.phone, to.device)) return
  const { to: group, participant, ...attrs } = receipt.attrs
  const me = jidOf(asker, to.addressing, from.device)
  const route = participant === undefined ? { from: me } : { from: group, participant: me }
  const stanza = node('receipt', { ...attrs, ...route }, receipt.content)
  network.queue.enqueue(to, stanza, { type: 'retry' })
}

/** Keys in the receipt start a new session; a second asking without keys does too, a first one goes on as it was. */
export const answerRetry = async (network: Network, from: Endpoint, receipt: BinaryNode): Promise<void> => {
  const id = receipt.attrs['id'] ?? ''
  const asked = Number(child(receipt, 'retry')?.attrs['count'] ?? '1')
  network.ledger.record('retry_requested', { ...from, id }, { count: asked })
  const asker = network.phones.find(from.phone)
  const writer = network.phones.resolve(receipt.attrs['participant'] ?? receipt.attrs['to'])
  if (!asker || !writer) return
  const group = network.groups.find(receipt.attrs['to'])
  if (writer.device !== 0) {
    forward(network, from, asker, receipt)
    return
  }
  const [message] = network.chats
    .find(writer.phone, id, 'out')
    .filter(({ peer }) => peer === (group?.id ?? from.phone) || writer.phone === from.phone)
  const told = writer.phone === from.phone ? network.peerMessages.find(writer.phone, id) : undefined
  if (!message && !told) return
  const count = network.retries.next(from, id, `answered by ${writer.phone}`)
  if (count === undefined) return
  const bundle = bundleIn(receipt)
  if (bundle) await network.sessions.start(writer.owner, from, bundle)
  else if (!(await ensureSession(network, writer.owner, from, asked > 1))) return
  network.ledger.record(
    'retry_answered',
    { ...from, id },
    { by: writer.phone, count, freshKeys: Boolean(bundle) },
  )
  if (message && group) await encryptGroupMessageFor(network, group, writer.owner, from, message, count)
  else if (message) await encryptFor(network, writer.owner, from, message, count)
  else if (told) await encryptPeer(network, writer.owner, from, { id, content: told }, count)
}

// Records every encrypted part a linked device sends, and whether its key was used before.
import type { Endpoint } from '../accounts/jids.ts'
import { senderKeyUse } from '../groups/sender-keys.table.ts'
import type { Network } from '../network.ts'
import { keyUse } from '../signal/libsignal.ts'
import type { KeyUse } from '../signal/libsignal.ts'
import { bytes } from '../wire/nodes.ts'
import type { BinaryNode } from '../wire/nodes.ts'

const useOf = (from: Endpoint, type: string | undefined, ciphertext: Buffer): KeyUse | undefined => {
  if (type !== 'skmsg') return keyUse(type ?? '', ciphertext)
  const use = senderKeyUse(ciphertext)
  return use && { ratchet: Buffer.from(`${from.phone}:${from.device}/${use.keyId}`), counter: use.iteration }
}

/** `recipient` is `phone:device`, or a group for its sender-key message. */
export const noteKeyUse = (
  network: Network,
  from: Endpoint,
  id: string,
  recipient: string,
  enc: BinaryNode,
): void => {
  const ciphertext = bytes(enc) ?? Buffer.alloc(0)
  const { type } = enc.attrs
  const use = useOf(from, type, ciphertext)
  const detail = { to: recipient, type, ratchet: use?.ratchet.toString('hex'), counter: use?.counter }
  network.ledger.record('received', { ...from, id }, detail)
  if (use && network.usedKeys.isReused(use, recipient, ciphertext)) {
    network.ledger.record('key_reused', { ...from, id }, detail)
  }
}

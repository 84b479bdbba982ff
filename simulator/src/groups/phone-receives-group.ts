// A member's phone gets a group message from a linked device: learns the writer's key, reads it, keeps it.
import { proto, unpadRandomMax16 } from '@whiskeysockets/baileys'
import type { Endpoint } from '../accounts/jids.ts'
import type { Phone } from '../accounts/phones.table.ts'
import { checkMedia } from '../messaging/check-media.ts'
import { CHANGES, describe } from '../messaging/content.ts'
import { keepMessage } from '../messaging/keep-message.ts'
import type { Outcome } from '../messaging/phone-receives.ts'
import { askAgain } from '../messaging/retry-asked.ts'
import type { Network } from '../network.ts'
import { bytes } from '../wire/nodes.ts'
import type { BinaryNode } from '../wire/nodes.ts'
import type { Group } from './groups.table.ts'

export interface GroupEnvelope {
  readonly id: string
  readonly from: Endpoint
  /** Encrypted for this phone alone: the writer's key, after a retry receipt with the message. */
  readonly own?: BinaryNode
  /** Encrypted under the writer's sender key. */
  readonly common?: BinaryNode
}

const hasContent = (message: proto.IMessage): boolean => {
  const { senderKeyDistributionMessage: _key, messageContextInfo: _context, ...content } = message
  return Object.values(content).some((part) => part !== null && part !== undefined)
}

/** The message, whichever of the two parts it came in. */
const read = async (
  network: Network,
  to: Phone,
  group: Group,
  { from, own, common }: GroupEnvelope,
): Promise<proto.IMessage | undefined> => {
  if (own) {
    const ciphertext = bytes(own) ?? Buffer.alloc(0)
    const padded = await network.sessions.decrypt(to, from, own.attrs['type'] ?? '', ciphertext)
    const plain = proto.Message.decode(unpadRandomMax16(padded))
    const message = plain.deviceSentMessage?.message ?? plain
    const told = message.senderKeyDistributionMessage
    if (told?.groupId === group.id && told.axolotlSenderKeyDistributionMessage) {
      await network.senderKeys.learn(to.phone, group.id, from, told.axolotlSenderKeyDistributionMessage)
    }
    if (hasContent(message)) return message
  }
  if (!common) return undefined
  const ciphertext = bytes(common) ?? Buffer.alloc(0)
  const padded = await network.senderKeys.decrypt(to.phone, group.id, from, ciphertext)
  return proto.Message.decode(unpadRandomMax16(padded))
}

/** Never throws: what cannot be read is asked for again. */
export const phoneReceivesInGroup = async (
  network: Network,
  to: Phone,
  group: Group,
  envelope: GroupEnvelope,
): Promise<Outcome> => {
  const { from, id } = envelope
  const own = to.phone === from.phone
  try {
    if (!own && network.faults.strike('cannot_decrypt', from.phone)) throw new Error('told not to decrypt')
    const message = await read(network, to, group, envelope)
    if (!message) return 'copied'
    const content = proto.Message.encode(message).finish()
    const { kind, text, sha256 } = describe(message, content)
    network.groups.wrote(group.id, id, from.phone)
    const isNew = keepMessage(network, {
      phone: to.phone,
      id,
      direction: own ? 'out' : 'in',
      peer: group.id,
      addressing: group.addressing,
      kind,
      text,
      status: own ? 'sent' : CHANGES.includes(kind) ? 'read' : 'received',
      at: network.now(),
      content,
    })
    const detail = { by: to.phone, own, content: kind, sha256, duplicate: !isNew, group: group.id }
    network.ledger.record('decrypted', { ...from, id }, detail)
    await checkMedia(network, from, { phone: to.phone, peer: group.id, id }, message)
    return own ? 'copied' : 'delivered'
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown'
    network.ledger.record('undecryptable', { ...from, id }, { by: to.phone, own, reason, group: group.id })
    const { addressing } = group
    const type = envelope.own?.attrs['type'] ?? envelope.common?.attrs['type'] ?? ''
    askAgain(network, to, { id, from, addressing, destination: group.id, type, ciphertext: Buffer.alloc(0) })
    return 'failed'
  }
}

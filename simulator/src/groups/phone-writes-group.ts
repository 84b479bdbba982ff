// A member's phone writes to a group: all member phones keep it, all linked devices of members get it.
import { proto, writeRandomPadMax16 } from '@whiskeysockets/baileys'
import type { Endpoint } from '../accounts/jids.ts'
import type { Phone } from '../accounts/phones.table.ts'
import type { ChatMessage } from '../messaging/chat-messages.table.ts'
import { CHANGES, describe } from '../messaging/content.ts'
import { keepMessage } from '../messaging/keep-message.ts'
import { ensureSession } from '../messaging/phone-encrypts.ts'
import { marksOf } from '../messaging/stanza-marks.ts'
import type { Network } from '../network.ts'
import { node, seconds } from '../wire/nodes.ts'
import type { BinaryNode } from '../wire/nodes.ts'
import { actorAttrs } from './group-nodes.ts'
import { queueGroupReceipt } from './group-receipts.ts'
import type { Group } from './groups.table.ts'

export interface GroupWriting {
  readonly from: Phone
  readonly group: Group
  /** The encoded message. */
  readonly content: Uint8Array
  readonly id: string
}

/** What of a message is needed to send it. */
type Sendable = Pick<ChatMessage, 'id' | 'content' | 'at'>

/** Where the number of the key stands; with another one nobody can read the message. */
const KEY_ID_AT = 2

const corrupted = (ciphertext: Uint8Array): Buffer => {
  const broken = Buffer.from(ciphertext)
  broken[KEY_ID_AT] = (broken[KEY_ID_AT] ?? 0) ^ 1
  return broken
}

const enqueue = (
  network: Network,
  { from, group }: Pick<GroupWriting, 'from' | 'group'>,
  device: Endpoint,
  message: Sendable,
  encs: readonly BinaryNode[],
  detail: { corrupt?: true | undefined; retry?: number | undefined },
): void => {
  const decoded = proto.Message.decode(message.content)
  const marks = marksOf(decoded)
  const attrs = {
    from: group.id,
    ...actorAttrs(from, group.addressing),
    id: message.id,
    t: seconds(message.at),
    notify: from.name,
    addressing_mode: group.addressing,
    ...marks.stanza,
  }
  const { sha256 } = describe(decoded, message.content)
  network.queue.enqueue(device, node('message', attrs, [...encs, ...marks.more]), {
    from: from.phone,
    group: group.id,
    sha256,
    ...detail,
  })
}

/** The pairwise part that carries the writer's sender key; undefined when the device is gone. */
const keyPart = async (
  network: Network,
  { from, group }: Pick<GroupWriting, 'from' | 'group'>,
  device: Endpoint,
  more: proto.IMessage,
  count?: number,
): Promise<BinaryNode | undefined> => {
  if (!(await ensureSession(network, from, device, false))) return undefined
  const axolotlSenderKeyDistributionMessage = await network.senderKeys.distribution(from.phone, group.id)
  const senderKeyDistributionMessage = { groupId: group.id, axolotlSenderKeyDistributionMessage }
  const bytes = proto.Message.encode({ ...more, senderKeyDistributionMessage }).finish()
  const { type, ciphertext } = await network.sessions.encrypt(from, device, writeRandomPadMax16(bytes))
  return node('enc', { v: '2', type, count: count?.toString() }, ciphertext)
}

/** Answers a retry receipt: the same message for one device alone, with the sender key. */
export const encryptGroupMessageFor = async (
  network: Network,
  group: Group,
  from: Phone,
  device: Endpoint,
  message: Sendable,
  count?: number,
): Promise<void> => {
  const part = await keyPart(network, { from, group }, device, proto.Message.decode(message.content), count)
  if (!part) return
  network.senderKeys.told(from.phone, group.id, device)
  enqueue(network, { from, group }, device, message, [part], { retry: count })
}

/** Encrypts once for all linked devices of members, and gives the key to those that lack it. */
export const deliverToDevices = async (
  network: Network,
  from: Phone,
  group: Group,
  message: Sendable,
): Promise<void> => {
  const devices = group.members.flatMap(({ phone }) => network.devices.of(phone))
  // Keys go out as they are before this message, so that it can be read with them.
  const keyParts = new Map<Endpoint, BinaryNode>()
  for (const device of devices) {
    if (network.senderKeys.knows(from.phone, group.id, device)) continue
    if (network.faults.strike('drop_sender_key', device.phone)) continue
    const part = await keyPart(network, { from, group }, device, {})
    if (part) keyParts.set(device, part)
    if (part) network.senderKeys.told(from.phone, group.id, device)
  }
  const ciphertext = await network.senderKeys.encrypt(
    from.phone,
    group.id,
    writeRandomPadMax16(message.content),
  )
  const marks = marksOf(proto.Message.decode(message.content))
  for (const device of devices) {
    const corrupt = network.faults.strike('undecryptable', device.phone) ? (true as const) : undefined
    const bytes = corrupt ? corrupted(ciphertext) : ciphertext
    const common = node('enc', { v: '2', type: 'skmsg', ...marks.enc }, bytes)
    const key = keyParts.get(device)
    enqueue(network, { from, group }, device, message, key ? [key, common] : [common], { corrupt })
  }
}

/** False when the id was used before. */
export const phoneWritesToGroup = async (network: Network, writing: GroupWriting): Promise<boolean> => {
  const { from, group, content, id } = writing
  const { kind, text } = describe(proto.Message.decode(content), content)
  const shared = { id, addressing: group.addressing, kind, text, at: network.now(), content, peer: group.id }
  const sent: ChatMessage = { ...shared, phone: from.phone, direction: 'out', status: 'sent' }
  network.groups.wrote(group.id, id, from.phone)
  if (!keepMessage(network, sent)) return false
  const others = group.members.filter(({ phone }) => phone !== from.phone)
  const status = CHANGES.includes(kind) ? 'read' : 'received'
  for (const { phone } of others) keepMessage(network, { ...shared, phone, direction: 'in', status })
  if (others.length > 0) network.chats.advance(from.phone, group.id, id, 'delivered')

  await deliverToDevices(network, from, group, sent)
  for (const { phone } of others) {
    const member = network.phones.find(phone)
    if (member) queueGroupReceipt(network, group, { to: from.phone, from: member, ids: [id] })
  }
  return true
}

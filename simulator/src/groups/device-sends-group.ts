// A linked device writes to a group: every member phone reads it, every linked device of a member gets it.
import type { Endpoint } from '../accounts/jids.ts'
import type { Phone, Resolved } from '../accounts/phones.table.ts'
import { acknowledge } from '../messaging/acknowledge.ts'
import { noteKeyUse } from '../messaging/key-use.ts'
import type { Network } from '../network.ts'
import type { Connection } from '../wire/connection.ts'
import { child, childrenNamed, node, seconds } from '../wire/nodes.ts'
import type { BinaryNode } from '../wire/nodes.ts'
import { actorAttrs } from './group-nodes.ts'
import { queueGroupReceipt } from './group-receipts.ts'
import type { Group } from './groups.table.ts'
import { phoneReceivesInGroup } from './phone-receives-group.ts'

const FORBIDDEN = 403

interface Part {
  readonly to: Resolved
  readonly enc: BinaryNode
}

/** Parts for single devices: keys for those who lack them, or the answer to one retry receipt. */
const partsOf = (network: Network, stanza: BinaryNode): Part[] => {
  const listed = childrenNamed(child(stanza, 'participants'), 'to').map((to) => ({
    to: network.phones.resolve(to.attrs['jid']),
    enc: child(to, 'enc'),
  }))
  const asker = stanza.attrs['participant']
  if (asker !== undefined) listed.push({ to: network.phones.resolve(asker), enc: child(stanza, 'enc') })
  return listed.flatMap(({ to, enc }) => (to && enc ? [{ to, enc }] : []))
}

const forwarded = (
  network: Network,
  sender: Phone,
  from: Endpoint,
  group: Group,
  stanza: BinaryNode,
  encs: readonly BinaryNode[],
): BinaryNode => {
  const { id, type, edit } = stanza.attrs
  const attrs = {
    from: group.id,
    ...actorAttrs(sender, group.addressing, from.device),
    id,
    type,
    edit,
    t: seconds(network.now()),
    notify: sender.name,
    addressing_mode: group.addressing,
  }
  const identity = child(stanza, 'device-identity')
  return node('message', attrs, [...encs, ...childrenNamed(stanza, 'meta'), ...(identity ? [identity] : [])])
}

/** Handles one `<message>` of a logged-in device to a group. */
export const deviceSendsToGroup = async (
  network: Network,
  connection: Connection,
  from: Endpoint,
  stanza: BinaryNode,
): Promise<void> => {
  const { id = '', to, participant } = stanza.attrs
  const sender = network.phones.find(from.phone)
  const group = network.groups.find(to)
  if (!sender || !group?.members.some(({ phone }) => phone === from.phone)) {
    acknowledge(network, connection, from, stanza, FORBIDDEN)
    return
  }
  const parts = partsOf(network, stanza)
  // With a participant, the only part is for that one and no sender-key message.
  const common = participant === undefined ? child(stanza, 'enc') : undefined
  for (const { to: target, enc } of parts) {
    noteKeyUse(network, from, id, `${target.phone}:${target.device}`, enc)
  }
  if (common) noteKeyUse(network, from, id, group.id, common)
  const delivered: Phone[] = []
  const partFor = (phone: string, device: number): BinaryNode | undefined =>
    parts.find((part) => part.to.phone === phone && part.to.device === device)?.enc
  // The sender's own phone first, so that it knows the message before its ticks move.
  const members = group.members
    .flatMap(({ phone }) => network.phones.find(phone) ?? [])
    .sort((a, b) => Number(b.phone === from.phone) - Number(a.phone === from.phone))
  for (const member of members) {
    const own = partFor(member.phone, 0)
    if (own ?? common) {
      const encs = { ...(own && { own }), ...(common && { common }) }
      const outcome = await phoneReceivesInGroup(network, member, group, { id, from, ...encs })
      if (outcome === 'delivered') delivered.push(member)
    }
    for (const device of network.devices.of(member.phone)) {
      if (device.phone === from.phone && device.device === from.device) continue
      const encs = [partFor(device.phone, device.device), common].flatMap((enc) => enc ?? [])
      if (encs.length === 0) continue
      network.queue.enqueue(device, forwarded(network, sender, from, group, stanza, encs), {
        from: from.phone,
      })
    }
  }
  acknowledge(network, connection, from, stanza)
  for (const member of delivered) {
    network.chats.advance(from.phone, group.id, id, 'delivered')
    queueGroupReceipt(network, group, { to: from.phone, from: member, ids: [id] })
  }
}

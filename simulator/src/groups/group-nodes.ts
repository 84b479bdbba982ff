// How a group looks on the wire: its description, and the notice that something in it changed.
import { randomBytes } from 'node:crypto'
import { lidJid, pnJid } from '../accounts/jids.ts'
import type { Addressing } from '../accounts/jids.ts'
import type { Phone } from '../accounts/phones.table.ts'
import { jidOf } from '../messaging/receipts-out.ts'
import type { Network } from '../network.ts'
import { node, seconds } from '../wire/nodes.ts'
import type { BinaryNode } from '../wire/nodes.ts'
import type { Group, Member } from './groups.table.ts'

/** A member's address in the group and, beside it, the other one under the name clients look for. */
export const memberAttrs = (phone: Phone, addressing: Addressing): Record<string, string | undefined> =>
  addressing === 'lid' && phone.hasLid
    ? { jid: lidJid(phone.lid), phone_number: pnJid(phone.phone) }
    : { jid: pnJid(phone.phone), lid: phone.hasLid ? lidJid(phone.lid) : undefined }

/** Who did or wrote something in a group. */
export const actorAttrs = (phone: Phone, addressing: Addressing, device = 0): Record<string, string> => {
  const participant = jidOf(phone, addressing, device)
  if (participant.endsWith('@lid')) return { participant, participant_pn: pnJid(phone.phone) }
  return phone.hasLid ? { participant, participant_lid: lidJid(phone.lid) } : { participant }
}

export const memberNode = (network: Network, group: Group, { phone, admin }: Member): BinaryNode[] => {
  const owner = network.phones.find(phone)
  return owner
    ? [node('participant', { ...memberAttrs(owner, group.addressing), type: admin || undefined })]
    : []
}

export const groupNode = (network: Network, group: Group): BinaryNode => {
  const { id, subject, addressing, members } = group
  const jidsOf = (number: string) => {
    const owner = network.phones.find(number)
    return owner && { main: jidOf(owner, addressing), pn: pnJid(owner.phone) }
  }
  const creator = jidsOf(group.creator)
  const namer = jidsOf(group.subjectBy)
  const attrs = {
    id: id.replace('@g.us', ''),
    subject,
    creation: seconds(group.createdAt),
    creator: creator?.main,
    creator_pn: creator?.pn,
    s_t: seconds(group.subjectAt),
    s_o: namer?.main,
    s_o_pn: namer?.pn,
    addressing_mode: addressing,
    size: String(members.length),
  }
  return node(
    'group',
    attrs,
    members.flatMap((member) => memberNode(network, group, member)),
  )
}

/** Queues a notice for the linked devices of `phones`, as done by `actor`. */
export const announceInGroup = (
  network: Network,
  group: Group,
  actor: Phone,
  phones: readonly string[],
  change: BinaryNode,
): void => {
  const attrs = {
    from: group.id,
    type: 'w:gp2',
    id: randomBytes(5).toString('hex'),
    ...actorAttrs(actor, group.addressing),
    t: seconds(network.now()),
    notify: actor.name,
  }
  for (const phone of phones) {
    for (const device of network.devices.of(phone)) {
      network.queue.enqueue(device, node('notification', attrs, [change]))
    }
  }
}

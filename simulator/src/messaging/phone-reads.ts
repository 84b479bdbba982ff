// A virtual phone opens a chat: what was unread becomes read, and the people who wrote it are told.
import type { Phone } from '../accounts/phones.table.ts'
import { memberReceived } from '../groups/group-receipts.ts'
import type { Group } from '../groups/groups.table.ts'
import type { Network } from '../network.ts'
import { queueReceipt } from './receipts-out.ts'

/** Answers how many messages were unread. */
export const phoneReads = (network: Network, reader: Phone, peer: Phone): number => {
  const unread = network.chats.readAll(reader.phone, peer.phone)
  for (const { id } of unread) network.chats.advance(peer.phone, reader.phone, id, 'read')
  for (const addressing of ['lid', 'pn'] as const) {
    const ids = unread.filter((message) => message.addressing === addressing).map(({ id }) => id)
    queueReceipt(network, { to: peer.phone, from: reader, addressing, ids, type: 'read' })
  }
  return unread.length
}

/** The same for a group: each writer is told about the own messages. */
export const phoneReadsGroup = (network: Network, reader: Phone, group: Group): number => {
  const unread = network.chats.readAll(reader.phone, group.id)
  const ids = unread.map(({ id }) => id)
  memberReceived(network, group, { phone: reader.phone, device: 0 }, ids, 'read')
  return unread.length
}

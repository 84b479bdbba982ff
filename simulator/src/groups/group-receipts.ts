// Receipts in groups: from the group, on behalf of the member who got or read a message.
import type { Endpoint } from '../accounts/jids.ts'
import type { Phone } from '../accounts/phones.table.ts'
import type { Network } from '../network.ts'
import { node, seconds } from '../wire/nodes.ts'
import { actorAttrs } from './group-nodes.ts'
import type { Group } from './groups.table.ts'

export interface GroupReceipt {
  /** The number that wrote the messages. */
  readonly to: string
  readonly from: Phone
  readonly fromDevice?: number
  readonly ids: readonly string[]
  /** Left out for "delivered". */
  readonly type?: string
}

/** Queues one receipt stanza per linked device of the writer. */
export const queueGroupReceipt = (network: Network, group: Group, receipt: GroupReceipt): void => {
  const [id, ...more] = receipt.ids
  if (id === undefined || network.faults.strike('drop_receipts', receipt.to)) return
  const attrs = {
    from: group.id,
    ...actorAttrs(receipt.from, group.addressing, receipt.fromDevice),
    id,
    type: receipt.type,
    t: seconds(network.now()),
  }
  const items = more.map((other) => node('item', { id: other }))
  for (const device of network.devices.of(receipt.to)) {
    const list = items.length > 0 ? [node('list', {}, items)] : undefined
    network.queue.enqueue(device, node('receipt', attrs, list), { type: receipt.type ?? 'delivery' })
  }
}

/** A member's phone or linked device has or read messages of one writer. */
export const memberReceived = (
  network: Network,
  group: Group,
  member: Endpoint,
  ids: readonly string[],
  reading: string | undefined,
): void => {
  const reader = network.phones.find(member.phone)
  if (!reader) return
  const byAuthor = Map.groupBy(ids, (id) => network.groups.authorOf(group.id, id) ?? member.phone)
  for (const [author, theirs] of byAuthor) {
    if (author === member.phone) continue
    for (const id of theirs) {
      network.chats.advance(author, group.id, id, reading ? 'read' : 'delivered')
      if (reading) network.chats.readOne(member.phone, group.id, id)
    }
    const type = reading === undefined ? {} : { type: reading }
    queueGroupReceipt(network, group, {
      to: author,
      from: reader,
      fromDevice: member.device,
      ids: theirs,
      ...type,
    })
  }
}

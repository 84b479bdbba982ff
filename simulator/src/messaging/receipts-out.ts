// Receipts from virtual phones to the linked devices of the person who wrote.
import type { Addressing } from '../accounts/jids.ts'
import { lidOf, pnJid } from '../accounts/jids.ts'
import type { Phone } from '../accounts/phones.table.ts'
import type { Network } from '../network.ts'
import { node, seconds } from '../wire/nodes.ts'

/** The address of a phone's device in the form a chat uses; a phone without private id has only its number. */
export const jidOf = (phone: Phone, addressing: Addressing, device = 0): string =>
  (addressing === 'lid' ? lidOf(phone, device) : undefined) ?? pnJid(phone.phone, device)

export interface Receipt {
  /** The number whose linked devices get it. */
  readonly to: string
  readonly from: Phone
  readonly fromDevice?: number
  readonly addressing: Addressing
  /** One or more message ids of this chat. */
  readonly ids: readonly string[]
  /** Left out for "delivered". */
  readonly type?: string
}

/** Queues one receipt stanza per linked device; further ids travel in its list. */
export const queueReceipt = (network: Network, receipt: Receipt): void => {
  const [id, ...more] = receipt.ids
  if (id === undefined || network.faults.strike('drop_receipts', receipt.to)) return
  const attrs = {
    from: jidOf(receipt.from, receipt.addressing, receipt.fromDevice),
    id,
    type: receipt.type,
    t: seconds(network.now()),
  }
  const list =
    more.length > 0
      ? [
          node(
            'list',
            {},
            more.map((other) => node('item', { id: other })),
          ),
        ]
      : undefined
  for (const device of network.devices.of(receipt.to)) {
    network.queue.enqueue(device, node('receipt', attrs, list), { type: receipt.type ?? 'delivery' })
  }
}

// A linked device receipts or acks what it got: its queue empties, the writer's ticks move, retries are answered.
import type { Endpoint } from '../accounts/jids.ts'
import { memberReceived } from '../groups/group-receipts.ts'
import { answerMediaRetry } from '../media/reupload.ts'
import type { Network } from '../network.ts'
import type { Connection } from '../wire/connection.ts'
import { child, childrenNamed, node } from '../wire/nodes.ts'
import type { BinaryNode } from '../wire/nodes.ts'
import { queueReceipt } from './receipts-out.ts'
import { answerRetry } from './retry-answered.ts'

/** Receipts that say "I have it": only these and acks take a message out of the queue. */
const SETTLING: readonly (string | undefined)[] = [undefined, 'inactive', 'sender', 'peer_msg']
const READING: readonly (string | undefined)[] = ['read', 'played']

/** The first id is an attribute, further ones are in the list. */
const idsOf = (receipt: BinaryNode): string[] =>
  [
    receipt.attrs['id'],
    ...childrenNamed(child(receipt, 'list'), 'item').map((item) => item.attrs['id']),
  ].filter((id) => id !== undefined)

/** Handles one `<receipt>` of a logged-in device. */
export const deviceReceipts = async (
  network: Network,
  connection: Connection,
  from: Endpoint,
  receipt: BinaryNode,
): Promise<void> => {
  const { type, to, id } = receipt.attrs
  connection.send(node('ack', { class: 'receipt', id, from: to, type }))
  if (type === 'retry') {
    await answerRetry(network, from, receipt)
    return
  }
  if (type === 'server-error') {
    await answerMediaRetry(network, from, receipt)
    return
  }
  const ids = idsOf(receipt)
  for (const each of SETTLING.includes(type) ? ids : []) {
    const settled = network.queue.settle(from, 'message', each)
    network.ledger.record('receipted', { ...from, id: each }, { type, connection: connection.id, settled })
  }
  const reading = READING.includes(type)
  const isReceipt = reading || type === undefined || type === 'inactive'
  const group = network.groups.find(to)
  if (group && isReceipt) memberReceived(network, group, from, ids, reading ? type : undefined)
  const writer = network.phones.resolve(to)
  const reader = network.phones.find(from.phone)
  if (!writer || !reader || writer.phone === from.phone || !isReceipt) return
  for (const each of ids) {
    network.chats.advance(writer.phone, from.phone, each, reading ? 'read' : 'delivered')
    if (reading) network.chats.readOne(from.phone, writer.phone, each)
  }
  const { addressing } = writer
  queueReceipt(network, {
    to: writer.phone,
    from: reader,
    fromDevice: from.device,
    addressing,
    ids,
    ...(reading && type !== undefined && { type }),
  })
}

/** Handles one `<ack>` of a logged-in device; with an error it is a refusal, which ends the waiting as well. */
export const deviceAcks = (
  network: Network,
  connection: Connection,
  from: Endpoint,
  ack: BinaryNode,
): void => {
  const { id = '', class: tag = '', error } = ack.attrs
  const settled = network.queue.settle(from, tag, id)
  const detail = {
    tag,
    connection: connection.id,
    settled,
    error: error === undefined ? undefined : Number(error),
  }
  network.ledger.record(error === undefined ? 'acked' : 'nacked', { ...from, id }, detail)
}

// The server's answer to a message of a linked device: it has it, or why it will not take it.
import type { Endpoint } from '../accounts/jids.ts'
import type { Network } from '../network.ts'
import type { Connection } from '../wire/connection.ts'
import { node, seconds } from '../wire/nodes.ts'
import type { BinaryNode } from '../wire/nodes.ts'

/** Sends the ack of a message stanza, with an error to refuse it, as faults allow. */
export const acknowledge = (
  network: Network,
  connection: Connection,
  from: Endpoint,
  stanza: BinaryNode,
  error?: number,
): void => {
  const id = stanza.attrs['id'] ?? ''
  const attrs = {
    class: 'message',
    id,
    from: stanza.attrs['to'],
    participant: stanza.attrs['participant'],
    t: seconds(network.now()),
    error: error?.toString(),
  }
  if (network.faults.strike('drop_acks', from.phone)) {
    network.ledger.record('server_acked', { ...from, id }, { dropped: true })
    return
  }
  network.ledger.record('server_acked', { ...from, id }, { error })
  const delay = network.faults.strike('delay_acks', from.phone)?.value ?? 0
  if (delay > 0) setTimeout(() => connection.send(node('ack', attrs)), delay).unref()
  else connection.send(node('ack', attrs))
}

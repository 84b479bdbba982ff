// A linked device sends a message stanza: every addressed phone and device gets its part, the server acks.
import type { Addressing, Endpoint } from '../accounts/jids.ts'
import { lidOf, pnJid } from '../accounts/jids.ts'
import type { Phone, Resolved } from '../accounts/phones.table.ts'
import { deviceSendsToGroup } from '../groups/device-sends-group.ts'
import { isGroupJid } from '../groups/groups.table.ts'
import type { Network } from '../network.ts'
import type { Connection } from '../wire/connection.ts'
import { bytes, child, childrenNamed, node, seconds } from '../wire/nodes.ts'
import type { BinaryNode } from '../wire/nodes.ts'
import { mayWrite, RESTRICTED } from '../restrictions/restrictions.ts'
import { acknowledge } from './acknowledge.ts'
import { noteKeyUse } from './key-use.ts'
import { phoneReceives } from './phone-receives.ts'
import { jidOf, queueReceipt } from './receipts-out.ts'

interface Part {
  readonly to: Resolved
  readonly enc: BinaryNode
}

/**
 * A first send lists one part per device; the answer to a retry receipt has a single part at the top.
 * The sender's own phone comes first, so that it knows the message before its ticks move.
 */
const partsOf = (network: Network, from: Endpoint, stanza: BinaryNode): Part[] => {
  const listed = childrenNamed(child(stanza, 'participants'), 'to').map((to) => ({
    to: network.phones.resolve(to.attrs['jid']),
    enc: child(to, 'enc'),
  }))
  listed.push({ to: network.phones.resolve(stanza.attrs['to']), enc: child(stanza, 'enc') })
  const usable = listed.flatMap(({ to, enc }) => (to && enc ? [{ to, enc }] : []))
  const ownFirst = (part: Part): number => (part.to.phone === from.phone ? 0 : 1)
  return usable.sort((a, b) => ownFirst(a) - ownFirst(b))
}

/** The same part as its device sees it. */
const forwarded = (
  network: Network,
  sender: Phone,
  from: Endpoint,
  stanza: BinaryNode,
  { to, enc }: Part,
  addressing: Addressing,
): BinaryNode => {
  const attrs = {
    from: jidOf(sender, addressing, from.device),
    id: stanza.attrs['id'],
    type: stanza.attrs['type'],
    edit: stanza.attrs['edit'],
    t: seconds(network.now()),
    notify: sender.name,
    addressing_mode: addressing,
    category: stanza.attrs['category'],
    ...(to.phone === sender.phone
      ? { recipient: stanza.attrs['recipient'] ?? stanza.attrs['to'] }
      : addressing === 'lid'
        ? { sender_pn: pnJid(sender.phone) }
        : { sender_lid: lidOf(sender) }),
  }
  const identity = child(stanza, 'device-identity')
  return node('message', attrs, [enc, ...childrenNamed(stanza, 'meta'), ...(identity ? [identity] : [])])
}

/** Handles one `<message>` of a logged-in device. */
export const deviceSends = async (
  network: Network,
  connection: Connection,
  from: Endpoint,
  stanza: BinaryNode,
): Promise<void> => {
  const sender = network.phones.find(from.phone)
  const id = stanza.attrs['id'] ?? ''
  if (!sender) return
  const refused = network.faults.strike('nack', from.phone)
  if (refused) {
    network.ledger.record('received', { ...from, id }, { refused: true })
    acknowledge(network, connection, from, stanza, refused.value)
    return
  }
  if (isGroupJid(stanza.attrs['to'])) {
    await deviceSendsToGroup(network, connection, from, stanza)
    return
  }
  const target = network.phones.resolve(stanza.attrs['recipient'] ?? stanza.attrs['to'])
  const isToOther = target !== undefined && target.phone !== from.phone
  if (isToOther && !mayWrite(network, from.phone, target.phone)) {
    network.ledger.record('received', { ...from, id }, { refused: true })
    acknowledge(network, connection, from, stanza, RESTRICTED)
    return
  }
  const addressing = target?.addressing ?? 'pn'
  const destination = stanza.attrs['recipient'] ?? stanza.attrs['to'] ?? ''
  const delivered: Phone[] = []
  for (const part of partsOf(network, from, stanza)) {
    const { to, enc } = part
    noteKeyUse(network, from, id, `${to.phone}:${to.device}`, enc)
    if (to.device !== 0) {
      const route = to.phone === from.phone ? addressing : to.addressing
      if (!network.devices.find(to.phone, to.device)) continue
      network.queue.enqueue(to, forwarded(network, sender, from, stanza, part, route), { from: from.phone })
    } else {
      const envelope = { id, from, addressing, destination, type: enc.attrs['type'] ?? '' }
      const ciphertext = bytes(enc) ?? Buffer.alloc(0)
      const outcome = await phoneReceives(network, to.owner, { ...envelope, ciphertext })
      if (outcome === 'delivered') delivered.push(to.owner)
    }
  }
  acknowledge(network, connection, from, stanza)
  for (const phone of delivered) {
    network.chats.advance(from.phone, phone.phone, id, 'delivered')
    queueReceipt(network, { to: from.phone, from: phone, addressing, ids: [id] })
  }
}

// What arrives at linked devices beside chats: newsletters and typing.
import { randomBytes, randomInt } from 'node:crypto'
import { proto } from '@whiskeysockets/baileys'
import type { Addressing } from '../accounts/jids.ts'
import type { Phone } from '../accounts/phones.table.ts'
import type { Group } from '../groups/groups.table.ts'
import { jidOf } from '../messaging/receipts-out.ts'
import type { Network } from '../network.ts'
import { node, seconds } from '../wire/nodes.ts'

/** Queues `count` newsletter stanzas, posts and notices in turn, for every linked device; answers how many devices. */
export const newsletterNoise = (network: Network, phone: string | undefined, count: number): number => {
  const phones = phone === undefined ? network.phones.all().map((each) => each.phone) : [phone]
  const devices = phones.flatMap((each) => network.devices.of(each))
  const from = `120363${String(randomInt(1e12)).padStart(12, '0')}@newsletter`
  for (let n = 0; n < count; n++) {
    const id = randomBytes(8).toString('hex').toUpperCase()
    const t = seconds(network.now())
    const server_id = String(n + 1)
    const post = proto.Message.encode({ conversation: `Kabar ${n + 1}` }).finish()
    const stanza =
      n % 2 === 0
        ? node('message', { from, id, t, type: 'text', server_id }, [node('plaintext', {}, post)])
        : node('notification', { from, id, t, type: 'newsletter' }, [
            node('reaction', { message_id: server_id }, [node('reaction', {}, Buffer.from('👍'))]),
          ])
    for (const device of devices) network.queue.enqueue(device, stanza)
  }
  return devices.length
}

/** Only devices that are online see it, as nothing of it is kept; answers how many those are. */
export const phoneTypes = (
  network: Network,
  from: Phone,
  to: Phone | Group,
  typing: boolean,
  addressing: Addressing,
): number => {
  const isGroup = 'members' in to
  const phones = isGroup ? to.members.map(({ phone }) => phone) : [to.phone]
  const me = jidOf(from, isGroup ? to.addressing : addressing)
  const attrs = isGroup ? { from: to.id, participant: me } : { from: me }
  const state = node('chatstate', attrs, [node(typing ? 'composing' : 'paused')])
  const others = phones.filter((phone) => phone !== from.phone)
  const live = others
    .flatMap((phone) => network.connections.list(phone))
    .filter((connection) => connection.live)
  for (const connection of live) connection.send(state)
  return live.length
}

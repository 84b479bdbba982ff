// A virtual phone encrypts one message for one linked device and puts it into that device's queue.
import { writeRandomPadMax16, proto } from '@whiskeysockets/baileys'
import type { Endpoint } from '../accounts/jids.ts'
import { lidOf, pnJid } from '../accounts/jids.ts'
import type { Phone } from '../accounts/phones.table.ts'
import type { Network } from '../network.ts'
import { keyUse } from '../signal/libsignal.ts'
import { node, seconds } from '../wire/nodes.ts'
import { takeBundle } from './bundles.ts'
import type { ChatMessage } from './chat-messages.table.ts'
import { describe, deviceSentCopy } from './content.ts'
import { jidOf } from './receipts-out.ts'
import { marksOf } from './stanza-marks.ts'

/** Makes sure there is a session; false when the device is gone. */
export const ensureSession = async (
  network: Network,
  owner: Phone,
  peer: Endpoint,
  fresh: boolean,
): Promise<boolean> => {
  if (!fresh && network.sessions.has(owner, peer)) return true
  const bundle = takeBundle(network, peer)
  if (!bundle) return false
  await network.sessions.start(owner, peer, bundle)
  return true
}

/** From and to attributes: to others from the writer, to the writer's own devices with the recipient named. */
const addresses = (network: Network, writer: Phone, message: ChatMessage, own: boolean) => {
  const peer = network.phones.find(message.peer)
  const lidMode = message.addressing === 'lid' && writer.hasLid && (!own || peer?.hasLid !== false)
  const from = jidOf(writer, lidMode ? 'lid' : 'pn')
  if (!own) {
    return lidMode
      ? { from, sender_pn: pnJid(writer.phone), addressing_mode: 'lid' }
      : { from, sender_lid: lidOf(writer), addressing_mode: 'pn' }
  }
  const pn = pnJid(message.peer)
  const lid = peer && lidOf(peer)
  return lidMode
    ? { from, recipient: lid ?? pn, peer_recipient_pn: pn, addressing_mode: 'lid' }
    : { from, recipient: pn, peer_recipient_lid: lid, addressing_mode: 'pn' }
}

const corrupted = (ciphertext: Buffer): Buffer => {
  const broken = Buffer.from(ciphertext)
  const at = broken.length - 1
  broken[at] = (broken[at] ?? 0) ^ 0xff
  return broken
}

/** `count` marks the answer to a retry receipt. The session must exist. */
export const encryptFor = async (
  network: Network,
  writer: Phone,
  device: Endpoint,
  message: ChatMessage,
  count?: number,
): Promise<void> => {
  const own = writer.phone === device.phone
  const route = addresses(network, writer, message, own)
  const bytes = own ? deviceSentCopy(route.recipient ?? '', message.content) : message.content
  const { type, ciphertext } = await network.sessions.encrypt(writer, device, writeRandomPadMax16(bytes))
  const broken = network.faults.strike('undecryptable', device.phone) !== undefined
  const decoded = proto.Message.decode(message.content)
  const marks = marksOf(decoded)
  const enc = { v: '2', type, count: count?.toString(), ...marks.enc }
  const stanza = node(
    'message',
    { ...route, id: message.id, t: seconds(message.at), notify: writer.name, ...marks.stanza },
    [node('enc', enc, broken ? corrupted(ciphertext) : ciphertext), ...marks.more],
  )
  const use = keyUse(type, ciphertext)
  const { sha256 } = describe(decoded, message.content)
  network.queue.enqueue(device, stanza, {
    from: writer.phone,
    type,
    sha256,
    corrupt: broken || undefined,
    retry: count,
    ratchet: use?.ratchet.toString('hex'),
    counter: use?.counter,
  })
}

// A phone tells one of its own linked devices something no chat shows: keys, history (a "peer message").
import { randomBytes } from 'node:crypto'
import { proto, writeRandomPadMax16 } from '@whiskeysockets/baileys'
import type { Endpoint } from '../accounts/jids.ts'
import { pnJid } from '../accounts/jids.ts'
import type { Phone } from '../accounts/phones.table.ts'
import type { Network } from '../network.ts'
import { node, seconds } from '../wire/nodes.ts'
import { ensureSession } from './phone-encrypts.ts'

/** Encrypts kept peer content once more; `count` marks the answer to a retry receipt. The session must exist. */
export const encryptPeer = async (
  network: Network,
  phone: Phone,
  device: Endpoint,
  message: { readonly id: string; readonly content: Uint8Array },
  count?: number,
): Promise<void> => {
  const { type, ciphertext } = await network.sessions.encrypt(
    phone,
    device,
    writeRandomPadMax16(message.content),
  )
  const attrs = {
    from: pnJid(phone.phone),
    category: 'peer',
    id: message.id,
    t: seconds(network.now()),
    type: 'text',
    push_priority: 'high',
  }
  const enc = node('enc', { v: '2', type, count: count?.toString() }, ciphertext)
  network.queue.enqueue(device, node('message', attrs, [enc]), {
    from: phone.phone,
    peer: true,
    type,
    retry: count,
  })
}

/** Does nothing when the device is gone. */
export const tellDevice = async (
  network: Network,
  phone: Phone,
  device: Endpoint,
  protocolMessage: proto.Message.IProtocolMessage,
): Promise<void> => {
  if (!(await ensureSession(network, phone, device, false))) return
  const id = `3A${randomBytes(9).toString('hex').toUpperCase()}`
  const content = proto.Message.encode({ protocolMessage }).finish()
  network.peerMessages.keep(phone.phone, id, content)
  await encryptPeer(network, phone, device, { id, content })
}

// A virtual phone writes to another number: both phones keep it, all linked devices of both get it.
import { proto } from '@whiskeysockets/baileys'
import type { Addressing } from '../accounts/jids.ts'
import type { Phone } from '../accounts/phones.table.ts'
import type { Network } from '../network.ts'
import type { ChatMessage } from './chat-messages.table.ts'
import { CHANGES, describe } from './content.ts'
import { keepMessage } from './keep-message.ts'
import { encryptFor, ensureSession } from './phone-encrypts.ts'
import { queueReceipt } from './receipts-out.ts'

export interface Writing {
  readonly from: Phone
  readonly to: Phone
  /** The encoded message. */
  readonly content: Uint8Array
  readonly addressing: Addressing
  readonly id: string
}

/** Between virtual phones nothing is encrypted: both live in this process. False when the id was used before. */
export const phoneWrites = async (network: Network, writing: Writing): Promise<boolean> => {
  const { from, to, id, content } = writing
  const addressing = from.hasLid ? writing.addressing : 'pn'
  const { kind, text } = describe(proto.Message.decode(content), content)
  const shared = { id, addressing, kind, text, at: network.now(), content }
  const sent: ChatMessage = { ...shared, phone: from.phone, peer: to.phone, direction: 'out', status: 'sent' }
  if (!keepMessage(network, sent)) return false
  // Nobody opens a chat to read a reaction.
  const status = CHANGES.includes(kind) ? 'read' : 'received'
  keepMessage(network, { ...shared, phone: to.phone, peer: from.phone, direction: 'in', status })
  network.chats.advance(from.phone, to.phone, id, 'delivered')
  for (const device of [...network.devices.of(to.phone), ...network.devices.of(from.phone)]) {
    if (await ensureSession(network, from, device, false)) await encryptFor(network, from, device, sent)
  }
  queueReceipt(network, { to: from.phone, from: to, addressing, ids: [id] })
  return true
}

// A virtual phone gets an encrypted message from a linked device: decrypts it, keeps it, or asks for it again.
import { proto, unpadRandomMax16 } from '@whiskeysockets/baileys'
import type { Phone } from '../accounts/phones.table.ts'
import type { Network } from '../network.ts'
import type { MessageKey } from './changes.table.ts'
import { checkMedia } from './check-media.ts'
import { CHANGES, describe } from './content.ts'
import type { Envelope } from './envelope.ts'
import { keepMessage } from './keep-message.ts'
import { askAgain } from './retry-asked.ts'

/** What became of it: `delivered` asks for a delivery receipt, `copied` came from the phone's own linked device. */
export type Outcome = 'delivered' | 'copied' | 'failed'

/** Never throws: what cannot be read is asked for again. */
export const phoneReceives = async (network: Network, to: Phone, envelope: Envelope): Promise<Outcome> => {
  const { from, id } = envelope
  const own = to.phone === from.phone
  try {
    if (!own && network.faults.strike('cannot_decrypt', from.phone)) throw new Error('told not to decrypt')
    const padded = await network.sessions.decrypt(to, from, envelope.type, envelope.ciphertext)
    const bytes = unpadRandomMax16(padded)
    const message = proto.Message.decode(bytes)
    const copy = own ? message.deviceSentMessage : undefined
    if (copy?.message) {
      const content = proto.Message.encode(copy.message).finish()
      const key = keep(
        network,
        to,
        envelope,
        copy.message,
        content,
        copy.destinationJid ?? envelope.destination,
      )
      await checkMedia(network, from, key, copy.message)
      return 'copied'
    }
    if (own) {
      const { kind, sha256 } = describe(message, bytes)
      network.ledger.record(
        'decrypted',
        { ...from, id },
        { by: to.phone, own, content: kind, sha256, duplicate: false },
      )
      return 'copied'
    }
    await checkMedia(network, from, keep(network, to, envelope, message, bytes), message)
    return 'delivered'
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown'
    network.ledger.record('undecryptable', { ...from, id }, { by: to.phone, own, reason })
    askAgain(network, to, envelope)
    return 'failed'
  }
}

const keep = (
  network: Network,
  to: Phone,
  { from, id, addressing }: Envelope,
  message: proto.IMessage,
  content: Uint8Array,
  sentTo?: string,
): MessageKey => {
  const { kind, text, sha256 } = describe(message, content)
  const recipient = network.phones.resolve(sentTo)
  const peer = sentTo === undefined ? from.phone : (recipient?.phone ?? sentTo)
  const sent = sentTo !== undefined
  const arrived = CHANGES.includes(kind) ? 'read' : 'received'
  const isNew = keepMessage(network, {
    phone: to.phone,
    id,
    direction: sent ? 'out' : 'in',
    peer,
    addressing,
    kind,
    text,
    status: sent ? 'sent' : arrived,
    at: network.now(),
    content,
  })
  network.ledger.record(
    'decrypted',
    { ...from, id },
    { by: to.phone, own: sent, content: kind, sha256, duplicate: !isNew },
  )
  return { phone: to.phone, peer, id }
}

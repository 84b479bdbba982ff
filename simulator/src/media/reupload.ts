// A linked device finds a file gone from the media server and asks its own phone: the phone uploads it once more.
import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { proto } from '@whiskeysockets/baileys'
import type { Endpoint } from '../accounts/jids.ts'
import { pnJid } from '../accounts/jids.ts'
import type { ChatMessage } from '../messaging/chat-messages.table.ts'
import { unwrapped } from '../messaging/content.ts'
import type { Network } from '../network.ts'
import { child, node, seconds } from '../wire/nodes.ts'
import type { BinaryNode } from '../wire/nodes.ts'
import { mediaIn } from './media-part.ts'
import type { MediaPart } from './media-part.ts'

const { ResultType } = proto.MediaRetryNotification
const INFO = 'WhatsApp Media Retry Notification'

/** Only who has the media key can read where the file is now. */
const sealed = (messageId: string, mediaKey: Uint8Array, directPath: string): BinaryNode => {
  const key = Buffer.from(hkdfSync('sha256', mediaKey, '', INFO, 32))
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  cipher.setAAD(Buffer.from(messageId))
  const told = { stanzaId: messageId, directPath, result: ResultType.SUCCESS }
  const plain = proto.MediaRetryNotification.encode(told).finish()
  const body = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  return node('encrypt', {}, [node('enc_p', {}, body), node('enc_iv', {}, iv)])
}

const mediaOf = (network: Network, phone: string, id: string): MediaPart | undefined => {
  const { chats } = network
  const [message]: ChatMessage[] = [...chats.find(phone, id, 'in'), ...chats.find(phone, id, 'out')]
  return message && mediaIn(unwrapped(proto.Message.decode(message.content)))
}

/** The new direct path; undefined when the phone does not have the file either. */
const uploadAgain = async (network: Network, from: Endpoint, id: string, part: MediaPart | undefined) => {
  if (network.faults.strike('media_retry_refused', from.phone)) return undefined
  const blob = part && (await network.media.read(part.directPath))
  return blob && network.media.put(blob, { uploadedBy: from.phone, meantFor: from.phone }, network.now())
}

/** Handles a `<receipt type=server-error>`; the answer is a `mediaretry` notification. */
export const answerMediaRetry = async (
  network: Network,
  from: Endpoint,
  receipt: BinaryNode,
): Promise<void> => {
  const id = receipt.attrs['id'] ?? ''
  const part = mediaOf(network, from.phone, id)
  const directPath = await uploadAgain(network, from, id, part)
  network.ledger.record('media_reuploaded', { ...from, id }, { found: directPath !== undefined })
  const answer =
    part && directPath !== undefined
      ? sealed(id, part.mediaKey, directPath)
      : node('error', { code: String(ResultType.NOT_FOUND) })
  const attrs = { type: 'mediaretry', id, from: pnJid(from.phone), t: seconds(network.now()) }
  const about = node('rmr', child(receipt, 'rmr')?.attrs ?? {})
  network.queue.enqueue(from, node('notification', attrs, [answer, about]))
}

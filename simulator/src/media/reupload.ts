// A linked device finds a file gone from the media server and asks its own phone: the phone uploads it once more.
import { proto } from '@whiskeysockets/baileys'
import type { Endpoint } from '../accounts/jids.ts'
import { pnJid } from '../accounts/jids.ts'
import type { Network } from '../network.ts'
import { child, node, seconds } from '../wire/nodes.ts'
import type { BinaryNode } from '../wire/nodes.ts'
import { mediaOf } from './media-of-message.ts'
import type { MediaPart } from './media-part.ts'
import { openAsk, sealAnswer } from './retry-crypto.ts'

const { ResultType } = proto.MediaRetryNotification

/** The new direct path; undefined when the phone does not have the file either. */
const uploadAgain = async (network: Network, { phone }: Endpoint, part: MediaPart) => {
  if (network.faults.strike('media_retry_refused', phone)) return undefined
  const blob = await network.media.read(part.directPath)
  return blob && network.media.put(blob, { uploadedBy: phone, meantFor: phone }, network.now())
}

const answerTo = async (network: Network, from: Endpoint, receipt: BinaryNode): Promise<BinaryNode> => {
  const id = receipt.attrs['id'] ?? ''
  const failed = (result: number): BinaryNode => node('error', { code: String(result) })
  const [part] = mediaOf(network, from.phone, id)
  if (!part) return failed(ResultType.NOT_FOUND)
  if (openAsk(receipt, part.mediaKey) !== id) return failed(ResultType.DECRYPTION_ERROR)
  const directPath = await uploadAgain(network, from, part)
  return directPath === undefined ? failed(ResultType.NOT_FOUND) : sealAnswer(id, part.mediaKey, directPath)
}

/** Handles a `<receipt type=server-error>`; the answer is a `mediaretry` notification, or silence. */
export const answerMediaRetry = async (
  network: Network,
  from: Endpoint,
  receipt: BinaryNode,
): Promise<void> => {
  const id = receipt.attrs['id'] ?? ''
  network.ledger.record('media_asked', { ...from, id }, {})
  if (network.faults.strike('media_retry_unanswered', from.phone)) return
  const answer = await answerTo(network, from, receipt)
  network.ledger.record('media_reuploaded', { ...from, id }, { found: answer.tag === 'encrypt' })
  const attrs = { type: 'mediaretry', id, from: pnJid(from.phone), t: seconds(network.now()) }
  const about = node('rmr', child(receipt, 'rmr')?.attrs ?? {})
  network.queue.enqueue(from, node('notification', attrs, [answer, about]))
}

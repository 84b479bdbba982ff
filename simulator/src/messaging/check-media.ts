// A phone that got a media message opens the file at once, so that a wrong key or hash is noticed.
import type { proto } from '@whiskeysockets/baileys'
import type { Endpoint } from '../accounts/jids.ts'
import { mediaIn } from '../media/media-part.ts'
import { openMedia } from '../media/phone-downloads.ts'
import type { Network } from '../network.ts'
import type { MessageKey } from './changes.table.ts'
import { unwrapped } from './content.ts'

/** Writes to the ledger what came of it, for the device that sent the message; never throws. */
export const checkMedia = async (
  network: Network,
  sender: Endpoint,
  key: MessageKey,
  message: proto.IMessage,
): Promise<void> => {
  const part = mediaIn(unwrapped(message))
  if (!part) return
  const opened = await openMedia(network, part).catch(() => ({ problem: 'missing' as const }))
  const about = { ...sender, id: key.id }
  if ('problem' in opened) {
    network.changes.mediaFailed(key, opened.problem)
    network.ledger.record('media_unreadable', about, { by: key.phone, reason: opened.problem })
  } else {
    const sha256 = Buffer.from(part.fileSha256).toString('hex')
    network.ledger.record('media_read', about, { by: key.phone, bytes: opened.file.length, sha256 })
  }
}

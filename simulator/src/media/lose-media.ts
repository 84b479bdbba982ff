// The media server loses the file of a message, as it does after some weeks; the phones lose theirs only where told so.
import { proto } from '@whiskeysockets/baileys'
import { unwrapped } from '../messaging/content.ts'
import type { Network } from '../network.ts'
import { idIn } from './media-files.table.ts'
import { mediaIn } from './media-part.ts'

/** Answers how many files those were: 0 when no phone has such a message. */
export const loseMedia = async (network: Network, messageId: string, phonesToo: boolean): Promise<number> => {
  const copies = network.phones
    .all()
    .flatMap(({ phone }) => [
      ...network.chats.find(phone, messageId, 'out'),
      ...network.chats.find(phone, messageId, 'in'),
    ])
  const files = copies.flatMap(({ content }) => {
    const part = mediaIn(unwrapped(proto.Message.decode(content)))
    return (part && idIn(part.directPath)) ?? []
  })
  const lost = new Set(files)
  for (const id of lost) {
    if (phonesToo) await network.media.forget(id)
    network.media.lose(id)
  }
  return lost.size
}

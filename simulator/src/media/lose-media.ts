// The media server loses the file of a message, as it does after some weeks; the phones lose theirs only where told so.
import type { Network } from '../network.ts'
import { idIn } from './media-files.table.ts'
import { mediaOf } from './media-of-message.ts'

/** Answers how many files those were: 0 when no phone has such a message. */
export const loseMedia = async (network: Network, messageId: string, phonesToo: boolean): Promise<number> => {
  const parts = network.phones.all().flatMap(({ phone }) => mediaOf(network, phone, messageId))
  const lost = new Set(parts.flatMap(({ directPath }) => idIn(directPath) ?? []))
  for (const id of lost) {
    if (phonesToo) await network.media.forget(id)
    network.media.lose(id)
  }
  return lost.size
}

// Answers: which file does a message of a phone speak of, be it new or from the phone's past?
import { proto } from '@whiskeysockets/baileys'
import { unwrapped } from '../messaging/content.ts'
import type { Network } from '../network.ts'
import { mediaIn } from './media-part.ts'
import type { MediaPart } from './media-part.ts'

const pastContents = (network: Network, phone: string, id: string): Buffer[] =>
  (network.histories.of(phone) ?? [])
    .flatMap(({ messages }) => messages)
    .flatMap((past) => (past.id === id && past.encoded ? [Buffer.from(past.encoded, 'base64')] : []))

/** Of every message with that id on that phone; there are several only where somebody took another's id. */
export const mediaOf = (network: Network, phone: string, id: string): MediaPart[] => {
  const { chats } = network
  const known = [...chats.find(phone, id, 'in'), ...chats.find(phone, id, 'out')].map(
    ({ content }) => content,
  )
  return [...known, ...pastContents(network, phone, id)].flatMap(
    (content) => mediaIn(unwrapped(proto.Message.decode(content))) ?? [],
  )
}

// How a message of a virtual phone looks in the HTTP API, with everything that happened to it since.
import { proto } from '@whiskeysockets/baileys'
import { idIn } from '../media/media-files.table.ts'
import { mediaIn } from '../media/media-part.ts'
import type { ChatMessage } from '../messaging/chat-messages.table.ts'
import { describe, unwrapped } from '../messaging/content.ts'
import { detailsOf } from '../messaging/content-details.ts'
import type { Network } from '../network.ts'

/** Kinds whose text is a caption. */
const CAPTIONED: readonly string[] = ['image', 'video', 'document']

const lostOf = ({ media }: Network, directPath: string) => {
  const id = idIn(directPath)
  if (id === undefined || !media.isLost(id)) return undefined
  return media.isAnywhere(id) ? 'on_server' : 'for_good'
}

const mediaView = (
  network: Network,
  { phone, id }: ChatMessage,
  message: proto.IMessage,
  problem: string | undefined,
) => {
  const part = mediaIn(message)
  if (!part) return {}
  const lost = lostOf(network, part.directPath)
  const { mimetype, fileLength, fileSha256, fileName, seconds } = part
  const media = {
    mimetype,
    bytes: fileLength,
    sha256: Buffer.from(fileSha256).toString('hex'),
    fileName,
    seconds,
    url: `/api/media/${phone}/${encodeURIComponent(id)}`,
    ...(lost !== undefined && { lost }),
    ...(problem !== undefined && { problem }),
  }
  return { media }
}

export const messageView = (network: Network, chatMessage: ChatMessage) => {
  const { id, direction, peer, kind, status, at, content } = chatMessage
  const { reactions, edited, revoked, mediaProblem } = network.changes.of(chatMessage)
  const author = network.groups.authorOf(peer, id)
  const always = {
    id,
    direction,
    peer,
    ...(author !== undefined && { author, group: peer }),
    kind,
    status,
    at: new Date(at).toISOString(),
    reactions: [...reactions],
    edited: edited !== undefined,
    revoked,
  }
  if (revoked) return { ...always, text: '' }
  const message = unwrapped(proto.Message.decode(content))
  const text = edited ? describe(proto.Message.decode(edited), edited).text : chatMessage.text
  const { quotedAuthor, ...details } = detailsOf(message)
  const quotedWriter = network.phones.resolve(quotedAuthor)
  return {
    ...always,
    text,
    ...details,
    ...(quotedAuthor !== undefined && { quotedFrom: quotedWriter?.phone ?? quotedAuthor }),
    ...(CAPTIONED.includes(kind) && text !== '' && { caption: text }),
    ...mediaView(network, chatMessage, message, mediaProblem),
  }
}

// Owns reading messages that carry a file: what is said of it, and where and with which key WhatsApp keeps it.
import type { MessageContent } from '@indoshopster/contracts/session/content'
import type { Media } from '@indoshopster/contracts/session/media'
import { cleanFileName } from '@indoshopster/media-store/file-name'
import type { proto } from '../library.ts'
import { MAX_TEXT } from './limits.ts'
import { wholeNumber } from './number.ts'
import { cut, plainText } from './plain-text.ts'
import { type MediaKind, wireMediaOf } from './wire-media.ts'

/** What all parts with a file have in common. */
interface FilePart {
  mimetype?: string | null
  fileLength?: unknown
  width?: number | null
  height?: number | null
  seconds?: number | null
  fileName?: string | null
  jpegThumbnail?: Uint8Array | null
  pngThumbnail?: Uint8Array | null
  caption?: string | null
}

/** Null when the message carries no file. `mediaId`: ours. */
export function mediaContentOf(
  message: proto.IMessage,
  mediaId: string,
): { content: MessageContent; wireMedia: string | null } | null {
  const told = (part: FilePart, kind: MediaKind) => ({
    media: mediaOf(part, mediaId),
    caption: captionOf(part),
    wireMedia: wireMediaOf(part, kind),
  })
  const { imageMessage, audioMessage, documentMessage, stickerMessage } = message
  const videoMessage = message.videoMessage ?? message.ptvMessage
  if (imageMessage) {
    const { media, caption, wireMedia } = told(imageMessage, 'image')
    return { content: { kind: 'image', media, caption }, wireMedia }
  }
  if (videoMessage) {
    const { media, caption, wireMedia } = told(videoMessage, 'video')
    return { content: { kind: 'video', media, caption }, wireMedia }
  }
  if (audioMessage) {
    const { media, wireMedia } = told(audioMessage, 'audio')
    return { content: { kind: audioMessage.ptt ? 'voice' : 'audio', media }, wireMedia }
  }
  if (documentMessage) {
    const named = {
      ...documentMessage,
      fileName: (documentMessage.fileName || documentMessage.title) ?? null,
    }
    const { media, caption, wireMedia } = told(named, 'document')
    return { content: { kind: 'document', media, caption }, wireMedia }
  }
  if (stickerMessage) {
    const { media, wireMedia } = told(stickerMessage, 'sticker')
    return { content: { kind: 'sticker', media }, wireMedia }
  }
  return null
}

/** Sizes beyond these are lies. */
const MAX_BYTES = 2 ** 40
const MAX_SIDE = 100_000
const MAX_SECONDS = 864_000

function mediaOf(part: FilePart, mediaId: string): Media {
  return {
    mediaId,
    mimetype: safeType(part.mimetype),
    bytes: wholeNumber(part.fileLength, MAX_BYTES) ?? 0,
    fileName: cleanFileName(part.fileName),
    width: wholeNumber(part.width, MAX_SIDE) || null,
    height: wholeNumber(part.height, MAX_SIDE) || null,
    seconds: wholeNumber(part.seconds, MAX_SECONDS) || null,
    thumbnail: thumbnailOf(part.jpegThumbnail),
  }
}

const captionOf = ({ caption }: FilePart) => (caption ? cut(plainText(caption), MAX_TEXT) : null)

/** What a browser could run, or what is no type at all, is told as unknown bytes. */
function safeType(mimetype: string | null | undefined): string {
  const type = (mimetype ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  const known =
    /^(image\/(jpeg|png|webp|gif)|(audio|video)\/[a-z0-9.+-]{1,40}|application\/[a-z0-9.-]{1,100}|text\/(plain|csv|vcard))$/
  return known.test(type) && !/(html|xml|script|ecma)$/.test(type) ? type : 'application/octet-stream'
}

function thumbnailOf(jpeg: Uint8Array | null | undefined): string | null {
  const isJpeg = jpeg && jpeg.length > 3 && jpeg[0] === 0xff && jpeg[1] === 0xd8 && jpeg[2] === 0xff
  if (!isJpeg || jpeg.length > 9000) return null
  return Buffer.from(jpeg).toString('base64')
}

// Composes a media message the way a phone does: the file goes to the media server, the message points at it.
import { extractImageThumb } from '@whiskeysockets/baileys'
import type { proto } from '@whiskeysockets/baileys'
import type { CipherKind } from '../media/media-crypto.ts'
import { uploadFile } from '../media/phone-uploads.ts'
import type { Network } from '../network.ts'

export type MediaKind = 'image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker'

export interface MediaContent {
  readonly kind: MediaKind
  readonly file: Uint8Array
  readonly mimetype: string
  readonly fileName?: string | undefined
  readonly caption?: string | undefined
  /** Length of audio and video. */
  readonly seconds?: number | undefined
  readonly pretend?: Pretence | undefined
}

/** What a message says about its file instead of the truth; hashes and keys in hex. */
export interface Pretence {
  readonly bytes?: number | undefined
  readonly sha256?: string | undefined
  readonly mediaKey?: string | undefined
  readonly directPath?: string | undefined
}

const WAVES = 64
const STICKER_SIZE = 512

const cipherKindOf = (kind: MediaKind): CipherKind => (kind === 'voice' ? 'audio' : kind)

/** Something to draw: loudness is not measured here. */
const waveform = (file: Uint8Array): Uint8Array =>
  Uint8Array.from({ length: WAVES }, (_, n) => (file[Math.floor((n * file.length) / WAVES)] ?? 0) % 100)

const lies = ({ bytes, sha256, mediaKey, directPath }: Pretence) => ({
  ...(bytes !== undefined && { fileLength: bytes }),
  ...(sha256 !== undefined && { fileSha256: Buffer.from(sha256, 'hex') }),
  ...(mediaKey !== undefined && { mediaKey: Buffer.from(mediaKey, 'hex') }),
  ...(directPath !== undefined && { directPath }),
})

/** What Baileys makes with sharp, which brings no types here. */
interface Preview {
  readonly buffer: Buffer
  readonly original: { readonly width?: number; readonly height?: number }
}

/** Width, height and a small preview; nothing for bytes that are no picture. */
const pictureOf = async (file: Uint8Array) => {
  try {
    const preview: Preview = await extractImageThumb(Buffer.from(file))
    const { width, height } = preview.original
    return { jpegThumbnail: preview.buffer, width: width ?? null, height: height ?? null }
  } catch {
    return {}
  }
}

/** Uploads the file; `by` and `to` are numbers (or a group for `to`). */
export const composeMedia = async (
  network: Network,
  content: MediaContent,
  by: string,
  to: string,
): Promise<proto.IMessage> => {
  const { kind, file, mimetype, fileName = 'file', caption, seconds } = content
  const truth = await uploadFile(network, { file, mimetype, by, to, cipherKind: cipherKindOf(kind) })
  const uploaded = { ...truth, ...lies(content.pretend ?? {}) }
  const captioned = { ...uploaded, ...(caption !== undefined && { caption }) }
  const length = seconds === undefined ? {} : { seconds }
  switch (kind) {
    case 'image':
      return { imageMessage: { ...captioned, ...(await pictureOf(file)) } }
    case 'video':
      return { videoMessage: { ...captioned, ...length } }
    case 'audio':
      return { audioMessage: { ...uploaded, ...length, ptt: false } }
    case 'voice':
      return { audioMessage: { ...uploaded, ...length, ptt: true, waveform: waveform(file) } }
    case 'sticker':
      return { stickerMessage: { ...uploaded, width: STICKER_SIZE, height: STICKER_SIZE } }
    case 'document': {
      const documentMessage = { ...captioned, fileName, title: fileName }
      if (caption === undefined) return { documentMessage }
      return { documentWithCaptionMessage: { message: { documentMessage } } }
    }
  }
}

// Finds the media file a message speaks of, whichever part of the message holds it.
import type { proto } from '@whiskeysockets/baileys'
import type { CipherKind } from './media-crypto.ts'

export interface MediaPart {
  readonly cipherKind: CipherKind
  readonly mimetype: string
  readonly fileName: string
  readonly directPath: string
  readonly mediaKey: Uint8Array
  readonly fileSha256: Uint8Array
  readonly fileEncSha256: Uint8Array
  /** Bytes of the plain file, as the sender says. */
  readonly fileLength: number
  /** Of audio and video; 0 when the sender does not say. */
  readonly seconds: number
}

/** `message` without wrappers; undefined when it has no media. */
export const mediaIn = (message: proto.IMessage): MediaPart | undefined => {
  const video = message.videoMessage ?? message.ptvMessage
  const found =
    (message.imageMessage && { cipherKind: 'image' as const, part: message.imageMessage }) ??
    (video && { cipherKind: 'video' as const, part: video }) ??
    (message.audioMessage && { cipherKind: 'audio' as const, part: message.audioMessage }) ??
    (message.documentMessage && { cipherKind: 'document' as const, part: message.documentMessage }) ??
    (message.stickerMessage && { cipherKind: 'sticker' as const, part: message.stickerMessage })
  if (!found) return undefined
  const { cipherKind, part } = found
  const nothing = new Uint8Array()
  return {
    cipherKind,
    mimetype: part.mimetype ?? 'application/octet-stream',
    fileName: message.documentMessage?.fileName ?? '',
    directPath: part.directPath ?? '',
    mediaKey: part.mediaKey ?? nothing,
    fileSha256: part.fileSha256 ?? nothing,
    fileEncSha256: part.fileEncSha256 ?? nothing,
    fileLength: Number(part.fileLength ?? 0),
    seconds: video?.seconds ?? message.audioMessage?.seconds ?? 0,
  }
}

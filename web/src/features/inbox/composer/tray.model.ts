// Owns the files that wait to be sent with the next reply, and which messages they become. Pure.
import type { Media } from '@indoshopster/contracts/session/media'
import type { ReplyBody } from '@indoshopster/contracts/web-api/inbox'
import type { SendAs } from '../../media/file-kind.model.ts'

export interface TrayItem {
  readonly id: string
  readonly name: string
  readonly bytes: number
  readonly mimetype: string
  readonly as: SendAs
  readonly caption: string
  /** A file of this computer; null for one that is up already. */
  readonly file: File | null
  readonly media: Media | null
}

/** Sound has no caption on WhatsApp. */
export const takesCaption = (as: SendAs): boolean => as === 'image' || as === 'video' || as === 'document'

/** The file whose caption is what stands in the composer's text: the first that can have one. */
export const hostOf = (tray: readonly TrayItem[]): TrayItem | undefined =>
  tray.find((item) => takesCaption(item.as))

/**
 * The messages of a tray with a text: one for each file; the text becomes the caption of its host, and without one a
 * message of its own behind them.
 */
export function messagesOf(
  tray: readonly TrayItem[],
  text: string,
): { body: ReplyBody; item: TrayItem | null }[] {
  const host = hostOf(tray)
  const files = tray.map((item) => {
    const caption = item === host ? text : takesCaption(item.as) ? item.caption.trim() : ''
    const mediaId = item.media ? { mediaId: item.media.mediaId } : {}
    return { body: { text: caption, as: item.as, ...mediaId }, item }
  })
  return text === '' || host ? files : [...files, { body: { text }, item: null }]
}

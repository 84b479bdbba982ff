// Answers: how large is a picture or film shown in a bubble, before its bytes are here? Pure.
import type { Media } from '@indoshopster/contracts/session/media'

const widest = 320
const tallest = 340
const least = 120

/** Pixels of the box; the proportions of the picture where they are known, else four by three. */
export function mediaBox({ width, height }: Pick<Media, 'width' | 'height'>): {
  width: number
  height: number
} {
  if (!width || !height) return { width: 260, height: 195 }
  const scale = Math.min(widest / width, tallest / height, Math.max(1, least / Math.min(width, height)))
  const fit = (size: number, most: number) => Math.round(Math.min(most, Math.max(least, size * scale)))
  return { width: fit(width, widest), height: fit(height, tallest) }
}

/** The small picture that comes with the message, as an address; undefined when there is none. */
export function thumbnailUrl(media: Pick<Media, 'thumbnail'>): string | undefined {
  return media.thumbnail && /^[A-Za-z0-9+/=]+$/.test(media.thumbnail)
    ? `data:image/jpeg;base64,${media.thumbnail}`
    : undefined
}

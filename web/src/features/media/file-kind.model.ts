// Answers: as what does a file go out, and how is a file's size said? Pure.
import type { ReplyBody } from '@indoshopster/contracts/web-api/inbox'

export type SendAs = NonNullable<ReplyBody['as']>

const pictures = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif'])
const films = new Set(['video/mp4', 'video/3gpp', 'video/quicktime', 'video/webm'])

/** What a file is sent as when nobody chose: pictures and films as such, sound as audio, the rest as document. */
export function kindOf(mimetype: string): SendAs {
  const type = mimetype.split(';')[0]?.trim().toLowerCase() ?? ''
  if (pictures.has(type)) return 'image'
  if (films.has(type)) return 'video'
  return type.startsWith('audio/') ? 'audio' : 'document'
}

/** What a person may choose between for a file; everything may go as a document. */
export function choicesFor(mimetype: string): SendAs[] {
  const kind = kindOf(mimetype)
  // What phones record: Opus in Ogg.
  if (mimetype.startsWith('audio/ogg')) return ['audio', 'voice', 'document']
  if (mimetype === 'image/webp') return ['image', 'sticker', 'document']
  return kind === 'document' ? ['document'] : [kind, 'document']
}

/** Bytes in words: 0,8 MB, 12 kB; one kB is 1000 bytes. */
export function fileSize(bytes: number, locale: string): string {
  const [amount, unit] = bytes < 1_000_000 ? [bytes / 1_000, 'kB'] : [bytes / 1_000_000, 'MB']
  const digits = amount < 10 && unit === 'MB' ? 1 : 0
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(Math.max(amount, 1 / 10 ** digits))} ${unit}`
}

/** Seconds as 0:07 or 1:02:03. */
export function playTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const parts = [Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, '0'))
  const hours = Math.floor(whole / 3_600)
  return hours > 0 ? `${hours}:${parts.join(':')}` : `${Math.floor(whole / 60)}:${parts[1] ?? ''}`
}

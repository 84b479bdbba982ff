// Owns what is known of a file that belongs to a message or a template; its bytes are in the media store.
import { Type, type Static } from 'typebox'
import { Uuid } from '../envelope.ts'

const size = Type.Union([Type.Integer({ minimum: 1 }), Type.Null()])

/** Said by its sender until the bytes are here; then what we found out ourselves. */
export const Media = Type.Object({
  mediaId: Uuid,
  /** Sniffed once stored; `application/octet-stream` where nothing safe is known. */
  mimetype: Type.String(),
  bytes: Type.Integer({ minimum: 0 }),
  /** Cleaned of paths and control characters; null when it has none. */
  fileName: Type.Union([Type.String(), Type.Null()]),
  /** Pixels. */
  width: size,
  height: size,
  /** Length of sound or film. */
  seconds: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
  /** A small JPEG in base64, at most 12,000 characters; null when there is none. */
  thumbnail: Type.Union([Type.String({ maxLength: 12_000 }), Type.Null()]),
})
export type Media = Static<typeof Media>

/** Why a file cannot be had; the UI has a sentence for each. */
export const MediaFailure = Type.Union([
  Type.Literal('media_gone'),
  Type.Literal('media_damaged'),
  Type.Literal('media_too_large'),
  Type.Literal('media_key_missing'),
  Type.Literal('media_unavailable'),
])
export type MediaFailure = Static<typeof MediaFailure>

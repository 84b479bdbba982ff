// Owns the HTTP shapes of files: upload under /app, and the cookieless path they are served from.
import { Type, type Static } from 'typebox'
import { Uuid } from '../envelope.ts'
import { Media } from '../session/media.ts'

/**
 * POST /app/media?name=…&conversation=…: the body is the file itself, its Content-Type what the browser believes it is.
 * With `conversation` it belongs to that contact and is erased with them; without, to the workspace (templates).
 * 201 Media. Refused: `media_too_large` (413), `media_rejected` (422: empty, or a kind that is not sent).
 */
export const UploadQuery = Type.Object(
  {
    name: Type.Optional(Type.String({ maxLength: 255 })),
    conversation: Type.Optional(Uuid),
  },
  { additionalProperties: false },
)
export const Uploaded = Media
export type Uploaded = Media
/**
 * GET /media/{id}?key=…: no cookie is read; `key` is `Me.media.key` and opens the files of one workspace until it
 * expires. Answers ranges, `Content-Security-Policy: sandbox`, and only pictures, sound and film are shown inline.
 */
export const MediaQuery = Type.Object(
  { key: Type.String({ maxLength: 300 }), download: Type.Optional(Type.Literal('1')) },
  { additionalProperties: false },
)
export type MediaQuery = Static<typeof MediaQuery>

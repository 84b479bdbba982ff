// Owns the note that says where WhatsApp keeps a file and with which key; it travels in events, opaque to all others.
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'

export type MediaKind = 'image' | 'video' | 'audio' | 'document' | 'sticker' | 'history'

const WireMedia = Type.Object({
  version: Type.Literal(1),
  kind: Type.Union([
    Type.Literal('image'),
    Type.Literal('video'),
    Type.Literal('audio'),
    Type.Literal('document'),
    Type.Literal('sticker'),
    Type.Literal('history'),
  ]),
  /** Of the URL, from the slash on, with its query. */
  path: Type.String({ pattern: '^/[^\\s]*$', maxLength: 4000 }),
  /** Base64; the last two are hashes of the file as it is kept, and as it is. */
  key: Type.String(),
  encryptedSha256: Type.String(),
  sha256: Type.String(),
  /** As told by the sender; 0: not told. */
  bytes: Type.Integer({ minimum: 0 }),
  /** How the phone knows the message; without it the phone cannot be asked for the file. */
  message: Type.Optional(
    Type.Object({
      id: Type.String({ minLength: 1 }),
      /** Address of the chat. */
      chat: Type.String({ minLength: 1 }),
      ours: Type.Boolean(),
      /** In a group, of what others wrote. */
      author: Type.Optional(Type.String({ minLength: 1 })),
    }),
  ),
})
export type WireName = NonNullable<Static<typeof WireMedia>['message']>
export type WireMedia = Static<typeof WireMedia>

interface Kept {
  readonly directPath?: string | null
  readonly url?: string | null
  readonly mediaKey?: Uint8Array | null
  readonly fileEncSha256?: Uint8Array | null
  readonly fileSha256?: Uint8Array | null
  readonly fileLength?: unknown
}

/** Null when the key or the place was not told: the file cannot be had then. */
export function wireMediaOf(part: Kept, kind: MediaKind): string | null {
  const path = part.directPath || pathOf(part.url)
  if (!path || part.mediaKey?.length !== 32) return null
  const base64 = (bytes: Uint8Array | null | undefined) => Buffer.from(bytes ?? []).toString('base64')
  const bytes = Number(part.fileLength ?? 0)
  const note: WireMedia = {
    version: 1,
    kind,
    path,
    key: base64(part.mediaKey),
    encryptedSha256: base64(part.fileEncSha256),
    sha256: base64(part.fileSha256),
    bytes: Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : 0,
  }
  return Value.Check(WireMedia, note) ? JSON.stringify(note) : null
}

/** A note that also names its message to the phone. A message without an id cannot be named. */
export function named(wireMedia: string | null, message: WireName): string | null {
  const note = wireMedia && parseWireMedia(wireMedia)
  return note && message.id ? JSON.stringify({ ...note, message } satisfies WireMedia) : wireMedia
}

/** Reads a note back; null when it is none. */
export function parseWireMedia(note: string): WireMedia | null {
  try {
    const parsed: unknown = JSON.parse(note)
    return Value.Check(WireMedia, parsed) ? parsed : null
  } catch {
    return null
  }
}

/** Only the path of a URL is believed; its host is somebody's word for where we should go. */
function pathOf(url: string | null | undefined): string | null {
  if (!url || !URL.canParse(url)) return null
  const { pathname, search } = new URL(url)
  return pathname + search
}

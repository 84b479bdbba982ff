// Owns asking our own phone to upload a file again, and reading its answer: both under a key made of the media key.
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import type { PhoneAnswer } from '../../whatsapp.port.ts'
import { parseWireMedia, type WireMedia } from '../from-baileys/wire-media.ts'
import { type BinaryNode, decryptMediaRetryData, encryptMediaRetryRequest, proto } from '../library.ts'

const { ResultType } = proto.MediaRetryNotification

/** What is kept of a `mediaretry` notification: a refusal in clear, or what only the media key opens (base64). */
const Kept = Type.Union([
  Type.Object({ code: Type.Integer() }),
  // No shorter than its tag: a cut tag is easy to forge.
  Type.Object({ ciphertext: Type.String({ minLength: 24 }), iv: Type.String() }),
])

/** The answer in a notification, to be read later; null when it is none. Total: it never throws. */
export function fileAnswerIn({ tag, attrs, content }: BinaryNode): { wireId: string; answer: string } | null {
  const { type, id: wireId } = attrs
  if (tag !== 'notification' || type !== 'mediaretry' || !wireId || !Array.isArray(content)) return null
  const error = content.find((child) => child.tag === 'error')
  const sealed = content.find((child) => child.tag === 'encrypt')?.content
  const bytes = (name: string) => {
    const found = Array.isArray(sealed) ? sealed.find((child) => child.tag === name)?.content : null
    return found instanceof Uint8Array ? Buffer.from(found).toString('base64') : ''
  }
  const kept: Static<typeof Kept> = error
    ? { code: Math.trunc(Number(error.attrs['code'])) || 0 }
    : { ciphertext: bytes('enc_p'), iv: bytes('enc_iv') }
  return { wireId, answer: JSON.stringify(kept) }
}

/** The id under which the phone answers; null: the phone cannot be asked for this file. */
export const askNameOf = (wireMedia: string): string | null => parseWireMedia(wireMedia)?.message?.id ?? null

/** The stanza that asks; `me` is our own address. Throws when the note does not name its message. */
export function askFor(wireMedia: string, me: string): BinaryNode {
  const note = parseWireMedia(wireMedia)
  if (!note?.message) throw new Error('The note of a file does not name its message.')
  const { id, chat, ours, author } = note.message
  const key = { id, remoteJid: chat, fromMe: ours, ...(author ? { participant: author } : {}) }
  return encryptMediaRetryRequest(key, Buffer.from(note.key, 'base64'), me)
}

/** What the phone said to an ask for the file of this note. Total: it never throws. */
export function readAnswer(wireMedia: string, answer: string): PhoneAnswer {
  const note = parseWireMedia(wireMedia)
  const kept = parsed(answer)
  if (!note?.message || !kept) return { kind: 'not_ours' }
  if ('code' in kept) return kept.code === ResultType.NOT_FOUND ? { kind: 'lost' } : { kind: 'refused' }
  const told = opened(kept, note, note.message.id)
  if (!told) return { kind: 'not_ours' }
  if (told.result === ResultType.NOT_FOUND) return { kind: 'lost' }
  const again = JSON.stringify({ ...note, path: told.directPath ?? '' } satisfies WireMedia)
  return told.result === ResultType.SUCCESS && parseWireMedia(again)
    ? { kind: 'found', wireMedia: again }
    : { kind: 'refused' }
}

function parsed(answer: string): Static<typeof Kept> | null {
  try {
    const kept: unknown = JSON.parse(answer)
    return Value.Check(Kept, kept) ? kept : null
  } catch {
    return null
  }
}

/** Null when it was not sealed for this message with the key of this file. */
function opened(kept: { ciphertext: string; iv: string }, { key }: WireMedia, id: string) {
  const bytes = (base64: string) => Buffer.from(base64, 'base64')
  try {
    const sealed = { ciphertext: bytes(kept.ciphertext), iv: bytes(kept.iv) }
    return decryptMediaRetryData(sealed, bytes(key), id)
  } catch {
    return null
  }
}
